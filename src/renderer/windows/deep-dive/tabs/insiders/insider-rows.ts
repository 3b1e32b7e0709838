import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import type { InsiderTransaction } from '../../../../../engine/domain/facts/holders.ts';

type Transaction = StoredFact<'insider-transaction'>;
/** One transaction and every source that told of it, the fullest telling first. */
export type InsiderRow = { readonly facts: readonly [Transaction, ...Transaction[]] };

/** Vendors abbreviate and turn names: their words in order of the alphabet stay the same. */
function nameKey(name: string): string {
  return (name.toLowerCase().match(/[a-z]+/g) ?? [])
    .filter((word) => word.length > 1)
    .toSorted()
    .join(' ');
}

function transactionKey({ body }: Transaction): string {
  const { transactionDate, code, shares, isDerivative, acquired } = body;
  return [nameKey(body.ownerName), transactionDate, code, shares, body.price, isDerivative, acquired].join('|');
}

/** How much a telling knows: the filing itself knows its owner's number and its footnotes. */
function fullness({ body }: Transaction): number {
  return Object.values(body).filter((value) => value !== null && value !== '').length;
}

/** Transactions newest first; the same one told by two sources is one row, one told twice by one source is two. */
export function insiderRows(facts: readonly Transaction[]): readonly InsiderRow[] {
  const bySource = new Map<string, number>();
  const keyed = Map.groupBy(facts, (fact) => {
    const key = transactionKey(fact);
    const nth = bySource.get(`${fact.source}|${key}`) ?? 0;
    bySource.set(`${fact.source}|${key}`, nth + 1);
    return `${key}|${nth}`;
  });
  return [...keyed.values()].flatMap((told) => {
    const [first, ...rest] = told.toSorted((a, b) => fullness(b) - fullness(a));
    return first ? [{ facts: [first, ...rest] }] : [];
  });
}

/** Bought or sold in the open market, as a layer counts it. */
export function isOpinion({ action, isDerivative }: InsiderTransaction): boolean {
  return !isDerivative && (action === 'purchase' || action === 'sale');
}

/** Rows that mean something stand out, planned ones are quiet, the rest is quieter. */
export function toneOf(body: InsiderTransaction): 'purchase' | 'sale' | 'planned' | 'other' {
  if (!isOpinion(body)) return 'other';
  if (body.isPlanned === true) return 'planned';
  return body.action === 'purchase' ? 'purchase' : 'sale';
}

type Total = {
  readonly value: number;
  readonly transactions: number;
  readonly people: number;
  readonly unpriced: number;
};
export type InsiderTotals = { readonly bought: Total; readonly sold: Total; readonly planned: Total };

function total(rows: readonly InsiderTransaction[]): Total {
  return {
    value: rows.reduce((sum, { value }) => sum + (value ?? 0), 0),
    transactions: rows.length,
    people: new Set(rows.map(({ ownerName }) => nameKey(ownerName))).size,
    unpriced: rows.filter(({ value }) => value === null).length,
  };
}

/** Open-market dollars; planned trades apart. */
export function insiderTotals(rows: readonly InsiderRow[]): InsiderTotals {
  const byTone = Map.groupBy(
    rows.map(({ facts: [{ body }] }) => body),
    toneOf,
  );
  return {
    bought: total(byTone.get('purchase') ?? []),
    sold: total(byTone.get('sale') ?? []),
    planned: total(byTone.get('planned') ?? []),
  };
}

export function roleOf({ isDirector, isOfficer, isTenPercentOwner, officerTitle }: InsiderTransaction): string {
  const roles = [
    isOfficer ? officerTitle || 'officer' : '',
    isDirector ? 'director' : '',
    isTenPercentOwner ? '10% owner' : '',
  ];
  return roles.filter((role) => role !== '').join(', ');
}
