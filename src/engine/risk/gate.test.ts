import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { emptyQuote } from '../domain/quote.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import { sampleOrder } from '../../../tests/support/journal-samples.ts';
import { type Exposure, exposureOf, freeToClose, notionalOf, openQuantity, withOrder } from './exposure.ts';
import { checkOrder, limitRows } from './gate.ts';
import { limitRounding, roundToTick } from './price-ticks.ts';
import type { ProposedOrder, RiskContext, RiskLimits, RiskState } from './risk-context.ts';
import { riskRules } from './rule-list.ts';
import { provenMode } from './rules/mode-guard.ts';
import { inRestartWindow } from './rules/restart-window.ts';

const spy: Instrument = {
  ...{
    id: 'SPY.STK',
    symbol: 'SPY',
    secType: 'STK',
    exchange: 'SMART',
    primaryExchange: 'ARCA',
    currency: 'USD',
    multiplier: 1,
  },
  ...{ minTick: 0.01, expiry: '', strike: null, right: null, tradingClass: 'SPY', conId: 1, name: 'SPY' },
};
const put: Instrument = {
  ...spy,
  id: 'SPY.OPT.20261016.P.450',
  secType: 'OPT',
  multiplier: 100,
  expiry: '20261016',
  strike: 450,
  right: 'P',
};
/** Monday 12 October 2026, 10:30 ET. */
const now = Date.UTC(2026, 9, 12, 14, 30);
const limits: RiskLimits = {
  ...{
    maxQuantity: 500,
    maxNotional: 50_000,
    maxSymbolNotional: 60_000,
    maxGrossNotional: 100_000,
    maxSameDirection: 2,
    collarPercent: 3,
  },
  ...{
    maxSpreadPercent: 2,
    maxQuoteAgeMs: 5_000,
    duplicateWindowMs: 3_000,
    ordersPerMinute: 3,
    dailyLossWarnPercent: 4,
    dailyLossHaltPercent: 6,
  },
};
const state: RiskState = {
  ...{
    limits,
    settingsProblem: null,
    clock: { now, speed: 1 },
    mode: 'paper',
    account: 'DU1',
    port: 7497,
    paperPort: 7497,
    allowLive: false,
    liveArmed: false,
  },
  ...{ gate: { open: true, reason: '' }, journalFailure: null, killed: { engaged: false, reason: '' } },
  ...{
    day: { startNetLiquidation: 100_000, loss: 0, halted: false, haltDetail: '' },
    netLiquidation: 100_000,
    buyingPower: 200_000,
  },
  ...{ exposures: [], recent: [] },
};
const order: ProposedOrder = {
  ...{
    intent: 'i',
    instrument: 'SPY.STK',
    side: 'BUY',
    quantity: 50,
    type: 'LMT',
    limitPrice: 500,
    stopPrice: null,
    trailAmount: null,
  },
  ...{
    timeInForce: 'DAY',
    outsideRth: false,
    bracket: null,
    origin: { source: 'window', label: 'ticket' },
    mode: 'paper',
  },
};
const quote = {
  ...emptyQuote('SPY.STK'),
  bid: 499.99,
  ask: 500.01,
  last: 500,
  close: 498,
  eventTime: now,
  receivedTime: now,
};

type Change = {
  readonly order?: Partial<ProposedOrder>;
  readonly state?: Partial<RiskState>;
  readonly context?: Partial<RiskContext>;
  readonly held?: number;
  readonly open?: readonly Order[];
  readonly instrument?: Instrument;
};

function context(change: Change = {}): RiskContext {
  const wanted = { ...order, ...change.order };
  const instrument = change.instrument ?? spy;
  const held = change.held ?? 0;
  const before = exposureOf({
    instrument,
    ticker: 'SPY',
    position: { low: held, high: held },
    orders: change.open ?? [],
    price: 500,
  });
  const unitPrice = wanted.limitPrice ?? 500;
  return {
    ...{
      state: { ...state, exposures: held === 0 && !change.open ? [] : [before], ...change.state },
      order: wanted,
      instrument,
      quote,
    },
    ...{ remaining: wanted.quantity, unitPrice, notional: unitPrice * wanted.quantity * instrument.multiplier, before },
    ...{
      after: withOrder(before, wanted.side, wanted.quantity),
      reduces: wanted.quantity <= freeToClose(before, wanted.side),
      positionFresh: true,
    },
    ...{ emergency: false, modifies: false, margin: null },
    ...change.context,
  };
}

