import { describe, expect, it } from 'vitest';
import type { SimPrint } from '../simulated-market.ts';
import type { StoryOptionTrade, StoryStockPrint } from './market-story.ts';
import { at, openStory } from './testing/open-story.ts';

const sumBy = (trades: readonly StoryOptionTrade[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { option, size } of trades) sums.set(option.optionSymbol, (sums.get(option.optionSymbol) ?? 0) + size);
  return sums;
};

const shape = (print: SimPrint | StoryStockPrint | StoryOptionTrade) => [print.timeMs, print.price, print.size];

describe('one market told by all', () => {
  it.each(['AAPL', 'NVDA', 'HD'])(
    '%s: sizes of option trades add up to the volume of the chain and of TWS',
    (symbol) => {
      const { market, story } = openStory(at(11));
      const sums = sumBy(story.optionTrades(symbol, at(9, 30), at(11)));
      const chain = story.chain(symbol);
      expect(chain.length).toBeGreaterThan(500);
      expect(new Set(chain.map((option) => option.optionSymbol)).size).toBe(chain.length);
      for (const option of chain)
        expect([option.optionSymbol, sums.get(option.optionSymbol) ?? 0]).toEqual([option.optionSymbol, option.volume]);
      for (const option of chain.filter((_, rank) => rank % 40 === 0)) {
        const instrument = market.option(symbol, option.expiry, option.strike, option.right);
        const quote = market.quote(instrument?.id ?? '');
        expect(quote).toMatchObject({ volume: option.volume, bid: option.bid, ask: option.ask, last: option.last });
        expect(market.openInterest(instrument?.id ?? '')).toBe(option.openInterest);
      }
    },
  );

  it('shows on the option tape of TWS exactly the trades the flow reports', () => {
    const { clock, market, story } = openStory(at(10, 15));
    const busiest = story.chain('NVDA').toSorted((a, b) => b.volume - a.volume)[0];
    const id = market.option('NVDA', busiest?.expiry ?? '', busiest?.strike ?? 0, busiest?.right ?? 'C')?.id ?? '';
    const tape: SimPrint[] = [];
    market.onPrint(id, (print) => tape.push(print));
    clock.advanceTo(at(10, 25));
    const flow = story
      .optionTrades('NVDA', at(10, 15), at(10, 25))
      .filter((trade) => trade.option.optionSymbol === busiest?.optionSymbol);
    expect(flow.length).toBeGreaterThan(10);
    expect(tape.map(shape)).toEqual(flow.map(shape));
    expect(tape.map((print) => print.venue)).toEqual(flow.map((trade) => trade.exchange));
    expect(flow.at(-1)?.dayVolume).toBe(market.quote(id)?.volume);
  });

  it('shows on the stock tape of TWS exactly the prints the vendors report, blocks included', () => {
    const { clock, market, story } = openStory(at(9, 30));
    const tape: SimPrint[] = [];
    market.onPrint('TSLA.STK', (print) => tape.push(print));
    clock.advanceTo(at(11));
    const prints = story.stockPrints('TSLA', at(9, 30) + 1, at(11));
    expect(prints.length).toBeGreaterThan(5000);
    expect(tape.map(shape)).toEqual(prints.map(shape));
    expect(prints.every((print) => print.offExchange === (print.venue === 'FINRA'))).toBe(true);
    expect(prints.at(-1)?.dayVolume).toBe(story.quote('TSLA')?.volume);
    expect(new Set(prints.map((print) => print.id)).size).toBe(prints.length);
  });

  it('takes a few prints back, the same few whoever asks and however often', () => {
    const { story } = openStory(at(11));
    const span = [at(10), at(11)] as const;
    for (const symbol of ['TSLA', 'NVDA', 'SPY']) {
      const due = story
        .stockPrints(symbol, at(9, 30), at(11))
        .filter(({ cancelledMs }) => cancelledMs !== null && cancelledMs >= span[0] && cancelledMs < span[1]);
      const whole = story.cancelledPrints(symbol, ...span);
      expect(whole).toEqual(due);
      const bySecond = Array.from({ length: 3_600 }, (_, second) => span[0] + second * 1000).flatMap((fromMs) =>
        story.cancelledPrints(symbol, fromMs, fromMs + 1000),
      );
      expect(bySecond).toEqual(whole);
      expect(whole.length).toBeLessThan(12);
    }
    expect(story.cancelledPrints('SPX', ...span)).toEqual([]);
    const some = ['TSLA', 'NVDA', 'SPY'].flatMap((symbol) => story.cancelledPrints(symbol, ...span));
    expect(some.length).toBeGreaterThan(0);
  });

  it('sweeps an order over several exchanges within milliseconds, at one price and from one side', () => {
    const { story } = openStory(at(11));
    const swept = Map.groupBy(
      story.optionTrades('NVDA', at(9, 30), at(11)).filter((trade) => trade.sweep !== null),
      (trade) => trade.sweep,
    );
    expect(swept.size).toBeGreaterThan(50);
    for (const parts of swept.values()) {
      expect(parts.length).toBeGreaterThanOrEqual(2);
      expect(new Set(parts.map((part) => part.exchange)).size).toBe(parts.length);
      expect(new Set(parts.map((part) => `${part.price}${part.aggressor}${part.option.optionSymbol}`)).size).toBe(1);
      expect((parts.at(-1)?.timeMs ?? 0) - (parts[0]?.timeMs ?? 0)).toBeLessThan(60);
    }
  });

  it("says of yesterday's open interest what yesterday's chain said", () => {
    const yesterday = openStory(at(15, 0)).story.chain('MSFT');
    const today = openStory(at(10, 0, 0, '20261006'), 5, '20261006').story.chain('MSFT');
    const known = new Map(yesterday.map((option) => [option.optionSymbol, option.openInterest]));
    expect(today.length).toBeGreaterThan(500);
    for (const option of today) expect(option.previousOpenInterest).toBe(known.get(option.optionSymbol) ?? 0);
  });

  it('reports as off-exchange volume of a day and a week what the tape printed there', () => {
    const { story } = openStory(at(10));
    const printed = (date: string) =>
      story.stockPrints('COST', at(4, 0, 0, date), at(20, 0, 0, date)).filter((print) => print.offExchange);
    const day = printed('20261002').reduce((sum, print) => sum + print.size, 0);
    expect(story.shortVolume('20261002').find((row) => row.symbol === 'COST')?.totalVolume).toBe(day);
    const week = ['20260914', '20260915', '20260916', '20260917', '20260918'].flatMap(printed);
    const venues = story.atsWeek('20260914').filter((row) => row.symbol === 'COST');
    expect(venues.reduce((sum, row) => sum + row.shares, 0)).toBe(week.reduce((sum, print) => sum + print.size, 0));
    expect(venues.reduce((sum, row) => sum + row.trades, 0)).toBe(week.length);
  });

  it('gathers large off-exchange trades at few prices', () => {
    const { story } = openStory(at(16, 4));
    let blocks = 0;
    let gathered = 0;
    for (const symbol of ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'META', 'TSLA', 'JPM', 'XOM']) {
      const prints = story.stockPrints(symbol, at(9, 30), at(16));
      const usual = prints.reduce((sum, print) => sum + print.size, 0) / prints.length;
      const large = prints.filter((print) => print.offExchange && print.size > 40 * usual);
      const byPrice = Map.groupBy(large, (print) => print.price);
      const heaviest = [...byPrice.values()].map((group) => group.length).toSorted((a, b) => b - a);
      blocks += large.length;
      gathered += heaviest.slice(0, 3).reduce((sum, count) => sum + count, 0);
      for (const print of large) expect(print.price >= print.bid && print.price <= print.ask).toBe(true);
    }
    expect(blocks).toBeGreaterThan(25);
    expect(gathered / blocks).toBeGreaterThan(0.6);
  });
});

