import { addDays, dateUtc, wallTime } from '../../domain/time.ts';
import { sessionPhase } from '../../domain/calendar.ts';
import { createBoundedCache } from '../market/bounded-cache.ts';
import { dayIndexes, outlineVolume } from '../market/daily-bars.ts';
import type { PracticeMarket } from '../market/practice-market.ts';
import { openSecond } from '../market/session-grid.ts';
import type { TradingDay } from '../market/trading-day.ts';
import { tradingDayAt, tradingDayUtc } from '../market/trading-days.ts';

/** A stretch of one trading date, [fromMs, toMs). */
export type DaySpan = { readonly day: TradingDay; readonly fromMs: number; readonly toMs: number };

/** Moment of the newest option quotes: now, or the last second of the last session. */
export type QuotedMoment = { readonly day: TradingDay; readonly second: number; readonly timeMs: number };

/** The practice market by date and venue time: what every part of the story is told from. */
export type StoryDays = {
  readonly market: PracticeMarket;
  now(): number;
  today(): TradingDay;
  on(date: string): TradingDay | null;
  /** The trading dates that a range meets, cut off at now. */
  spans(fromMs: number, toMs: number): readonly DaySpan[];
  quoted(): QuotedMoment;
  /** Daily volumes of a symbol, oldest first, both dates included. */
  volumes(symbol: string, fromDate: string, toDate: string): readonly number[];
};

/** Two years of every symbol. */
const mostVolumes = 25_000;

export function createStoryDays(market: PracticeMarket): StoryDays {
  const now = (): number => Math.floor(market.clock.now());
  const volumes = createBoundedCache<number>(mostVolumes);

  function spans(fromMs: number, toMs: number): readonly DaySpan[] {
    const untilMs = Math.min(toMs, now());
    const found: DaySpan[] = [];
    if (!(fromMs < untilMs)) return found;
    const last = wallTime(untilMs).date;
    for (let date = wallTime(fromMs).date; date <= last && date <= market.tradingDate; date = addDays(date, 1)) {
      const day = market.dayOf(date);
      if (!day) continue;
      const span = { day, fromMs: Math.max(fromMs, day.grid.startMs), toMs: Math.min(untilMs, day.grid.endMs) };
      if (span.fromMs < span.toMs) found.push(span);
    }
    return found;
  }

  function lastSecondOf(day: TradingDay): QuotedMoment {
    const second = day.grid.closeSecond - 1;
    return { day, second, timeMs: day.grid.startMs + second * 1000 + 999 };
  }

  return {
    market,
    now,
    today: () => market.today(),
    on: (date) => market.dayOf(date),
    spans,
    volumes(symbol, fromDate, toDate) {
      const day = market.today();
      const underlying = day.bySymbol(symbol);
      if (!underlying) return [];
      const request = {
        kind: 'TRADES',
        barMs: 86_400_000,
        fromMs: dateUtc(fromDate),
        toMs: dateUtc(addDays(toDate, 1)),
      } as const;
      return dayIndexes(day, { ...request, nowMs: now() }).flatMap((index) =>
        index < day.index
          ? [volumes.get(`${symbol}/${index}`, () => outlineVolume(day.world, underlying, index))]
          : market
              .history(underlying.instrument.id, 'TRADES', request.barMs, tradingDayUtc(index), request.toMs)
              .map((bar) => bar.volume),
      );
    },
    quoted() {
      const day = market.today();
      const timeMs = now();
      if (sessionPhase(timeMs) === 'regular') {
        return { day, second: Math.floor((timeMs - day.grid.startMs) / 1000), timeMs };
      }
      if (timeMs >= day.grid.startMs + openSecond * 1000) return lastSecondOf(day);
      return lastSecondOf(market.dayOf(tradingDayAt(day.index - 1)) ?? day);
    },
  };
}
