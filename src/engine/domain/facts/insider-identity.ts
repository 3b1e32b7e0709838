import { wallTime } from '../time.ts';
import type { InsiderTransaction } from './holders.ts';

/** One row of a filing as one source tells it, under that source's key. */
export type InsiderTelling = {
  readonly source: string;
  readonly key: string;
  readonly eventTime: number;
  readonly body: InsiderTransaction;
};
/** A row of a filing and every telling of it, the fullest first. */
export type FiledRow<Telling extends InsiderTelling> = readonly [Telling, ...Telling[]];

/** Vendors abbreviate and turn names: their words in order of the alphabet stay the same. */
export function insiderNameKey(name: string): string {
  return (name.toLowerCase().match(/[a-z]+/g) ?? [])
    .filter((word) => word.length > 1)
    .toSorted()
    .join(' ');
}

/** Who traded on which day by which code: rows that may be the same trade, told otherwise. */
export function insiderDayKey({
  ownerName,
  transactionDate,
  code,
  isDerivative,
  acquired,
}: InsiderTransaction): string {
  return [insiderNameKey(ownerName), transactionDate, code, isDerivative, acquired].join('|');
}

/** `YYYYMMDD`; a source that does not tell the day of filing has its own time of the row. */
export function filedOn({ body, eventTime }: Pick<InsiderTelling, 'body' | 'eventTime'>): string {
  return body.filingDate ?? wallTime(eventTime).date;
}

/** How much a telling knows: the filing itself knows its owner's number and its footnotes. */
function fullness({ body }: InsiderTelling): number {
  return Object.values(body).filter((value) => value !== null && value !== '').length;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Nothing that arrival decides. */
const byFiling = (a: InsiderTelling, b: InsiderTelling): number =>
  byText(filedOn(a), filedOn(b)) || byText(a.source, b.source) || byText(a.key, b.key);
const byFullness = (a: InsiderTelling, b: InsiderTelling): number => fullness(b) - fullness(a) || byFiling(a, b);

/** Tellings of one source join the rows it has not told yet, those filed the same day first, and make new ones of the rest. */
function join<Telling extends InsiderTelling>(rows: Telling[][], told: readonly Telling[]): void {
  const open = [...rows];
  const take = (fits: (row: readonly Telling[]) => boolean, telling: Telling): boolean => {
    const at = open.findIndex(fits);
    open.splice(at, at < 0 ? 0 : 1)[0]?.push(telling);
    return at >= 0;
  };
  const sameDay = (telling: Telling) => (row: readonly Telling[]) =>
    row.some((one) => filedOn(one) === filedOn(telling));
  const rest = told.filter((telling) => !take(sameDay(telling), telling));
  for (const telling of rest) if (!take(() => true, telling)) rows.push([telling]);
}

/** The rows that were filed: told by two sources one is one, told twice by one source it is two. In order of filing. */
export function filedRows<Telling extends InsiderTelling>(tellings: readonly Telling[]): readonly FiledRow<Telling>[] {
  const alike = Map.groupBy(
    tellings.toSorted(byFiling),
    ({ body }) => `${insiderDayKey(body)}|${body.shares}|${body.price}`,
  );
  const rows = [...alike.values()].flatMap((group) => {
    const made: Telling[][] = [];
    for (const told of Map.groupBy(group.toSorted(byFullness), ({ source }) => source).values())
      join(made, told.toSorted(byFiling));
    return made;
  });
  return rows
    .flatMap((row): readonly FiledRow<Telling>[] => {
      const [first, ...rest] = row.toSorted(byFullness);
      return first ? [[first, ...rest]] : [];
    })
    .toSorted(([a], [b]) => byFiling(a, b));
}
