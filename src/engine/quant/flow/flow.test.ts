import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InsiderTransaction } from '../../domain/facts/holders.ts';
import type { FlowAlert, OptionTrade } from '../../domain/facts/option-flow.ts';
import type { StockPrint } from '../../domain/facts/stock-prints.ts';
import { createInsiderActivity } from './insider-activity.ts';
import { createOffExchangePrints } from './off-exchange-prints.ts';
import { createOptionFlow, flowHalfLifeMs, flowWindowMs } from './option-flow.ts';

const minute = 60_000;
const start = 1_790_000_040_000;

function trade(change: Partial<OptionTrade> = {}): OptionTrade {
  return {
    optionSymbol: 'SPY261016C00600000',
    expiry: '20261016',
    strike: 600,
    right: 'C',
    price: 5,
    size: 100,
    premium: 50_000,
    side: 'ask',
    bid: 4.9,
    ask: 5,
    underlyingPrice: 598,
    impliedVol: 0.2,
    delta: 0.5,
    gamma: null,
    vega: null,
    theta: null,
    openInterest: 10,
    dayVolume: 100,
    exchange: 'X',
    isSweep: false,
    isFloor: false,
    isMultiLeg: false,
    cancelled: false,
    ...change,
  };
}

describe('option flow', () => {
  it.each([
    ['C', 'ask', 50_000, 0],
    ['C', 'bid', 0, 50_000],
    ['P', 'ask', 0, 50_000],
    ['P', 'bid', 50_000, 0],
  ] as const)('%s at the %s leans by who crossed the spread', (right, side, bullishPremium, bearishPremium) => {
    const flow = createOptionFlow('trades');
    flow.trade(1, start, trade({ right, side }));
    expect(flow.summary(start + 1)).toMatchObject({ bullishPremium, bearishPremium, unsidedPremium: 0, trades: 1 });
  });

  it.each([{ side: 'mid' }, { side: 'none' }, { isMultiLeg: true }] as const)('%j leans neither way', (change) => {
    const flow = createOptionFlow('trades');
    flow.trade(1, start, trade(change));
    expect(flow.summary(start + 1)).toMatchObject({ bullishPremium: 0, bearishPremium: 0, unsidedPremium: 50_000 });
  });

  it('halves what is a half-life old and forgets what left the window', () => {
    const flow = createOptionFlow('trades');
    flow.trade(1, start, trade());
    const bucketEnd = start - (start % minute) + minute;
    expect(flow.summary(bucketEnd + flowHalfLifeMs)?.bullishPremium).toBeCloseTo(25_000, 6);
    expect(flow.summary(bucketEnd + flowWindowMs + minute)).toBeNull();
  });

  it('shows the minutes it is made of, undecayed and without what was cancelled', () => {
    const flow = createOptionFlow('trades');
    const bucketStart = start - (start % minute);
    flow.trade(2, start + minute, trade({ right: 'P', premium: 30_000 }));
    flow.trade(1, start, trade());
    flow.trade(3, start, trade({ side: 'mid', premium: 7_000 }));
    flow.trade(4, start + 2 * minute, trade());
    flow.trade(4, start + 2 * minute, trade({ cancelled: true }));
    expect(flow.minutes(start + 60 * minute)).toEqual([
      { startMs: bucketStart, trades: 2, bullish: 50_000, bearish: 0, unsided: 7_000 },
      { startMs: bucketStart + minute, trades: 1, bullish: 0, bearish: 30_000, unsided: 0 },
    ]);
    expect(flow.minutes(bucketStart + flowWindowMs + minute)).toHaveLength(1);
  });

  it('counts a print once, and takes a cancelled one out again', () => {
    const flow = createOptionFlow('trades');
    flow.trade(1, start, trade({ isSweep: true }));
    flow.trade(1, start, trade({ isSweep: true }));
    flow.trade(2, start + 1, trade({ premium: 20_000 }));
    expect(flow.summary(start + 2)).toMatchObject({ trades: 2, bullishPremium: 70_000, sweptShare: 50 / 70 });
    flow.trade(1, start, trade({ isSweep: true, cancelled: true }));
    flow.trade(9, start, trade({ cancelled: true }));
    expect(flow.summary(start + 2)).toMatchObject({ trades: 1, bullishPremium: 20_000, sweptShare: 0 });
    expect(flow.summary(start + 2)?.largest?.premium).toBe(20_000);
    // Told again by a page that was made before, or told only now.
    flow.trade(1, start, trade({ isSweep: true }));
    flow.trade(9, start, trade());
    expect(flow.summary(start + 2)).toMatchObject({ trades: 1, bullishPremium: 20_000 });
  });

  it('takes a print back and counts it once, however many came since', () => {
    const flow = createOptionFlow('trades');
    flow.trade(1, start, trade({ premium: 10_000_000 }));
    flow.trade(2, start, trade({ premium: 100 }));
    for (let id = 10; id < 60_000; id += 1) flow.trade(id, start + id * 30, trade({ premium: 100, side: 'mid' }));
    flow.trade(2, start, trade({ premium: 100 }));
    expect(flow.summary(start + 30 * minute)).toMatchObject({ trades: 2 + 59_990, largest: { premium: 10_000_000 } });
    flow.trade(1, start, trade({ premium: 10_000_000, cancelled: true }));
    flow.trade(2, start, trade({ premium: 100, cancelled: true }));
    expect(flow.summary(start + 30 * minute)).toMatchObject({ bullishPremium: 0, largest: { premium: 100 } });
  });

  it('takes out the one print that was cancelled, not its like of the same moment', () => {
    const flow = createOptionFlow('trades');
    flow.trade(1, start, trade({ premium: 40_000 }));
    flow.trade(2, start, trade({ premium: 30_000 }));
    flow.trade(1, start, trade({ premium: 40_000, cancelled: true }));
    expect(flow.summary(start + 1)?.largest?.premium).toBe(30_000);
  });

  it('does not depend on the order of arrival, and never goes below zero', () => {
    const prints = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 90 * minute }),
        premium: fc.integer({ min: 1, max: 1_000_000 }),
        side: fc.constantFrom('ask' as const, 'bid' as const, 'mid' as const),
        right: fc.constantFrom('C' as const, 'P' as const),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(prints, fc.integer(), (rows, seed) => {
        const fill = (order: readonly number[]) => {
          const flow = createOptionFlow('trades');
          for (const index of order) {
            const row = rows[index];
            if (row) flow.trade(index, start + row.at, trade(row));
          }
          return flow.summary(start + 95 * minute);
        };
        const order = rows.map((_, index) => index);
        const shuffled = order.toSorted((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
        const [one, other] = [fill(order), fill(shuffled)];
        expect(other?.bullishPremium).toBeCloseTo(one?.bullishPremium ?? 0, 3);
        expect(other?.bearishPremium).toBeCloseTo(one?.bearishPremium ?? 0, 3);
        expect(one?.bullishPremium).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('reads alerts of puts the other way round', () => {
    const alert: FlowAlert = {
      ...trade({ right: 'P' }),
      rule: 'RepeatedHits',
      totalPremium: 100_000,
      askPremium: 80_000,
      bidPremium: 15_000,
      tradeCount: 4,
      impliedVolStart: null,
      impliedVolEnd: null,
      hasSweep: true,
      hasFloor: false,
      hasMultiLeg: false,
      allOpening: false,
      startTime: null,
      endTime: null,
    };
    const flow = createOptionFlow('alerts');
    flow.alert(1, start, alert);
    expect(flow.summary(start + 1)).toMatchObject({
      from: 'alerts',
      bullishPremium: 15_000,
      bearishPremium: 80_000,
      unsidedPremium: 5_000,
      largest: { leans: 'bearish' },
    });
  });
});

function print(change: Partial<StockPrint> = {}): StockPrint {
  const price = change.price ?? 100;
  const size = change.size ?? 20_000;
  return {
    offExchange: true,
    bid: 99.98,
    ask: 100.02,
    venue: 'D',
    dayVolume: null,
    conditions: [],
    cancelled: false,
    ...change,
    price,
    size,
    premium: price * size,
  };
}

describe('off-exchange prints', () => {
  it('tells blocks by side and gathers close prices to a level', () => {
    const prints = createOffExchangePrints();
    prints.print(1, '20261005', 1, print({ price: 100.02 }));
    prints.print(2, '20261005', 2, print({ price: 100.015 }));
    prints.print(3, '20261005', 3, print({ price: 99.98 }));
    prints.print(4, '20261005', 4, print({ price: 100 }));
    prints.print(5, '20261005', 5, print({ price: 103, bid: null, size: 30_000 }));
    prints.print(6, '20261005', 6, print({ size: 100 }));
    prints.print(7, '20261005', 7, print({ offExchange: false }));
    const summary = prints.summary('20261005');
    expect(summary).toMatchObject({ prints: 6, blocks: 5, boughtPremium: 4_000_700, soldPremium: 1_999_600 });
    expect(summary?.unsidedPremium).toBe(2_000_000 + 3_090_000);
    expect(summary?.levels[0]?.shares).toBe(80_000);
    expect(summary?.levels[0]?.price).toBeCloseTo(100.00375, 8);
  });

  it.each([
    ...['average_price_trade', 'prior_reference_price', 'prio_reference_price', 'derivative_priced'],
    ...['contingent_trade', 'qualified_contingent_trade', 'cash', 'next_day', 'seller', 'W', 'P', '4'],
  ])('%s is volume, and neither a side nor a level', (condition) => {
    const prints = createOffExchangePrints();
    prints.print(1, '20261005', 1, print({ price: 106, conditions: ['extended_hours_trade', condition] }));
    prints.print(2, '20261005', 2, print({ price: 100.02, conditions: [condition] }));
    expect(prints.summary('20261005')).toMatchObject({
      ...{ prints: 2, blocks: 2, boughtPremium: 0, soldPremium: 0, levels: [] },
      unsidedPremium: 2_120_000 + 2_000_400,
    });
  });

  it('a print told late, or far outside the quote, has a level but no side', () => {
    const prints = createOffExchangePrints();
    prints.print(1, '20261005', 1, print({ price: 100.02, conditions: ['sold_out_of_sequence'] }));
    prints.print(2, '20261005', 2, print({ price: 100.07 }));
    prints.print(3, '20261005', 3, print({ price: 99.93 }));
    expect(prints.summary('20261005')).toMatchObject({ blocks: 3, boughtPremium: 0, soldPremium: 0 });
    expect(prints.summary('20261005')?.levels).toHaveLength(2);
    prints.print(4, '20261005', 4, print({ price: 100.06 }));
    prints.print(5, '20261005', 5, print({ price: 99.94, conditions: ['odd_lot_execution', 'intermarket_sweep'] }));
    expect(prints.summary('20261005')).toMatchObject({ boughtPremium: 2_001_200, soldPremium: 1_998_800 });
  });

  it('takes a block back however many small prints came since', () => {
    const prints = createOffExchangePrints();
    prints.print(1, '20261005', start, print());
    for (let id = 10; id < 60_000; id += 1) prints.print(id, '20261005', start + id, print({ size: 10 }));
    prints.print(1, '20261005', start, print({ cancelled: true }));
    expect(prints.summary('20261005')).toMatchObject({ blocks: 0, unsidedPremium: 0 });
  });

  it('begins anew each day, ignores yesterday, and takes cancelled prints out', () => {
    const prints = createOffExchangePrints();
    prints.print(1, '20261005', 1, print());
    prints.print(1, '20261005', 1, print());
    prints.print(1, '20261005', 1, print({ cancelled: true }));
    prints.print(1, '20261005', 1, print({ venue: 'told again' }));
    expect(prints.summary('20261005')).toBeNull();
    prints.print(2, '20261006', 2, print());
    prints.print(3, '20261005', 3, print());
    expect(prints.summary('20261005')).toBeNull();
    expect(prints.summary('20261006')).toMatchObject({ prints: 1, blocks: 1 });
  });
});

const day = 86_400_000;

function insider(change: Partial<InsiderTransaction> = {}): InsiderTransaction {
  return {
    form: '4',
    isAmendment: false,
    accession: 'a',
    issuerCik: '1',
    ownerName: 'A. Person',
    ownerCik: '2',
    isDirector: false,
    isOfficer: true,
    isTenPercentOwner: false,
    officerTitle: 'CEO',
    transactionDate: '20261001',
    filingDate: '20261002',
    code: 'P',
    action: 'purchase',
    isPlanned: false,
    isDerivative: false,
    securityTitle: 'Common Stock',
    acquired: true,
    shares: 1_000,
    price: 100,
    value: 100_000,
    sharesAfter: 5_000,
    isDirect: true,
    footnotes: [],
    ...change,
  };
}

describe('insider activity', () => {
  it('counts purchases fully, sales by a quarter, plans and everything else not at all', () => {
    const activity = createInsiderActivity();
    activity.transaction('edgar', '1', 0, insider());
    activity.transaction(
      'edgar',
      '2',
      0,
      insider({ ownerName: 'Roe Ann', ownerCik: '3', isOfficer: false, isDirector: true }),
    );
    activity.transaction(
      'edgar',
      '3',
      0,
      insider({ action: 'sale', code: 'S', ownerName: 'Poe Max', ownerCik: '4', value: 400_000 }),
    );
    activity.transaction('edgar', '4', 0, insider({ action: 'sale', code: 'S', isPlanned: true }));
    activity.transaction('edgar', '5', 0, insider({ action: 'grant', code: 'A' }));
    activity.transaction('edgar', '6', 0, insider({ isDerivative: true }));
    expect(activity.summary(0)).toMatchObject({
      purchases: { transactions: 2, owners: 2, value: 200_000 },
      sales: { transactions: 1, owners: 1, value: 400_000 },
      weightedNet: 100_000 + 80_000 - 100_000,
      plannedSales: 1,
    });
  });

  it('counts what two sources tell once, in the words of the one that knows more', () => {
    const activity = createInsiderActivity();
    activity.transaction('unusual-whales', 'x', 0, insider({ ownerName: 'PERSON A', ownerCik: '', isPlanned: null }));
    activity.transaction('edgar', '1', 0, insider());
    activity.transaction('edgar', '2', 0, insider());
    expect(activity.summary(0)?.purchases).toMatchObject({ transactions: 2, owners: 1, value: 200_000 });
  });

  it('counts what an amendment repeats once and as it corrects it, no fresher than it was', () => {
    const activity = createInsiderActivity();
    const amended = { isAmendment: true, accession: 'b', filingDate: '20261105' };
    activity.transaction('edgar', '1', 0, insider());
    activity.transaction('edgar', '2', 40 * day, insider(amended));
    expect(activity.summary(40 * day)).toMatchObject({ purchases: { transactions: 1, value: 100_000 }, newestTime: 0 });
    expect(activity.summary(40 * day)?.weightedNet).toBeCloseTo(50_000, 6);
    activity.transaction('edgar', '2', 40 * day, insider({ ...amended, price: 90, value: 90_000 }));
    expect(activity.summary(40 * day)?.purchases).toMatchObject({ transactions: 1, value: 90_000 });
    expect(activity.summary(121 * day)).toBeNull();
  });

  it('a row that turns out to be no purchase is taken out again', () => {
    const activity = createInsiderActivity();
    activity.transaction('edgar', '1', 0, insider());
    activity.transaction('edgar', '1', 0, insider({ action: 'grant', code: 'A' }));
    expect(activity.summary(0)).toBeNull();
  });

  it('sums the same whatever order filings, amendments and vendors come in', () => {
    const row = fc.record({
      source: fc.constantFrom('edgar', 'edgar', 'unusual-whales', 'fmp'),
      filing: fc.integer({ min: 0, max: 3 }),
      isAmendment: fc.boolean(),
      ownerName: fc.constantFrom('Roe Jane', 'JANE ROE', 'Poe Ann'),
      price: fc.constantFrom(10.1, 10.2, 99.9, null),
      shares: fc.constantFrom(100, 300),
      isDirect: fc.boolean(),
      isPlanned: fc.constantFrom(true, false, null),
    });
    const orders = fc
      .array(row, { minLength: 1, maxLength: 14 })
      .map((told) => told.map((one, index) => ({ ...one, index })))
      .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })));
    fc.assert(
      fc.property(orders, ([one, other]) => {
        const sum = (told: typeof one) => {
          const activity = createInsiderActivity();
          for (const { source, filing, index, ...change } of told) {
            const told = { accession: `0001214156-26-00000${filing}`, filingDate: `2026100${filing + 2}` };
            const value = change.price === null ? null : change.price * change.shares;
            activity.transaction(source, `${index}`, filing * day, insider({ ...change, ...told, value }));
          }
          return activity.summary(10 * day);
        };
        expect(sum(other)).toEqual(sum(one));
      }),
    );
  });

  it('a correction replaces its row; old rows fade and go; an unknown value is no dollar', () => {
    const activity = createInsiderActivity();
    activity.transaction('edgar', '1', 0, insider());
    activity.transaction('edgar', '1', 0, insider({ value: 60_000 }));
    activity.transaction('edgar', '2', 0, insider({ value: null, price: null }));
    expect(activity.summary(40 * day)?.weightedNet).toBeCloseTo(30_000, 6);
    expect(activity.summary(121 * day)).toBeNull();
  });
});
