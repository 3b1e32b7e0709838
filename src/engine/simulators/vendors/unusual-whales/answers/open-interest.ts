import { previousTradingDay } from '../../../../domain/calendar.ts';
import type { StoryOption } from '../../../story/market-story.ts';
import { paged, type Answer, type Asked } from '../asked.ts';
import { dashed, decimal, long, maybe } from '../wire-format.ts';

export const optionContractsAnswer: Answer = ({ chain, symbol, query }) => {
  const traded = chain(symbol)
    .filter(({ volume }) => volume > 0 || query.get('exclude_zero_vol_chains') !== 'true')
    .toSorted((a, b) => b.volume - a.volume);
  return {
    data: paged(traded, query, 500).map((option) => ({
      option_symbol: option.optionSymbol,
      volume: option.volume,
      open_interest: option.openInterest,
      prev_oi: option.previousOpenInterest,
      implied_volatility: option.impliedVol > 0 ? long(option.impliedVol) : null,
      last_price: maybe(option.last),
      nbbo_bid: maybe(option.bid),
      nbbo_ask: maybe(option.ask),
      avg_price: decimal(option.theoretical, 20),
      total_premium: decimal(option.theoretical * option.volume * 100),
      ask_volume: Math.round(option.volume * 0.46),
      bid_volume: Math.round(option.volume * 0.44),
      mid_volume: Math.round(option.volume * 0.1),
      no_side_volume: 0,
    })),
  };
};

function changeRow(option: StoryOption, date: string): Readonly<Record<string, unknown>> {
  const change = option.openInterest - option.previousOpenInterest;
  return {
    option_symbol: option.optionSymbol,
    underlying_symbol: option.underlying,
    curr_date: dashed(date),
    last_date: dashed(previousTradingDay(date)),
    curr_oi: option.openInterest,
    last_oi: option.previousOpenInterest,
    oi_diff_plain: change,
    oi_change: long(change / Math.max(1, option.previousOpenInterest)),
    avg_price: decimal(option.theoretical, 16),
    volume: Math.abs(change) * 2,
    trades: Math.max(1, Math.round(Math.abs(change) / 20)),
  };
}

const size = (option: StoryOption): number => Math.abs(option.openInterest - option.previousOpenInterest);

function changes(asked: Asked, symbols: readonly string[], most: number) {
  const largest = symbols.flatMap((symbol) => asked.chain(symbol)).toSorted((a, b) => size(b) - size(a));
  return { data: paged(largest, asked.query, most).map((option) => changeRow(option, asked.date)) };
}

export const openInterestChangeAnswer: Answer = (asked) => changes(asked, [asked.symbol], 500);
export const marketOpenInterestChange: Answer = (asked) => {
  const stocks = asked.story.companies().filter(({ kind }) => kind === 'stock');
  return changes(
    asked,
    stocks.slice(0, 8).map(({ symbol }) => symbol),
    200,
  );
};

function openBy<Key>({ chain, symbol }: Asked, keyOf: (option: StoryOption) => Key) {
  return [...Map.groupBy(chain(symbol), keyOf)].map(([key, options]) => {
    const sum = (right: 'C' | 'P'): number =>
      options.reduce((all, option) => all + (option.right === right ? option.openInterest : 0), 0);
    return { key, call_oi: sum('C'), put_oi: sum('P') };
  });
}

export const openInterestStrike: Answer = (asked) => ({
  data: openBy(asked, ({ strike }) => strike).map(({ key, ...sums }) => ({
    ...sums,
    strike: String(key),
    date: dashed(asked.date),
  })),
});
export const openInterestExpiry: Answer = (asked) => ({
  data: openBy(asked, ({ expiry }) => expiry).map(({ key, ...sums }) => ({
    ...sums,
    expiry: dashed(key),
    date: dashed(asked.date),
  })),
});
