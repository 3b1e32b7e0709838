import { describe, expect, test } from 'vitest';
import { sharedLines } from '../../../../tests/vectors/packed-files.ts';
import { type TaqDay, taqDay } from '../../../../tests/vectors/taq-day.ts';
import { fullSampleSigma } from './bulk-classification.ts';
import { ConsolidatedQuote } from './consolidated-quote.ts';
import { corwinSchultzSpread } from './corwin-schultz.ts';
import { flowIntervals } from './flow-intervals.ts';
import { estimateMicroPrice } from './micro-price.ts';
import { orderFlowEvents } from './order-flow-imbalance.ts';
import { fitPin } from './pin-fit.ts';
import { amihudIlliquidity, hasbrouckLambda, kyleLambda } from './price-impact.ts';
import { rollSpread } from './roll-spread.ts';
import { shareWeighted, spreadColumns } from './spread-columns.ts';
import { vpinColumns } from './vpin-columns.ts';

const line = (values: readonly number[]) => Float64Array.from(values);

/** The national best quote each time it changed, in session: NaN where a side is missing. */
function bestQuotes({ venues, quotes }: TaqDay) {
  // The smaller venues' quotes are a sample: left standing they would cross the others half of the time.
  const best = new ConsolidatedQuote(venues, 10_000);
  const columns = { timeMs: [], bid: [], bidSize: [], ask: [], askSize: [] } as Record<string, number[]>;
  let crossed = 0;
  for (const [row, timeMs] of quotes.timeMs.entries()) {
    const changed = best.update({
      venue: quotes.venue[row] as number,
      bid: quotes.bid[row] as number,
      bidSize: quotes.bidSize[row] as number,
      ask: quotes.ask[row] as number,
      askSize: quotes.askSize[row] as number,
      timeMs,
    });
    if (!changed) continue;
    if (best.condition(timeMs, 1e9).crossed) crossed += 1;
    columns['timeMs']?.push(timeMs);
    for (const name of ['bid', 'bidSize', 'ask', 'askSize'] as const) columns[name]?.push(best[name]);
  }
  const column = (name: string) => line(columns[name] ?? []);
  return {
    timeMs: column('timeMs'),
    bid: column('bid'),
    bidSize: column('bidSize'),
    ask: column('ask'),
    askSize: column('askSize'),
    crossed,
  };
}

const finite = (values: Iterable<number>) => [...values].every((value) => Number.isFinite(value));

const day = taqDay();

describe.skipIf(day === null)("a stock's day on every exchange", () => {
  const trades = day?.trades ?? { timeMs: line([]), price: line([]), size: line([]) };
  const nbbo = day === null ? null : bestQuotes(day);
  const quotes = nbbo ?? { timeMs: line([]), bid: line([]), bidSize: line([]), ask: line([]), askSize: line([]) };
  const costs = spreadColumns(quotes, trades);

  test('has a best quote that is seldom crossed once silent venues are left out', () => {
    expect(quotes.bid.length).toBeGreaterThan(20_000);
    expect((nbbo?.crossed ?? 0) / quotes.bid.length).toBeLessThan(0.1);
  });

  test('signs and costs every trade, or says by what it lacks why not', () => {
    const last = quotes.timeMs.at(-1) ?? 0;
    let missing = 0;
    for (const [row, effective] of costs.effective.entries()) {
      const known = costs.leeReady[row] !== 0 && !Number.isNaN(costs.mid[row]);
      expect(Number.isNaN(effective)).toBe(!known);
      if (known && Number.isNaN(costs.realised[row])) missing += 1;
      if (known && (trades.timeMs[row] as number) + 60_000 > last) missing -= 1;
    }
    // What is left: a realised spread whose horizon met a moment without two sides.
    expect(missing).toBeLessThan(trades.price.length * 0.001);
    const spread = shareWeighted(costs.effective, trades.size) ?? Number.NaN;
    expect(spread > 0 && spread < 0.1).toBe(true);
    expect(costs.leeReady.filter((sign) => sign === 0).length).toBeLessThan(20);
  });

  test('has order-flow events wherever two whole quotes follow each other', () => {
    const whole = (row: number) => Number.isFinite((quotes.bid[row] as number) + (quotes.ask[row] as number));
    for (const [row, event] of orderFlowEvents(quotes).entries()) {
      expect(Number.isNaN(event)).toBe(!(whole(row) && whole(row + 1)));
    }
  });

  test('moves with its flow: Kyle and Hasbrouck by ten seconds, Roll over the session', () => {
    const intervals = flowIntervals({ ...trades, sign: costs.leeReady }, 10_000);
    const kyle = kyleLambda(intervals.priceChange, intervals.signedVolume);
    const hasbrouck = hasbrouckLambda(intervals.logReturn, intervals.signedRootDollars);
    expect(kyle?.slope).toBeGreaterThan(0);
    expect(kyle?.tStat).toBeGreaterThan(2);
    expect(hasbrouck?.tStat).toBeGreaterThan(2);
    expect(rollSpread(trades.price).covariance).not.toBeNull();
  });

  test('has a micro-price that follows the imbalance', () => {
    const ticks = (prices: Float64Array) => prices.map((price) => Math.round(price * 100));
    const model = estimateMicroPrice({ ...quotes, bid: ticks(quotes.bid), ask: ticks(quotes.ask) });
    if (!model.ok) throw new Error('identified');
    const { adjustment } = model.value;
    expect(finite(adjustment)).toBe(true);
    expect(adjustment[9]).toBeGreaterThan(adjustment[5] as number);
    expect(adjustment[0]).toBeCloseTo(-(adjustment[9] as number), 10);
  });

  test('has PIN over its quarter hours, and VPIN over its minutes', () => {
    const periods = 26;
    const [buys, sells] = [new Float64Array(periods), new Float64Array(periods)];
    for (const [row, sign] of costs.leeReady.entries()) {
      const period = Math.floor(((trades.timeMs[row] as number) - 34_200_000) / 900_000);
      const side = sign > 0 ? buys : sells;
      if (sign !== 0 && period >= 0 && period < periods) side[period] = (side[period] as number) + 1;
    }
    const fit = fitPin({ buys, sells });
    expect(fit).toMatchObject({ ok: true, value: { settled: true } });
    expect(fit.ok && fit.value.pin > 0 && fit.value.pin < 1).toBe(true);
    expectVpin(trades);
  });
});

