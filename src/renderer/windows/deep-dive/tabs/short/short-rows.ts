import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';

type Interest = StoredFact<'short-interest'>;
type Volume = StoredFact<'short-volume'>;

/** One settlement date as all sources together tell it. */
export type InterestRow = {
  readonly facts: readonly [Interest, ...Interest[]];
  readonly settlementDate: string;
  readonly shares: number;
  readonly changePercent: number | null;
  readonly daysToCover: number | null;
  readonly ofFloat: number | null;
};
/** A day's short part of the volume its source sees. */
export type ShortDay = { readonly fact: Volume; readonly date: string; readonly ratio: number };

function changeOf({ changePercent, previousShares, shares }: Interest['body']): number | null {
  if (changePercent !== null) return changePercent;
  return previousShares !== null && previousShares > 0 ? (shares / previousShares - 1) * 100 : null;
}

function merged(settlementDate: string, told: readonly Interest[]): readonly InterestRow[] {
  // What one leaves out the other may know: who knows the change reports it, the others add to it.
  const [first, ...rest] = told.toSorted(
    (a, b) => Number(changeOf(a.body) === null) - Number(changeOf(b.body) === null),
  );
  if (!first) return [];
  const facts = [first, ...rest] as const;
  const known = (pick: (body: Interest['body']) => number | null): number | null =>
    facts.map(({ body }) => pick(body)).find((value) => value !== null) ?? null;
  return [
    {
      facts,
      settlementDate,
      shares: first.body.shares,
      changePercent: known(changeOf),
      daysToCover: known((body) => body.daysToCover),
      ofFloat: known((body) => body.ofFloat),
    },
  ];
}

/** Reports by settlement date, newest first. */
export function interestRows(facts: readonly Interest[]): readonly InterestRow[] {
  return [...Map.groupBy(facts, ({ body }) => body.settlementDate)]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([date, told]) => merged(date, told));
}

/** Daily ratios, oldest first, of the source that tells most days: sources see different parts of the volume. */
export function shortDays(facts: readonly Volume[]): readonly ShortDay[] {
  const told = facts.filter(({ body }) => body.totalVolume > 0);
  const bySource = [...Map.groupBy(told, ({ source }) => source)]
    .map(([source, rows]) => ({ source, days: Map.groupBy(rows, ({ body }) => body.date) }))
    .toSorted((a, b) => b.days.size - a.days.size || a.source.localeCompare(b.source));
  return [...(bySource[0]?.days ?? [])]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([date, rows]) => {
      const fact = rows.toSorted((a, b) => b.seq - a.seq)[0];
      return fact ? [{ fact, date, ratio: fact.body.shortVolume / fact.body.totalVolume }] : [];
    });
}
