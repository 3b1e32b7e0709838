import { addDays, dateOfUtc, dateUtc } from '../../domain/time.ts';
import type { SimBar } from '../simulated-market.ts';
import type { MarketStory, StoryDailyBar } from './market-story.ts';
import type { StoryDays } from './story-days.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

function barOf(bar: SimBar, date: string): StoryDailyBar {
  return { date, open: bar.open, high: bar.high, low: bar.low, close: bar.close, volume: bar.volume };
}

/** Bars from the market's own history: daily ones of the regular session, minutes from 04:00 to 20:00 New York time. */
export function createBars(days: StoryDays): Pick<MarketStory, 'dailyBars' | 'minuteBars'> {
  const history = (symbol: string, barMs: number, fromMs: number, toMs: number): readonly SimBar[] => {
    const id = days.today().bySymbol(symbol)?.instrument.id;
    return id === undefined ? [] : days.market.history(id, 'TRADES', barMs, fromMs, toMs);
  };
  return {
    dailyBars: (symbol, fromDate, toDate) =>
      history(symbol, dayMs, dateUtc(fromDate), dateUtc(addDays(toDate, 1))).map((bar) =>
        barOf(bar, dateOfUtc(bar.startMs)),
      ),
    minuteBars(symbol, date) {
      const day = days.on(date);
      if (!day) return [];
      return history(symbol, minuteMs, day.grid.startMs, day.grid.endMs).map((bar) => ({
        ...barOf(bar, date),
        startMs: bar.startMs,
      }));
    },
  };
}
