import { addDays } from '../../domain/time.ts';
import type { MacroMonth } from './macro-chain.ts';
import type { StoryEconomicEvent } from './market-story.ts';
import type { YearMonth } from './story-dates.ts';
import {
  atNewYork,
  isoOf,
  monthAt,
  monthIndex,
  nthWeekdayOf,
  tradingDayOfMonth,
  tradingOnOrAfter,
} from './story-dates.ts';

/** One figure that comes out every month. */
export type MonthlyRelease = {
  readonly id: string;
  readonly name: string;
  readonly importance: StoryEconomicEvent['importance'];
  readonly unit: string;
  readonly digits: number;
  readonly hour: number;
  readonly minute: number;
  /** Months from the reported one to the one it comes out in. */
  readonly lag: number;
  readonly date: (month: YearMonth) => string;
  readonly value: (now: MacroMonth, before: MacroMonth, yearAgo: MacroMonth) => number;
  /** Standard deviation of actual less forecast. */
  readonly surprise: number;
  /** Comes out in these months only. */
  readonly months?: readonly number[];
};

const day =
  (nth: number) =>
  (month: YearMonth): string =>
    tradingOnOrAfter(isoOf(month.year, month.month, nth));
const jobsFriday = (month: YearMonth): string => nthWeekdayOf(month, 5, 1);
const lastThursday = (month: YearMonth): string => nthWeekdayOf(month, 4, 4);

const early = { hour: 8, minute: 30 } as const;
const ten = { hour: 10, minute: 0 } as const;

/** Names of the figures are everyday words, their times those of the agencies. */
export const monthlyReleases: readonly MonthlyRelease[] = [
  {
    id: 'nfp',
    name: 'Nonfarm Payrolls',
    importance: 'high',
    unit: 'K',
    digits: 0,
    ...early,
    lag: 1,
    date: jobsFriday,
    value: (now, before) => now.payrolls - before.payrolls,
    surprise: 45,
  },
  {
    id: 'unemployment',
    name: 'Unemployment Rate',
    importance: 'high',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: jobsFriday,
    value: (now) => now.unemployment,
    surprise: 0.08,
  },
  {
    id: 'cpi',
    name: 'CPI m/m',
    importance: 'high',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: day(12),
    value: (now, before) => 100 * (now.prices / before.prices - 1),
    surprise: 0.07,
  },
  {
    id: 'cpi-yoy',
    name: 'CPI y/y',
    importance: 'high',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: day(12),
    value: (now, _before, yearAgo) => 100 * (now.prices / yearAgo.prices - 1),
    surprise: 0.08,
  },
  {
    id: 'core-cpi',
    name: 'Core CPI m/m',
    importance: 'high',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: day(12),
    value: (now, before) => 100 * (now.corePrices / before.corePrices - 1),
    surprise: 0.06,
  },
  {
    id: 'ppi',
    name: 'PPI m/m',
    importance: 'medium',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: day(14),
    value: (now) => now.producerPrices,
    surprise: 0.15,
  },
  {
    id: 'retail',
    name: 'Retail Sales m/m',
    importance: 'medium',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: day(16),
    value: (now) => now.retailSales,
    surprise: 0.35,
  },
  {
    id: 'ism-mfg',
    name: 'ISM Manufacturing PMI',
    importance: 'high',
    unit: '',
    digits: 1,
    ...ten,
    lag: 1,
    date: (month) => tradingDayOfMonth(month, 1),
    value: (now) => now.manufacturing,
    surprise: 0.8,
  },
  {
    id: 'ism-services',
    name: 'ISM Services PMI',
    importance: 'high',
    unit: '',
    digits: 1,
    ...ten,
    lag: 1,
    date: (month) => tradingDayOfMonth(month, 3),
    value: (now) => now.services,
    surprise: 0.9,
  },
  {
    id: 'jolts',
    name: 'JOLTS Job Openings',
    importance: 'medium',
    unit: 'M',
    digits: 2,
    ...ten,
    lag: 2,
    date: (month) => tradingDayOfMonth(month, 2),
    value: (now) => now.openings,
    surprise: 0.15,
  },
  {
    id: 'sentiment',
    name: 'Consumer Sentiment (prelim.)',
    importance: 'medium',
    unit: '',
    digits: 1,
    ...ten,
    lag: 0,
    date: (month) => nthWeekdayOf(month, 5, 2),
    value: (now) => now.sentiment,
    surprise: 1.8,
  },
  {
    id: 'gdp',
    name: 'GDP q/q annualised (advance)',
    importance: 'high',
    unit: '%',
    digits: 1,
    ...early,
    lag: 1,
    date: lastThursday,
    value: (now) => now.growth,
    surprise: 0.4,
    months: [1, 4, 7, 10],
  },
];

/** When a monthly figure of a month became known; null = the figure has no release of its own. */
export function releasedMs(id: string, reported: YearMonth): number | null {
  const release = monthlyReleases.find((candidate) => candidate.id === id);
  if (!release) return null;
  const date = tradingOnOrAfter(release.date(monthAt(monthIndex(reported) + release.lag)));
  return atNewYork(date, release.hour, release.minute);
}

/** Thursday's claims, moved on by a holiday. */
export function claimsReleasedMs(saturday: string): number {
  return atNewYork(tradingOnOrAfter(addDays(saturday, 5)), 8, 30);
}
