import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { submitOrderSchema, type GateState, type OrderPreview } from '../../../engine/contract/execution-contract.ts';
import { orderTypes, type OrderType } from '../../../engine/domain/order.ts';
import { averageTrueRange } from './average-true-range.ts';
import { startDraft, withType, withTyped, type Draft } from './draft.ts';
import { levelsOf, percentFrom, priceAt } from './levels.ts';
import { orderFields } from './order-fields.ts';
import { filledOrder } from './order-of.ts';
import { sendPermission } from './send-permission.ts';
import { quantityFor } from './sizing.ts';

const market = { reach: { amount: 4, source: 'ATR(14)' }, tick: 0.01 };
const touch = { bid: 100, ask: 100.02, last: 100.01 };
const draftFor = (part: Partial<Draft> = {}): Draft => ({
  ...startDraft({ ticker: 'SPY', side: 'BUY', position: 0, riskPercent: 0.5, touch }),
  ...part,
});
const most = { quantity: 5_000, notional: 50_000 };
const filled = (draft: Draft) =>
  filledOrder(draft, {
    levels: levelsOf(draft, market),
    intent: crypto.randomUUID(),
    instrument: 'SPY.STK',
    multiplier: 1,
    equity: 100_000,
    most,
    mode: 'practice',
  });

describe('sizing', () => {
  const inputs = { entry: 100, protectiveStop: 96, equity: 100_000, multiplier: 1 };
  test('half a percent of 100,000 over a stop 4 away is 125', () => {
    expect(quantityFor({ by: 'risk-percent', amount: 0.5 }, inputs)).toEqual({ quantity: 125, problem: null });
    expect(quantityFor({ by: 'risk-money', amount: 500 }, inputs).quantity).toBe(125);
    expect(quantityFor({ by: 'notional', amount: 10_050 }, inputs).quantity).toBe(100);
    expect(quantityFor({ by: 'risk-money', amount: 500 }, { ...inputs, multiplier: 100 }).quantity).toBe(1);
  });
  test('rounding never risks more than asked, and one unit more would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 100_000 }), fc.integer({ min: 1, max: 5_000 }), (money, cents) => {
        const distance = cents / 100;
        const sized = quantityFor(
          { by: 'risk-money', amount: money },
          { ...inputs, entry: 200, protectiveStop: 200 - distance },
        );
        const units = sized.quantity ?? 0;
        expect(units * distance).toBeLessThanOrEqual(money + 1e-6);
        expect((units + 1) * distance).toBeGreaterThan(money - 1e-6);
      }),
    );
  });
  test('what is not known is said, not guessed', () => {
    expect(quantityFor({ by: 'risk-percent', amount: 1 }, { ...inputs, equity: null }).problem).toMatch(/equity/);
    expect(quantityFor({ by: 'risk-percent', amount: 1 }, { ...inputs, protectiveStop: null }).problem).toMatch(
      /protective stop/,
    );
    expect(quantityFor({ by: 'notional', amount: 1_000 }, { ...inputs, entry: null }).problem).toMatch(/price/);
    expect(quantityFor({ by: 'quantity', amount: 1.5 }, inputs).problem).toMatch(/Whole/);
    expect(quantityFor({ by: 'quantity', amount: null }, inputs).quantity).toBeNull();
  });
  test('sizing by risk stops at what one order may be; a typed quantity is left to the gate', () => {
    const held = quantityFor({ by: 'risk-money', amount: 50_000 }, { ...inputs, most });
    expect(held).toEqual({ quantity: 500, problem: null, heldTo: 'money per order' });
    expect(quantityFor({ by: 'quantity', amount: 9_000 }, { ...inputs, most }).quantity).toBe(9_000);
  });
});

describe('fields by order type', () => {
  const visible = (type: OrderType) => orderFields[type].prices.map(({ field }) => field);
  test('each type shows what it needs', () => {
    expect(Object.fromEntries(orderTypes.map((type) => [type, visible(type)]))).toEqual({
      MKT: [],
      MOC: [],
      LMT: ['limitPrice'],
      STP: ['stopPrice'],
      'STP LMT': ['stopPrice', 'limitPrice'],
      TRAIL: ['trailAmount', 'stopPrice'],
      ADAPTIVE: ['limitPrice'],
    });
    expect(orderFields.MOC.timeInForce).toEqual(['DAY']);
    expect(orderFields.MKT.outsideRth).toBe(false);
  });
  test.each(orderTypes)('%s: what is not shown is not sent, and the order is a valid one', (type) => {
    const { order, problems } = filled(withType(withTyped(draftFor({ outsideRth: true }), 'limitPrice', 99), type));
    expect(problems).toEqual({});
    for (const field of ['limitPrice', 'stopPrice', 'trailAmount'] as const)
      if (!visible(type).includes(field)) expect(order?.[field]).toBeNull();
    expect(submitOrderSchema.safeParse(order).error).toBeUndefined();
    if (!orderFields[type].outsideRth) expect(order?.outsideRth).toBe(false);
  });
});