/** The rules that deny, in order. */
const denials = (change: Change) =>
  checkOrder(context(change))
    .checks.filter((check) => check.verdict === 'deny')
    .map((check) => check.rule);
const checkOf = (rule: string, change: Change) =>
  checkOrder(context(change)).checks.find((check) => check.rule === rule);

test('an ordinary order passes every rule', () => {
  expect(checkOrder(context())).toMatchObject({ allowed: true, reason: '' });
  expect(checkOrder(context()).checks).toHaveLength(riskRules.length);
});

const late = (ms: number) => ({ ...quote, receivedTime: now - ms });
const other = (ticker: string, long: number): Exposure => ({
  ...context().before,
  instrument: `${ticker}.STK`,
  ticker,
  long,
  position: { low: long, high: long },
});
const twin = { ageMs: 1_000, instrument: 'SPY.STK', side: 'BUY', quantity: 50, price: 500, stands: true } as const;
const market = { type: 'MKT', limitPrice: null } as const;

test.each<readonly [string, string[], Change]>([
  ['zero', ['order-shape'], { order: { quantity: 0 } }],
  ['fraction of a share', ['order-shape'], { order: { quantity: 0.5 } }],
  ['limit order without a limit', ['order-shape'], { order: { limitPrice: null } }],
  ['negative price', ['order-shape'], { order: { limitPrice: -1 }, context: { notional: 50 } }],
  ['buy stop below the market', ['order-shape'], { order: { type: 'STP', limitPrice: null, stopPrice: 490 } }],
  [
    'sell stop above the market',
    ['order-shape'],
    { order: { side: 'SELL', type: 'STP', limitPrice: null, stopPrice: 510 } },
  ],
  ['target on the losing side', ['order-shape'], { order: { bracket: { targetPrice: 499, stopPrice: null } } }],
  ['stop on the winning side', ['order-shape'], { order: { bracket: { targetPrice: null, stopPrice: 501 } } }],
  ['an index', ['order-shape'], { instrument: { ...spy, secType: 'IND' } }],
  ['closed gate', ['gate-state'], { state: { gate: { open: false, reason: 'reconciling' } } }],
  ['journal in trouble', ['gate-state'], { state: { journalFailure: 'disk full' } }],
  ['made for another mode', ['mode-guard'], { order: { mode: 'live' } }],
  ['live account in paper', ['mode-guard'], { state: { account: 'U1' } }],
  ['live port in paper', ['mode-guard'], { state: { port: 7496 } }],
  ['unknown port in paper', ['mode-guard'], { state: { port: 9_999 } }],
  [
    'live not allowed',
    ['mode-guard'],
    { order: { mode: 'live' }, state: { mode: 'live', account: 'U1', port: 7496, liveArmed: true } },
  ],
  [
    'live not armed',
    ['mode-guard'],
    { order: { mode: 'live' }, state: { mode: 'live', account: 'U1', port: 7496, allowLive: true } },
  ],
  [
    'defaults in the place of unread limits',
    ['settings-file'],
    { state: { settingsProblem: 'settings.json: line 3.' } },
  ],
  ['killed', ['kill-switch'], { state: { killed: { engaged: true, reason: 'x' } } }],
  ['halted for the day', ['daily-loss'], { state: { day: { ...state.day, halted: true } } }],
  ['loss at the limit', ['daily-loss'], { state: { day: { ...state.day, loss: 6_000 } } }],
  ['profit and loss unknown', ['daily-loss'], { state: { day: { ...state.day, loss: null } } }],
  [
    'quantity',
    ['order-quantity'],
    { order: { quantity: 501 }, context: { notional: 1, after: context().before, before: context().before } },
  ],
  ['money in the order', ['order-notional'], { context: { notional: 50_001 } }],
  ['no price known', ['order-notional', 'buying-power'], { context: { notional: null } }],
  ['money in the symbol', ['symbol-notional'], { held: 80 }],
  ['money in the symbol, in flight', ['symbol-notional'], { open: [sampleOrder({ quantity: 80 })] }],
  ['money in all', ['gross-notional'], { state: { exposures: [other('QQQ', 160)] } }],
  ['symbols in one direction', ['same-direction'], { state: { exposures: [other('QQQ', 1), other('IWM', 1)] } }],
  ['limit through the market', ['price-collar'], { order: { limitPrice: 516 } }],
  ['stale quote', ['quote-freshness'], { context: { quote: late(5_001) } }],
  ['no quote', ['price-collar', 'quote-freshness'], { context: { quote: null } }],
  ['halted instrument', ['quote-freshness'], { context: { quote: { ...quote, halted: true } } }],
  [
    'market order on delayed prices',
    ['quote-freshness'],
    { order: market, context: { quote: { ...quote, dataType: 'delayed' } } },
  ],
  ['wide market', ['spread'], { order: market, context: { quote: { ...quote, bid: 490 } } }],
  [
    'market order before the open',
    ['session'],
    { order: market, state: { clock: { now: now - 2 * 3_600_000, speed: 1 } } },
  ],
  ['order rate', ['order-rate'], { state: { recent: [1, 2, 3].map(() => ({ ...twin, side: 'SELL' })) } }],
  ['twin', ['duplicate'], { state: { recent: [twin] } }],
  [
    'twin of an exit',
    ['duplicate'],
    { held: 200, order: { side: 'SELL' }, state: { recent: [{ ...twin, side: 'SELL' }] } },
  ],
  ['buying power', ['buying-power'], { state: { buyingPower: 24_999 } }],
  [
    'margin by the broker',
    ['buying-power'],
    {
      context: {
        margin: {
          initialMarginChange: 1,
          maintenanceMarginChange: 1,
          equityWithLoanAfter: -1,
          commission: 1,
          warning: '',
        },
      },
    },
  ],
  [
    'nightly restart',
    ['restart-window'],
    {
      state: { clock: { now: Date.UTC(2026, 9, 13, 3, 50), speed: 1 } },
      order: { outsideRth: true },
      context: { quote: { ...quote, receivedTime: Date.UTC(2026, 9, 13, 3, 50) } },
    },
  ],
])('%s is denied by %s alone', (_name, rules, change) => {
  expect(denials(change)).toEqual(rules);
});

