import type { InsiderTransaction } from './holders.ts';

/** Vendors abbreviate and turn names: their words in order of the alphabet stay the same. */
export function insiderNameKey(name: string): string {
  return (name.toLowerCase().match(/[a-z]+/g) ?? [])
    .filter((word) => word.length > 1)
    .toSorted()
    .join(' ');
}

function transactionKey(body: InsiderTransaction): string {
  const { ownerName, transactionDate, code, shares, price, isDerivative, acquired } = body;
  return [insiderNameKey(ownerName), transactionDate, code, shares, price, isDerivative, acquired].join('|');
}

/** How much a telling knows: the filing itself knows its owner's number and its footnotes. */
function fullness(body: InsiderTransaction): number {
  return Object.values(body).filter((value) => value !== null && value !== '').length;
}

type Told = { readonly source: string; readonly body: InsiderTransaction };

/** Each transaction with every telling of it, the fullest first: told by two sources it is one, told twice by one source it is two. */
export function transactionsTold<Telling extends Told>(
  tellings: readonly Telling[],
): readonly (readonly [Telling, ...Telling[]])[] {
  const bySource = new Map<string, number>();
  const keyed = Map.groupBy(tellings, ({ source, body }) => {
    const key = transactionKey(body);
    const nth = bySource.get(`${source}|${key}`) ?? 0;
    bySource.set(`${source}|${key}`, nth + 1);
    return `${key}|${nth}`;
  });
  return [...keyed.values()].flatMap((told) => {
    const [first, ...rest] = told.toSorted((a, b) => fullness(b.body) - fullness(a.body));
    return first ? [[first, ...rest] as const] : [];
  });
}