describe('flow in planted episodes', () => {
  /** Premium bought at the ask less premium sold at the bid, over both. */
  function lean(trades: readonly StoryOptionTrade[], right: 'C' | 'P'): number {
    let bought = 0;
    let sold = 0;
    for (const { option, aggressor, price, size } of trades) {
      if (option.right !== right) continue;
      if (aggressor === 'buyer') bought += price * size;
      if (aggressor === 'seller') sold += price * size;
    }
    return (bought - sold) / (bought + sold);
  }

  it('buys along the true ones, mostly with sweeps, and against the thin ones', () => {
    const leans = { agreement: [] as number[], 'thin-drift': [] as number[], swept: [] as number[] };
    for (const seed of [5, 6]) {
      const { market, story } = openStory(at(16), seed);
      for (const episode of market.episodes()) {
        const along = episode.direction === 'bullish' ? 'C' : 'P';
        const trades = story.optionTrades(episode.ticker, episode.startMs, episode.endMs);
        const sweptAlong = trades.filter((trade) => trade.sweep !== null && trade.option.right === along).length;
        const swept = trades.filter((trade) => trade.sweep !== null).length;
        if (episode.truth === 'agreement') {
          leans.agreement.push(lean(trades, along));
          if (swept > 20) leans.swept.push(sweptAlong / swept);
        } else if (episode.kind === 'thin-drift') leans['thin-drift'].push(lean(trades, along));
      }
    }
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(leans.agreement.length).toBeGreaterThanOrEqual(12);
    expect(Math.min(...leans.agreement)).toBeGreaterThan(0.3);
    expect(mean(leans['thin-drift'])).toBeLessThan(-0.2);
    expect(mean(leans.swept)).toBeGreaterThan(0.8);
  });
});
