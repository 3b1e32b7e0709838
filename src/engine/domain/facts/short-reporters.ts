import { dateUtc } from '../time.ts';
import type { Fact } from './fact.ts';

/** Whose definitions are published: short sales as a part of what its facilities report off exchange. */
const official = 'finra';
const weekMs = 7 * 86_400_000;
/** Days before the newest from which something can be usual. */
export const fewestUsualDays = 5;

export const isOfficialReporter = (source: string): boolean => source === official;

/** FINRA first; the others, whose definitions are their own, by name. */
export function reporterOrder(a: string, b: string): number {
  if (a === b) return 0;
  if (isOfficialReporter(a) || isOfficialReporter(b)) return isOfficialReporter(a) ? -1 : 1;
  return a < b ? -1 : 1;
}

type VolumeFact = Pick<Fact<'short-volume'>, 'source' | 'key' | 'receivedTime' | 'body'>;

/** Ratios of one series have one denominator. A source may tell several files of a day, which the rest of the key tells apart. */
export const shortSeriesName = ({ source, key, body }: VolumeFact): string => `${source}/${key.replace(body.date, '')}`;

/** The later version of one day, whichever of the two came first. */
export function laterVolume<Told extends VolumeFact>(a: Told, b: Told): Told {
  const order =
    a.receivedTime - b.receivedTime ||
    a.body.totalVolume - b.body.totalVolume ||
    a.body.shortVolume - b.body.shortVolume;
  return order >= 0 ? a : b;
}

/** Days of one series by date. */
export type ShortSeries = {
  readonly name: string;
  readonly source: string;
  readonly days: ReadonlyMap<string, unknown>;
};

const newestOf = ({ days }: ShortSeries): string => [...days.keys()].reduce((a, b) => (a > b ? a : b), '');

/** FINRA's series where it has a usual band, else the longest; none that ended a week before another goes on. */
export function preferredShortSeries<Series extends ShortSeries>(all: readonly Series[]): Series | null {
  const told = all.filter(({ days }) => days.size > 0);
  const newest = Math.max(...told.map((series) => dateUtc(newestOf(series))));
  const rank = ({ source, days }: Series): number =>
    isOfficialReporter(source) && days.size > fewestUsualDays ? Number.POSITIVE_INFINITY : days.size;
  const [first] = told
    .filter((series) => newest - dateUtc(newestOf(series)) <= weekMs)
    .toSorted((a, b) => {
      if (rank(a) !== rank(b)) return rank(b) - rank(a);
      return b.days.size - a.days.size || reporterOrder(a.source, b.source) || (a.name < b.name ? -1 : 1);
    });
  return first ?? null;
}

/** Settlement dates lie two weeks apart: within one it is the same report, dated otherwise. */
export const isSameReport = (a: string, b: string): boolean => Math.abs(dateUtc(a) - dateUtc(b)) < weekMs;
