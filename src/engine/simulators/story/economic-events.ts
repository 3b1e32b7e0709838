import { addDays } from '../../domain/time.ts';
import { combine, hashText, keyOf, normal } from '../market/random.ts';
import { chainStart } from '../market/trading-days.ts';
import type { MacroChain, MacroMonth } from './macro-chain.ts';
import { meetingDates } from './macro-chain.ts';
import { claimsOf } from './macro-weeks.ts';
import type { MarketStory, StoryEconomicEvent } from './market-story.ts';
import type { StoryDays } from './story-days.ts';
import type { YearMonth } from './story-dates.ts';
import {
  atNewYork,
  datesBetween,
  isoOf,
  monthAt,
  monthIndex,
  monthOf,
  nthWeekdayOf,
  tradingDayOfMonth,
  tradingOnOrAfter,
  weekdayOf,
} from './story-dates.ts';

/** One figure that comes out every month. */
type MonthlyRelease = {
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

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const periodOf = ({ year, month }: YearMonth): string => `${year}-${String(month).padStart(2, '0')}`;

type Dated = StoryEconomicEvent & { readonly date: string };

export function createEconomicEvents(days: StoryDays, macro: MacroChain): MarketStory['economicEvents'] {
  const { seed } = days.market;
  const surpriseOf = (id: string, rank: number): number => normal(combine(keyOf(seed, 'surprise', hashText(id)), rank));

  function shown(event: Dated, actual: number): Dated {
    return { ...event, actual: event.scheduledMs <= days.now() ? actual : null };
  }

  function valueOf(release: MonthlyRelease, month: number): number {
    const at = (back: number): MacroMonth => macro.month(monthAt(month - back));
    return rounded(release.value(at(0), at(1), at(12)), release.digits);
  }

  function monthly(release: MonthlyRelease, releaseMonth: number): Dated | null {
    const month = monthAt(releaseMonth);
    if (release.months && !release.months.includes(month.month)) return null;
    const date = tradingOnOrAfter(release.date(month));
    const reported = releaseMonth - release.lag;
    const actual = valueOf(release, reported);
    const forecast = rounded(actual - release.surprise * surpriseOf(release.id, reported), release.digits);
    return shown(
      {
        id: `${release.id}-${periodOf(monthAt(reported))}`,
        name: release.name,
        date,
        scheduledMs: atNewYork(date, release.hour, release.minute),
        importance: release.importance,
        unit: release.unit,
        period: periodOf(monthAt(reported)),
        forecast,
        previous: valueOf(release, reported - (release.months ? 3 : 1)),
        actual: null,
      },
      actual,
    );
  }

  function claims(thursday: string): Dated {
    const date = tradingOnOrAfter(thursday);
    const week = addDays(thursday, -5);
    const actual = claimsOf(seed, week);
    const forecast = Math.round(actual - 7 * surpriseOf('claims', Number(week)));
    return shown(
      {
        id: `claims-${week}`,
        name: 'Initial Jobless Claims',
        date,
        scheduledMs: atNewYork(date, 8, 30),
        importance: 'medium',
        unit: 'K',
        period: week,
        forecast,
        previous: claimsOf(seed, addDays(week, -7)),
        actual: null,
      },
      actual,
    );
  }

  function meeting(date: string): Dated {
    const before = macro.policy(addDays(date, -1)) + 0.125;
    const after = macro.policy(date) + 0.125;
    // Decisions seldom surprise.
    const forecast = surpriseOf('policy', Number(date)) > 1.6 ? before : after;
    const event = {
      id: `fomc-${date}`,
      name: 'FOMC Rate Decision (upper bound)',
      date,
      scheduledMs: atNewYork(date, 14),
      importance: 'high',
      unit: '%',
      period: date,
      forecast,
      previous: before,
      actual: null,
    } as const;
    return shown(event, after);
  }

  return (fromDate, toDate) => {
    const from = fromDate < chainStart ? chainStart : fromDate;
    const events: Dated[] = [];
    for (let month = monthIndex(monthOf(from)) - 1; month <= monthIndex(monthOf(toDate)) + 1; month += 1) {
      for (const release of monthlyReleases) {
        const event = monthly(release, month);
        if (event) events.push(event);
      }
    }
    // A holiday moves Thursday's figure to Friday.
    events.push(
      ...datesBetween(addDays(from, -1), toDate)
        .filter((date) => weekdayOf(date) === 4)
        .map(claims),
    );
    for (let year = monthOf(from).year; year <= monthOf(toDate).year; year += 1)
      events.push(...meetingDates(year).map(meeting));
    return events
      .filter((event) => event.date >= from && event.date <= toDate)
      .toSorted((a, b) => a.scheduledMs - b.scheduledMs || a.id.localeCompare(b.id))
      .map(({ date: _date, ...event }) => event);
  };
}

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