test('at the limit passes, beyond it does not', () => {
  expect(denials({ context: { notional: 50_000 } })).toEqual([]);
  expect(denials({ context: { quote: late(5_000) } })).toEqual([]);
  expect(denials({ order: { limitPrice: 515 } })).toEqual([]);
  expect(denials({ state: { recent: [{ ...twin, ageMs: 3_000 }] } })).toEqual([]);
});

test('an exit goes out again when its twin came to nothing, an emergency always, a change is no twin', () => {
  const fallen = { ...twin, stands: false };
  const exit = { held: 200, order: { side: 'SELL' } } as const;
  expect(denials({ ...exit, state: { recent: [{ ...fallen, side: 'SELL' }] } })).toEqual([]);
  expect(denials({ state: { recent: [fallen] } })).toEqual(['duplicate']);
  const again = { ...exit, state: { recent: [{ ...twin, side: 'SELL' as const }] } };
  expect(denials({ ...again, context: { emergency: true } })).toEqual([]);
  expect(denials({ ...again, context: { modifies: true } })).toEqual([]);
});

test('a loss between warning and halt warns with the numbers', () => {
  expect(checkOf('daily-loss', { state: { day: { ...state.day, loss: 4_500 } } })).toMatchObject({
    verdict: 'warn',
    value: 4.5,
    limit: 6,
    used: 0.75,
    message: expect.stringContaining('-$4,500 today (-4.50% of $100,000)'),
  });
});