/** VPIN of a tape over bars of a minute: no NaN but before its first fifty buckets, twice the same. */
function expectVpin({ timeMs, price, size }: TaqDay['trades']) {
  const bars = new Map<number, { close: number; volume: number }>();
  for (const [row, time] of timeMs.entries()) {
    const minute = Math.floor(time / 60_000);
    const volume = (bars.get(minute)?.volume ?? 0) + (size[row] as number);
    bars.set(minute, { close: price[row] as number, volume });
  }
  const close = line([...bars.values()].map((bar) => bar.close));
  const volume = line([...bars.values()].map((bar) => bar.volume));
  const total = volume.reduce((sum, value) => sum + value, 0);
  const run = () => vpinColumns(close, volume, { bucketVolume: total / 200.5, sigma: fullSampleSigma(close) });
  const { vpin, cdf } = run();
  expect(vpin).toHaveLength(200);
  expect(vpin.subarray(0, 49).every((value) => Number.isNaN(value))).toBe(true);
  expect(finite(vpin.subarray(49)) && finite(cdf.subarray(49))).toBe(true);
  expect(run()).toEqual(run());
}

const etf = sharedLines('data/ticks/etf_and_components_20140917_trades.csv.gz').slice(1);

describe.skipIf(etf.length === 0)('trades of a fund and its components', () => {
  test.each(['ETF', 'AAA', 'BBB'])('VPIN of %s', (symbol) => {
    const rows = etf.map((row) => row.split(',')).filter(([, name]) => name === symbol);
    const time = ([text = '']: readonly string[]) => Date.parse(`${text.slice(0, 23)}Z`);
    expectVpin({
      timeMs: line(rows.map(time)),
      price: line(rows.map(([, , price]) => Number(price))),
      size: line(rows.map(([, , , size]) => Number(size))),
    });
  });
});

const daily = sharedLines('data/daily/spy_2008_2018.csv');

describe.skipIf(daily.length === 0)('ten years of daily bars', () => {
  test('have a spread from their ranges and an illiquidity', () => {
    const names = (daily[0] ?? '').toLowerCase().split(',');
    const rows = daily.slice(1).map((row) => row.split(','));
    const column = (name: string) => line(rows.map((row) => Number(row[names.indexOf(name)])));
    const spread = corwinSchultzSpread(column('high'), column('low'));
    expect(finite(spread)).toBe(true);
    expect(Math.max(...spread)).toBeLessThan(0.1);
    const { value, count } = amihudIlliquidity(column('close'), column('volume'));
    expect(count).toBe(rows.length - 1);
    expect(value).toBeGreaterThan(0);
  });
});

const fx = sharedLines('data/fx/lean_eurusd_ticks_20140508.zip');

describe.skipIf(fx.length === 0)('a day of currency quotes without sizes', () => {
  test('has no micro-price, and says so; sizes of 0 give no flow', () => {
    const rows = fx.map((row) => row.split(',').map(Number));
    const zero = new Float64Array(rows.length);
    const quotes = {
      bid: line(rows.map(([, bid = Number.NaN]) => Math.round(bid * 1e5))),
      bidSize: zero,
      ask: line(rows.map(([, , ask = Number.NaN]) => Math.round(ask * 1e5))),
      askSize: zero,
    };
    expect(estimateMicroPrice(quotes)).toMatchObject({ ok: false, failure: { code: 'no-transitions' } });
    expect(orderFlowEvents(quotes).every((event) => event === 0)).toBe(true);
  });
});
