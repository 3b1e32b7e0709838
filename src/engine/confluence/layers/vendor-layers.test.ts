import { describe, expect, it } from 'vitest';
import type { Bar } from '../../domain/bar.ts';
import type { Evidence, FlowSummary, InsiderSummary, OffExchangeSummary, ShortSummary } from '../../domain/evidence.ts';
import { emptyQuote } from '../../domain/quote.ts';
import type { Volatility } from '../../domain/volatility.ts';
import type { LayerInputs, LayerOutput } from '../layer.ts';
import { darkPool } from './dark-pool/index.ts';
import { insiderBuying } from './insider-buying/index.ts';
import { optionsFlow } from './options-flow/index.ts';
import { shortInterest } from './short-interest/index.ts';

const nothing: Evidence = { ticker: 'XYZ', flow: null, offExchange: null, insiders: null, shorts: null };

function inputs(evidence: Partial<Evidence>, change: Partial<LayerInputs> = {}): LayerInputs {
  return {
    ticker: 'XYZ',
    nowMs: 1_000,
    quote: { ...emptyQuote('XYZ.STK'), bid: 100, ask: 100.02 },
    dailyBars: [],
    fiveMinuteBars: [],
    benchmarkDailyBars: [],
    benchmarkQuote: null,
    exposure: null,
    volatility: { impliedVol30: 0.32 } as Volatility,
    regime: null,
    evidence: { ...nothing, ...evidence },
    ...change,
  };
}

function reading(output: LayerOutput) {
  if (output.kind !== 'reading') throw new Error(output.reason);
  return output;
}

const flow: FlowSummary = {
  from: 'trades',
  windowMs: 7_200_000,
  trades: 40,
  bullishPremium: 3_000_000,
  bearishPremium: 1_000_000,
  unsidedPremium: 1_000_000,
  sweptShare: 0.5,
  largest: null,
  newestTime: 900,
};
const blocks: OffExchangeSummary = {
  date: '20261005',
  prints: 900,
  blocks: 8,
  boughtPremium: 9e6,
  soldPremium: 3e6,
  unsidedPremium: 4e6,
  levels: [{ price: 99, shares: 90_000, premium: 8.9e6 }],
  newestTime: 900,
};
const insiders: InsiderSummary = {
  windowDays: 120,
  purchases: { transactions: 3, owners: 3, value: 900_000 },
  sales: { transactions: 0, owners: 0, value: 0 },
  weightedNet: 600_000,
  plannedSales: 2,
  newest: 'A. Person (CEO) bought 1,000 shares at 90.00',
  newestTime: 900,
};
const shorts: ShortSummary = {
  settlementDate: '20260915',
  reportSource: 'finra',
  shares: 5e6,
  changePercent: -12,
  daysToCover: 6,
  ofFloat: 0.1,
  feeRate: 1.2,
  shortVolumeSource: 'finra',
  shortVolumeRatio: 0.38,
  usualShortVolumeRatio: 0.45,
  shortVolumeDeviation: 0.03,
  newestTime: 900,
};

const layers = [
  ['options flow', (i: LayerInputs) => optionsFlow.read(i, optionsFlow.parameters), { flow }],
  ['dark pool', (i: LayerInputs) => darkPool.read(i, darkPool.parameters), { offExchange: blocks }],
  ['insiders', (i: LayerInputs) => insiderBuying.read(i, insiderBuying.parameters), { insiders }],
  ['shorts', (i: LayerInputs) => shortInterest.read(i, shortInterest.parameters), { shorts }],
] as const;

describe.each(layers)('%s', (_name, read, evidence) => {
  it('reads the evidence, within its bounds, as old as the evidence', () => {
    const seen = reading(read(inputs(evidence)));
    expect(seen).toMatchObject({ direction: 'bullish', eventTime: 900 });
    expect(seen.strength).toBeGreaterThan(0.1);
    for (const value of [seen.strength, seen.confidence]) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
    expect(seen.explanation).not.toMatch(/NaN|undefined|null/);
    expect(seen.facts.length).toBeGreaterThan(3);
  });

  it('says why it has nothing to say: no feed, no evidence', () => {
    for (const none of [inputs({}), { ...inputs({}), evidence: null }]) {
      const output = read(none);
      expect(output.kind).toBe('no-data');
      if (output.kind === 'no-data') expect(output.reason).toMatch(/\bno\b/);
    }
  });
});