test('a reduction passes kill, loss, size and session, never the mode and the shape', () => {
  const blocked = {
    killed: { engaged: true, reason: 'x' },
    day: { ...state.day, halted: true },
    gate: { open: false, reason: 'x' },
    limits: { ...limits, maxQuantity: 1, maxNotional: 1 },
  };
  const sell = { order: { side: 'SELL', ...market } as const, held: 50 };
  expect(denials({ ...sell, state: blocked })).toEqual([]);
  expect(denials({ ...sell, state: blocked, context: { positionFresh: false } })).toEqual(['gate-state']);
  expect(denials({ ...sell, held: 49, state: blocked })).not.toEqual([]);
  expect(denials({ ...sell, state: { ...blocked, account: 'U1' } })).toEqual(['mode-guard']);
  expect(denials({ ...sell, state: { ...blocked, journalFailure: 'full' } })).toEqual(['gate-state']);
  // The stop that works already may sell the same shares first.
  expect(denials({ ...sell, state: blocked, open: [sampleOrder({ side: 'SELL', type: 'STP' })] })).not.toEqual([]);
});

test('flatten needs no arming in live, everything else does', () => {
  const live = { mode: 'live', account: 'U1', port: 7496, allowLive: true } as const;
  const sell = { order: { side: 'SELL', ...market, mode: 'live' } as const, held: 50, state: live };
  expect(denials(sell)).toEqual(['mode-guard']);
  expect(denials({ ...sell, context: { emergency: true } })).toEqual([]);
});

test('options expiring today open only until half an hour before the close', () => {
  const at = (time: number) => ({
    instrument: { ...put, expiry: '20261012' },
    order: { quantity: 1, limitPrice: 1 },
    state: { clock: { now: time, speed: 1 } },
    context: { quote: { ...quote, bid: 0.99, ask: 1, receivedTime: time } },
  });
  expect(denials(at(Date.UTC(2026, 9, 12, 19, 29)))).toEqual([]);
  expect(denials(at(Date.UTC(2026, 9, 12, 19, 30)))).toEqual(['expiry-cutoff']);
  expect(denials({ ...at(now), instrument: { ...put, expiry: '20261009' } })).toEqual(['expiry-cutoff']);
  const noon = at(Date.UTC(2026, 9, 12, 16));
  expect(denials(noon)).toEqual([]);
  expect(denials({ ...noon, instrument: { ...noon.instrument, tradingClass: 'SPX' } })).toEqual(['expiry-cutoff']);
});