describe('suggestions', () => {
  test('a buy joins the ask, its stop one day below, its target twice as far above', () => {
    expect(levelsOf(draftFor(), market)).toMatchObject({
      limitPrice: 100.02,
      entry: 100.02,
      protectiveStop: 96.02,
      target: 108.02,
    });
  });
  test('a sell is the mirror image', () => {
    expect(levelsOf(draftFor({ side: 'SELL' }), market)).toMatchObject({
      limitPrice: 100,
      protectiveStop: 104,
      target: 92,
    });
  });
  test('what was typed stands, also when emptied', () => {
    expect(levelsOf(withTyped(draftFor(), 'protectiveStop', 99), market).protectiveStop).toBe(99);
    expect(levelsOf(withTyped(draftFor(), 'target', null), market).target).toBeNull();
  });
  test('percent and price are two ways to say the same', () => {
    expect(percentFrom(200, 190)).toBeCloseTo(-5);
    expect(priceAt(200, -5, 0.01)).toBe(190);
    expect(priceAt(null, -5, 0.01)).toBeNull();
  });
  test('exits are without a bracket and for all that is held', () => {
    const draft = startDraft({ ticker: 'SPY', side: 'SELL', position: 120, riskPercent: 1, touch });
    expect([draft.bracket, draft.sizing, draft.amounts.quantity]).toEqual([false, 'quantity', 120]);
  });
});

test('exits on the wrong side are named at their field and nothing is sent', () => {
  const wrong = filled(withTyped(withTyped(draftFor(), 'protectiveStop', 101), 'target', 99));
  expect(wrong.order).toBeNull();
  expect(wrong.problems).toMatchObject({
    protectiveStop: expect.stringMatching(/winning side/),
    target: expect.stringMatching(/losing side/),
  });
});

test('without a mode there is no order', () => {
  const draft = draftFor();
  const given = {
    levels: levelsOf(draft, market),
    intent: crypto.randomUUID(),
    instrument: 'SPY.STK',
    multiplier: 1,
    equity: 1e5,
    most,
  };
  expect(filledOrder(draft, { ...given, mode: null }).order).toBeNull();
});

describe('permission to send', () => {
  const gate = { key: 'gate', state: 'active', reason: '', mode: 'practice', liveArmed: false } as GateState;
  const preview = (part: Partial<OrderPreview>): OrderPreview => ({
    allowed: true,
    checks: [],
    notional: 1,
    maxLoss: 1,
    maxProfit: 1,
    rewardToRisk: 1,
    referencePrice: 1,
    positionBefore: 0,
    positionAfter: 1,
    estimatedCommission: null,
    margin: null,
    ...part,
  });
  test('a closed or halted gate lets through only what the checks allow', () => {
    for (const state of ['closed', 'halted'] as const) {
      expect(
        sendPermission({
          gate: { ...gate, state, reason: 'Not reconciled' },
          preview: null,
          connected: true,
          silent: false,
        }),
      ).toEqual({ may: false, reason: 'Not reconciled' });
      expect(
        sendPermission({ gate: { ...gate, state }, preview: preview({}), connected: true, silent: false }).may,
      ).toBe(true);
    }
  });
  test('a denial names the rule and the numbers', () => {
    const check = {
      rule: 'q',
      title: 'Quantity',
      verdict: 'deny',
      message: '9,000 of 5,000',
      used: 1.8,
      value: 9_000,
      limit: 5_000,
      unit: '',
    } as const;
    expect(
      sendPermission({ gate, preview: preview({ allowed: false, checks: [check] }), connected: true, silent: false }),
    ).toEqual({
      may: false,
      reason: 'Quantity: 9,000 of 5,000',
    });
  });
  test('live waits for arming, a lost link for the link, a silent process for its word', () => {
    expect(sendPermission({ gate: { ...gate, mode: 'live' }, preview: null, connected: true, silent: false }).may).toBe(
      false,
    );
    expect(sendPermission({ gate, preview: preview({}), connected: false, silent: false }).may).toBe(false);
    expect(sendPermission({ gate, preview: preview({}), connected: true, silent: true }).may).toBe(false);
  });
});

test('the true range reaches over the gap of the night', () => {
  const flat = (value: number) => Float64Array.from({ length: 8 }, () => value);
  expect(averageTrueRange({ high: flat(11), low: flat(10), close: flat(10.5) }, 14)).toBeCloseTo(1);
  expect(averageTrueRange({ high: flat(11), low: flat(10), close: flat(8) }, 5)).toBeCloseTo(3);
  expect(
    averageTrueRange({ high: flat(1).slice(0, 4), low: flat(1).slice(0, 4), close: flat(1).slice(0, 4) }, 14),
  ).toBeNull();
});