describe('options flow', () => {
  const read = (change: Partial<FlowSummary>) =>
    optionsFlow.read(inputs({ flow: { ...flow, ...change } }), optionsFlow.parameters);

  it('is a mirror', () => {
    const up = reading(read({}));
    const down = reading(read({ bullishPremium: 1_000_000, bearishPremium: 3_000_000 }));
    expect(down.direction).toBe('bearish');
    expect(down.strength).toBeCloseTo(up.strength, 12);
  });

  it('believes swept premium and much premium more', () => {
    expect(reading(read({ sweptShare: 1 })).strength).toBeGreaterThan(reading(read({ sweptShare: 0 })).strength);
    const little = reading(read({ bullishPremium: 300_000, bearishPremium: 100_000, unsidedPremium: 100_000 }));
    expect(little.confidence).toBeLessThan(reading(read({})).confidence);
  });

  it('does not speak of small change', () => {
    expect(read({ bullishPremium: 9_000, bearishPremium: 1_000 })).toMatchObject({
      kind: 'no-data',
      reason: 'only $10k of premium with a side, needs $250k',
    });
  });
});

describe('dark pool', () => {
  const read = (change: Partial<OffExchangeSummary>, more: Partial<LayerInputs> = {}) =>
    darkPool.read(inputs({ offExchange: { ...blocks, ...change } }, more), darkPool.parameters);

  it('turns with the price below the heaviest level', () => {
    const level = [{ price: 103, shares: 90_000, premium: 9.3e6 }];
    expect(reading(read({ levels: level, boughtPremium: 6e6, soldPremium: 6e6 })).direction).toBe('bearish');
  });

  it('goes by sides alone while no volatility is known, with less confidence', () => {
    const alone = reading(read({}, { volatility: null }));
    expect(alone.direction).toBe('bullish');
    expect(alone.confidence).toBeLessThan(reading(read({})).confidence);
  });

  it.each([
    [{ blocks: 2 }, /2 off-exchange blocks today, needs 3/],
    [{ boughtPremium: 0, soldPremium: 0, levels: [] }, /no block has a side, and levels cannot be judged/],
  ])('has no data: %j', (change, reason) => {
    expect(read(change)).toMatchObject({ kind: 'no-data', reason: expect.stringMatching(reason) as unknown });
  });
});

describe('short interest', () => {
  const bars = (step: number): readonly Bar[] =>
    Array.from({ length: 25 }, (_, index) => {
      const close = 100 * Math.exp((index >= 20 ? step * (index - 19) : 0) + (index % 2) * 0.004);
      return {
        instrument: 'XYZ.STK',
        interval: '1d',
        start: index,
        open: close,
        high: close,
        low: close,
        close,
        volume: 1,
      };
    });
  const squeeze: ShortSummary = { ...shorts, changePercent: null, shortVolumeRatio: null, daysToCover: 9 };
  const read = (summary: ShortSummary, dailyBars: readonly Bar[]) =>
    shortInterest.read(inputs({ shorts: summary }, { dailyBars }), shortInterest.parameters);

  it('sees a squeeze when crowded shorts meet a rising price, and the reverse when it falls', () => {
    expect(reading(read(squeeze, bars(0.01))).direction).toBe('bullish');
    expect(reading(read(squeeze, bars(-0.01))).direction).toBe('bearish');
    expect(reading(read({ ...squeeze, daysToCover: 1 }, bars(0.01))).direction).toBe('neutral');
  });

  it('grows more bearish with more shorts', () => {
    const change = (changePercent: number) => reading(read({ ...shorts, changePercent, shortVolumeRatio: null }, []));
    expect(change(20).direction).toBe('bearish');
    expect(change(40).strength).toBeGreaterThan(change(20).strength);
  });

  it('says whose figures it reads, and calls a volume off-exchange where FINRA counts it', () => {
    expect(reading(read(shorts, []))).toMatchObject({
      explanation: expect.stringContaining('38 % of the day’s off-exchange volume (FINRA).') as unknown,
      source: 'FINRA report, settlement 20260915; short volume of FINRA',
    });
    expect(reading(read({ ...shorts, shortVolumeSource: 'unusual-whales' }, []))).toMatchObject({
      explanation: expect.stringContaining('38 % of the day’s volume as Unusual Whales counts it.') as unknown,
      source: 'FINRA report, settlement 20260915; short volume of Unusual Whales',
      facts: expect.arrayContaining([{ label: 'Short volume of', value: 'Unusual Whales', unit: '' }]) as unknown,
    });
  });

  it('cannot judge a single report', () => {
    expect(read({ ...shorts, changePercent: null, shortVolumeRatio: null, daysToCover: null }, [])).toMatchObject({
      kind: 'no-data',
    });
  });
});
