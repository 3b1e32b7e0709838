import { addDays } from '../../domain/time.ts';
import { combine, hashText, keyOf, normal } from '../market/random.ts';
import { chainStart } from '../market/trading-days.ts';
import type { MonthlyRelease } from './economic-releases.ts';
import { monthlyReleases } from './economic-releases.ts';
import type { MacroChain, MacroMonth } from './macro-chain.ts';
import { meetingDates } from './macro-chain.ts';
import { claimsOf } from './macro-weeks.ts';
import type { MarketStory, StoryEconomicEvent } from './market-story.ts';
import type { StoryDays } from './story-days.ts';
import type { YearMonth } from './story-dates.ts';
import { atNewYork, datesBetween, monthAt, monthIndex, monthOf, tradingOnOrAfter, weekdayOf } from './story-dates.ts';

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
