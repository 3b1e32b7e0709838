import { regularSession } from '../../../domain/calendar.ts';
import type { MarketStory, StoryOptionTrade } from '../../story/market-story.ts';

export type SideSums = {
  volume: number;
  premium: number;
  askVolume: number;
  bidVolume: number;
  askPremium: number;
  bidPremium: number;
  trades: number;
};
export type Sums = { call: SideSums; put: SideSums };
export type MinuteSums = Sums & {
  readonly startMs: number;
  netDelta: number;
  directionalDelta: number;
  directionalVega: number;
  totalDelta: number;
  totalVega: number;
};
export type TapeOfDay = {
  readonly all: Sums;
  readonly minutes: Map<number, MinuteSums>;
  readonly byStrike: Map<number, Sums>;
  readonly byExpiry: Map<string, Sums>;
};

const side = (): SideSums => ({
  volume: 0,
  premium: 0,
  askVolume: 0,
  bidVolume: 0,
  askPremium: 0,
  bidPremium: 0,
  trades: 0,
});
export const emptySums = (): Sums => ({ call: side(), put: side() });

const minuteOf = (startMs: number): MinuteSums => ({
  ...emptySums(),
  startMs,
  netDelta: 0,
  directionalDelta: 0,
  directionalVega: 0,
  totalDelta: 0,
  totalVega: 0,
});

export const signOf = ({ aggressor }: StoryOptionTrade): number =>
  aggressor === 'buyer' ? 1 : aggressor === 'seller' ? -1 : 0;
export const premiumOf = ({ price, size }: StoryOptionTrade): number => price * size * 100;

function count(sums: Sums, trade: StoryOptionTrade): void {
  const into = trade.option.right === 'C' ? sums.call : sums.put;
  const premium = premiumOf(trade);
  into.volume += trade.size;
  into.premium += premium;
  into.trades += 1;
  if (trade.aggressor === 'buyer') {
    into.askVolume += trade.size;
    into.askPremium += premium;
  }
  if (trade.aggressor === 'seller') {
    into.bidVolume += trade.size;
    into.bidPremium += premium;
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function record(day: TapeOfDay, trade: StoryOptionTrade): void {
  count(day.all, trade);
  count(entry(day.byStrike, trade.option.strike, emptySums), trade);
  count(entry(day.byExpiry, trade.option.expiry, emptySums), trade);
  const startMs = Math.floor(trade.timeMs / 60_000) * 60_000;
  const minute = entry(day.minutes, startMs, () => minuteOf(startMs));
  count(minute, trade);
  const [delta, vega, sign] = [trade.delta * trade.size * 100, trade.vega * trade.size * 100, signOf(trade)];
  minute.netDelta += delta * sign;
  minute.directionalDelta += delta * sign;
  minute.directionalVega += vega * sign;
  minute.totalDelta += delta;
  minute.totalVega += vega;
}

/** The day's option prints of each symbol, added up as far as venue time has come. */
export function createOptionTape(story: MarketStory) {
  const days = new Map<string, { readonly date: string; readonly day: TapeOfDay; untilMs: number }>();
  return (symbol: string): TapeOfDay => {
    const date = story.tradingDate();
    let known = days.get(symbol);
    if (!known || known.date !== date) {
      const day = { all: emptySums(), minutes: new Map(), byStrike: new Map(), byExpiry: new Map() };
      known = { date, day, untilMs: regularSession(date).openMs };
      days.set(symbol, known);
    }
    const now = story.now();
    if (now > known.untilMs) {
      for (const trade of story.optionTrades(symbol, known.untilMs, now)) record(known.day, trade);
      known.untilMs = now;
    }
    return known.day;
  };
}
export type OptionTape = ReturnType<typeof createOptionTape>;

export const netPremium = ({ askPremium, bidPremium }: SideSums): number => askPremium - bidPremium;
