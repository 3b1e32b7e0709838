import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import {
  isSameReport,
  laterVolume,
  preferredShortSeries,
  reporterOrder,
  shortSeriesName,
} from '../../../../../engine/domain/facts/short-reporters.ts';

type Interest = StoredFact<'short-interest'>;
type Volume = StoredFact<'short-volume'>;

/** One report as all sources together tell it. */
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

function merged(told: readonly Interest[]): readonly InterestRow[] {
  // FINRA reports it; what it leaves out the others may know.
  const [first, ...rest] = told.toSorted((a, b) => reporterOrder(a.source, b.source));
  if (!first) return [];
  const facts = [first, ...rest] as const;
  const known = (pick: (body: Interest['body']) => number | null): number | null =>
    facts.map(({ body }) => pick(body)).find((value) => value !== null) ?? null;
  return [
    {
      facts,
      settlementDate: first.body.settlementDate,
      shares: first.body.shares,
      changePercent: known(changeOf),
      daysToCover: known((body) => body.daysToCover),
      ofFloat: known((body) => body.ofFloat),
    },
  ];
}

/** Reports by settlement date, newest first. */
export function interestRows(facts: readonly Interest[]): readonly InterestRow[] {
  const reports: { readonly newest: string; readonly told: Interest[] }[] = [];
  for (const fact of facts.toSorted((a, b) => Number(b.body.settlementDate) - Number(a.body.settlementDate))) {
    const last = reports.at(-1);
    if (last && isSameReport(last.newest, fact.body.settlementDate)) last.told.push(fact);
    else reports.push({ newest: fact.body.settlementDate, told: [fact] });
  }
  return reports.flatMap(({ told }) => merged(told));
}

type Series = { readonly name: string; readonly source: string; readonly days: ReadonlyMap<string, Volume> };

function seriesOf(facts: readonly Volume[]): readonly Series[] {
  const told = facts.filter(({ body }) => body.totalVolume > 0);
  return [...Map.groupBy(told, shortSeriesName)].map(([name, rows]) => {
    const days = new Map<string, Volume>();
    for (const fact of rows) days.set(fact.body.date, laterVolume(fact, days.get(fact.body.date) ?? fact));
    return { name, source: rows[0]?.source ?? '', days };
  });
}

/**
 * Daily ratios of one series, oldest first: sources divide by different volumes. That of the source which the layer reads,
 * where there is one, so that its usual band fits.
 */
export function shortDays(facts: readonly Volume[], readSource: string | null): readonly ShortDay[] {
  const series = seriesOf(facts);
  const read = series.filter(({ source }) => source === readSource);
  const chosen = preferredShortSeries(read.length > 0 ? read : series);
  return [...(chosen?.days ?? [])]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, fact]) => ({ fact, date, ratio: fact.body.shortVolume / fact.body.totalVolume }));
}