describe('exposure', () => {
  const parent = sampleOrder({ role: 'parent', filled: 0 });
  const exit = (role: 'target' | 'stop', change: Partial<Order> = {}) =>
    sampleOrder({ intent: `intent-1:${role}`, role, parentIntent: 'intent-1', side: 'SELL', ...change });

  test('exits of a bracket count once and only as far as the entry has filled', () => {
    const exits = [exit('target'), exit('stop')];
    expect(openQuantity([parent, ...exits], 'SELL')).toBe(0);
    expect(openQuantity([{ ...parent, filled: 60 }, ...exits], 'SELL')).toBe(60);
    expect(
      openQuantity(
        [{ ...parent, filled: 100, state: 'filled' }, exit('target', { filled: 30 }), exit('stop', { quantity: 70 })],
        'SELL',
      ),
    ).toBe(70);
    const smaller = [exit('target', { quantity: 50 }), exit('stop', { quantity: 50 })];
    expect(openQuantity([{ ...parent, filled: 100, state: 'filled' }, ...smaller], 'SELL')).toBe(50);
    expect(openQuantity([parent, ...exits], 'BUY')).toBe(100);
  });

  test('unknown, inactive and cancel-pending orders count, ended ones do not', () => {
    for (const state of ['intended', 'sent', 'working', 'cancel-pending', 'inactive', 'unknown'] as const)
      expect(openQuantity([sampleOrder({ state })], 'BUY')).toBe(100);
    for (const state of ['denied', 'filled', 'cancelled', 'rejected'] as const)
      expect(openQuantity([sampleOrder({ state })], 'BUY')).toBe(0);
  });

  test('an option sold short counts with its strike, a put leans the other way', () => {
    const held = exposureOf({ instrument: put, ticker: 'SPY', position: { low: -1, high: -1 }, orders: [], price: 2 });
    expect(notionalOf(held)).toBe(45_000);
    expect(held.leaning).toBe(-1);
  });

  test('no order of fills can bring about more than the exposure says', () => {
    const part = fc.record({
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      quantity: fc.integer({ min: 1, max: 100 }),
      fills: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), fc.array(part, { maxLength: 8 }), (held, parts) => {
        const orders = parts.map(({ side, quantity }, n) => sampleOrder({ intent: `i${n}`, side, quantity }));
        const exposure = exposureOf({
          instrument: spy,
          ticker: 'SPY',
          position: { low: held, high: held },
          orders,
          price: 10,
        });
        let position = held;
        for (const { side, quantity, fills } of parts) if (fills) position += side === 'BUY' ? quantity : -quantity;
        expect(Math.abs(position) * 10).toBeLessThanOrEqual(notionalOf(exposure));
        const closing = freeToClose(exposure, 'SELL');
        if (closing > 0) expect(position - closing).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test('paper is only what port and account both say', () => {
  const of = (mode: 'paper' | 'practice' | 'live', account: string, port: number) =>
    provenMode({ mode, account, port, paperPort: 7497 });
  expect([of('paper', 'DU1', 7497), of('paper', 'DF1', 4002), of('practice', 'DU1', 51_234)]).toEqual([
    'paper',
    'paper',
    'practice',
  ]);
  expect([
    of('paper', 'U1', 7497),
    of('paper', 'DU1', 4001),
    of('practice', 'U1', 51_234),
    of('practice', 'DU1', 7496),
    of('paper', '', 7497),
  ]).toEqual(['live', 'live', 'live', 'live', 'live']);
});

test('the restart window follows New York through the year', () => {
  const times = [
    Date.UTC(2026, 0, 13, 4, 39),
    Date.UTC(2026, 0, 13, 4, 40),
    Date.UTC(2026, 0, 13, 5, 4),
    Date.UTC(2026, 0, 13, 5, 5),
    Date.UTC(2026, 6, 13, 3, 40),
  ];
  expect(times.map(inRestartWindow)).toEqual([false, true, true, false, true]);
});

describe('ticks', () => {
  test('a price on the grid stays, others move away from the market', () => {
    expect(roundToTick(0.3, 0.1, 'down')).toBe(0.3);
    expect(roundToTick(500.015, 0.01, limitRounding('BUY'))).toBe(500.01);
    expect(roundToTick(500.015, 0.01, limitRounding('SELL'))).toBe(500.02);
    expect(roundToTick(3.12, 0.05, 'nearest')).toBe(3.1);
    expect(roundToTick(4_500.13, 0.25, 'nearest')).toBe(4_500.25);
  });

  test('rounding is stable and never further than one tick', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.0001, max: 100_000, noNaN: true }),
        fc.constantFrom(0.0001, 0.01, 0.05, 0.25, 1),
        fc.constantFrom('down' as const, 'up' as const, 'nearest' as const),
        (price, tick, how) => {
          const rounded = roundToTick(price, tick, how);
          expect(Math.abs(rounded - price)).toBeLessThanOrEqual(tick * 1.001);
          expect(roundToTick(rounded, tick, how)).toBe(rounded);
        },
      ),
    );
  });
});

test('the Risk window has one row a rule with what is used', () => {
  const rows = limitRows({ ...state, exposures: [other('QQQ', 160)], day: { ...state.day, loss: 5_000 } });
  expect(rows.map((row) => row.rule)).toEqual(riskRules.map((rule) => rule.id));
  expect(rows.find((row) => row.rule === 'gross-notional')).toMatchObject({
    value: 80_000,
    limit: 100_000,
    used: 0.8,
    state: 'warn',
  });
  expect(rows.find((row) => row.rule === 'daily-loss')).toMatchObject({ value: 5, state: 'warn' });
});
