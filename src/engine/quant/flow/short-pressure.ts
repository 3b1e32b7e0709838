import type { ShortSummary } from '../../domain/evidence.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import {
  fewestUsualDays,
  isSameReport,
  laterVolume,
  preferredShortSeries,
  reporterOrder,
  shortSeriesName,
} from '../../domain/facts/short-reporters.ts';
import type { ShortInterest } from '../../domain/facts/short-selling.ts';

const daysKept = 21;

type Report = Fact<'short-interest'>;
type Volume = Fact<'short-volume'>;
type Supply = Fact<'short-availability'>;
type Series = { readonly name: string; readonly source: string; readonly days: Map<string, Volume> };

/** Newest settlement, of that the version that came last. */
function laterReport(a: Report, b: Report): Report {
  const order =
    Number(a.body.settlementDate) - Number(b.body.settlementDate) ||
    a.receivedTime - b.receivedTime ||
    Number(a.body.isRevised) - Number(b.body.isRevised) ||
    a.body.shares - b.body.shares;
  return order >= 0 ? a : b;
}

function laterSupply(a: Supply, b: Supply): Supply {
  const order = a.eventTime - b.eventTime || a.receivedTime - b.receivedTime || reporterOrder(b.source, a.source);
  return order >= 0 ? a : b;
}

/** All that is told of the newest report, FINRA's words first. */
function newestReports(bySource: ReadonlyMap<string, Report>): readonly Report[] {
  const reports = [...bySource.values()];
  const newest = reports.reduce((date, { body }) => (body.settlementDate > date ? body.settlementDate : date), '');
  return reports
    .filter(({ body }) => isSameReport(body.settlementDate, newest))
    .toSorted((a, b) => reporterOrder(a.source, b.source));
}

type Ratios = Pick<
  ShortSummary,
  'shortVolumeSource' | 'shortVolumeRatio' | 'usualShortVolumeRatio' | 'shortVolumeDeviation'
>;

function ratiosOf(source: string | null, days: readonly Volume[]): Ratios {
  const ratios = days.map(({ body }) => body.shortVolume / body.totalVolume);
  const before = ratios.slice(0, -1);
  const enough = before.length >= fewestUsualDays;
  const mean = before.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, before.length);
  const variance = before.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / Math.max(1, before.length - 1);
  return {
    shortVolumeSource: source,
    shortVolumeRatio: ratios.at(-1) ?? null,
    usualShortVolumeRatio: enough ? mean : null,
    shortVolumeDeviation: enough ? Math.sqrt(variance) : null,
  };
}

/**
 * The newest report and daily ratios of short volume of one ticker, whatever order they come in. Sources divide by
 * different volumes, so a day is compared with days of its own series alone.
 */
export function createShortPressure() {
  const reports = new Map<string, Report>();
  const series = new Map<string, Series>();
  let supply: Supply | null = null;

  return {
    interest(fact: Report): void {
      const known = reports.get(fact.source);
      reports.set(fact.source, known ? laterReport(fact, known) : fact);
    },
    availability(fact: Supply): void {
      supply = supply ? laterSupply(fact, supply) : fact;
    },
    volume(fact: Volume): void {
      if (fact.body.totalVolume <= 0) return;
      const name = shortSeriesName(fact);
      const { days } = series.get(name) ?? { days: new Map<string, Volume>() };
      series.set(name, { name, source: fact.source, days });
      const known = days.get(fact.body.date);
      days.set(fact.body.date, known ? laterVolume(fact, known) : fact);
      const dates = [...days.keys()].toSorted();
      for (const date of dates.slice(0, Math.max(0, dates.length - daysKept))) days.delete(date);
    },
    /** Null before anything was told. */
    summary(): ShortSummary | null {
      if (reports.size === 0 && series.size === 0) return null;
      const told = newestReports(reports);
      const chosen = preferredShortSeries([...series.values()]);
      const days = [...(chosen?.days ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
      // Several sources tell of one report: what the one leaves out the other may know.
      const known = (pick: (body: ShortInterest) => number | null): number | null =>
        told.map(({ body }) => pick(body)).find((value) => value !== null) ?? null;
      return {
        settlementDate: told[0]?.body.settlementDate ?? null,
        reportSource: told[0]?.source ?? null,
        shares: told[0]?.body.shares ?? null,
        changePercent: known((body) => body.changePercent),
        daysToCover: known((body) => body.daysToCover),
        ofFloat: known((body) => body.ofFloat),
        feeRate: supply?.body.feeRate ?? null,
        ...ratiosOf(chosen?.source ?? null, days),
        newestTime: Math.max(0, ...told.map(({ eventTime }) => eventTime), ...days.map(({ eventTime }) => eventTime)),
      };
    },
  };
}
export type ShortPressure = ReturnType<typeof createShortPressure>;
