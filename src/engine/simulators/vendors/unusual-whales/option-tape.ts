import { regularSession } from '../../../domain/calendar.ts';
import type { MarketStory, StoryOption, StoryOptionTrade } from '../../story/market-story.ts';

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

/** Pricing every print since the open takes as long as some seconds a ticker: past this, the chain stands for them. */
const countedBackMs = 5 * 60_000;

function seed(sums: Sums, option: StoryOption): void {
  const into = option.right === 'C' ? sums.call : sums.put;
  const premium = option.volume * option.theoretical * 100;
  const [ask, bid] = [Math.round(option.volume * 0.46), Math.round(option.volume * 0.44)];
  into.volume += option.volume;
  into.premium += premium;
  into.trades += Math.ceil(option.volume / 12);
  into.askVolume += ask;
  into.bidVolume += bid;
  into.askPremium += ask * option.theoretical * 100;
  into.bidPremium += bid * option.theoretical * 100;
}

/**
 * Volumes are those of the chain to the contract; sides and premium of what was not counted are its usual parts. All of it
 * stands in the opening minute, so that minutes still add up to the day.
 */
function seededDay(options: readonly StoryOption[], openMs: number): TapeOfDay {
  const day: TapeOfDay = { all: emptySums(), minutes: new Map(), byStrike: new Map(), byExpiry: new Map() };
  if (options.length === 0) return day;
  const opening = entry(day.minutes, openMs, () => minuteOf(openMs));
  for (const option of options) {
    if (option.volume === 0) continue;
    seed(day.all, option);
    seed(opening, option);
    seed(entry(day.byStrike, option.strike, emptySums), option);
    seed(entry(day.byExpiry, option.expiry, emptySums), option);
  }
  return day;
}

/** The day's option prints of each symbol, added up as far as venue time has come. */
export function createOptionTape(story: MarketStory) {
  const days = new Map<string, { readonly date: string; readonly day: TapeOfDay; untilMs: number }>();

  function begin(symbol: string, date: string, now: number) {
    const { openMs } = regularSession(date);
    if (now - openMs <= countedBackMs) return { date, day: seededDay([], openMs), untilMs: openMs };
    return { date, day: seededDay(story.chain(symbol), openMs), untilMs: now };
  }

  return (symbol: string): TapeOfDay => {
    const date = story.tradingDate();
    const now = story.now();
    let known = days.get(symbol);
    if (!known || known.date !== date) {
      known = begin(symbol, date, now);
      days.set(symbol, known);
    }
    if (now > known.untilMs) {
      for (const trade of story.optionTrades(symbol, known.untilMs, now)) record(known.day, trade);
      known.untilMs = now;
    }
    return known.day;
  };
}
export type OptionTape = ReturnType<typeof createOptionTape>;

export const netPremium = ({ askPremium, bidPremium }: SideSums): number => askPremium - bidPremium;
