import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmitOrder } from '../../../src/engine/contract/execution-contract.ts';
import { eventually } from '../../support/eventually.ts';
import { orderOf } from '../../support/order-of.ts';
import { startEngine, type RunningEngine } from '../../support/start-engine.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

const bid = (): number => engine.quotes.row('SPY.STK')?.bid ?? 0;

describe('values no order can have are refused at the door, by path', () => {
  test.each<[string, Partial<SubmitOrder>, RegExp]>([
    ['quantity NaN', { quantity: Number.NaN }, /quantity/],
    ['quantity infinite', { quantity: Number.POSITIVE_INFINITY }, /quantity/],
    ['quantity zero', { quantity: 0 }, /quantity/],
    ['quantity negative', { quantity: -5 }, /quantity/],
    ['quantity 1e12', { quantity: 1e12 }, /quantity/],
    ['limit price NaN', { type: 'LMT', limitPrice: Number.NaN }, /limitPrice/],
    ['limit price negative', { type: 'LMT', limitPrice: -1 }, /limitPrice/],
    ['limit price 1e12', { type: 'LMT', limitPrice: 1e12 }, /limitPrice/],
    ['an intent that is none', { intent: 'again' }, /intent/],
    ['a type nobody knows', { type: 'YOLO' as 'MKT' }, /type/],
    ['a field nobody knows', { leverage: 50 } as Partial<SubmitOrder>, /leverage/],
  ])('%s', async (_name, change, path) => {
    const answer = await engine.execution.call.submit(orderOf(change));
    expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(answer.ok ? '' : JSON.stringify(answer.failure)).toMatch(path);
  });
});

describe('orders that make no sense are denied by a rule with its numbers', () => {
  test.each<[string, () => Partial<SubmitOrder>, string, RegExp]>([
    ['beyond the quantity limit', () => ({ quantity: 9_000_000 }), 'order-quantity', /9,000,000.*5,000/],
    ['beyond the notional limit', () => ({ quantity: 4_000 }), 'order-notional', /\d.*50,000/],
    ['a fraction of a share', () => ({ quantity: 0.5 }), 'order-shape', /0\.5/],
    ['a limit order without a price', () => ({ type: 'LMT' }), 'order-shape', /limit price/],
    ['far through the market', () => ({ type: 'LMT', limitPrice: Math.round(bid() * 2) }), 'price-collar', /3/],
    [
      'a stop on the wrong side',
      () => ({ type: 'STP', stopPrice: Math.round(bid() / 2) }),
      'order-shape',
      /would trade at once/,
    ],
    ['made for another mode', () => ({ mode: 'live' }), 'mode-guard', /live.*practice/],
    ['an index', () => ({ instrument: 'VIX.IND' }), 'order-shape', /index/],
    ['an instrument nobody knows', () => ({ instrument: 'QZQZQ.STK' }), 'no-contract', /QZQZQ\.STK/],
    ['exits on the wrong side', () => ({ bracket: { targetPrice: 1, stopPrice: null } }), 'order-shape', /Target/],
  ])('%s', async (_name, change, rule, words) => {
    const order = orderOf(change());
    const answer = await engine.execution.call.submit(order, { timeoutMs: 15_000 });
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'denied', failure: { code: rule } } });
    if (answer.ok && answer.value.outcome === 'denied') expect(answer.value.failure.message).toMatch(words);
    expect(
      engine
        .world()
        .tws.orders()
        .some((one) => one.terms.orderRef === order.intent),
    ).toBe(false);
  });

  test('a price between ticks is moved to the next one, and said', async () => {
    const order = orderOf({ type: 'LMT', limitPrice: Math.floor(bid()) - 3 + 0.001 });
    const answer = await engine.execution.call.submit(order);
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    await eventually(() => {
      const there = engine
        .world()
        .tws.orders()
        .find((one) => one.terms.orderRef === order.intent);
      expect((there?.terms.limitPrice ?? 0.001) * 100).toBeCloseTo(Math.round((there?.terms.limitPrice ?? 0) * 100), 6);
    });
    const history = await engine.execution.call.order({ intent: order.intent });
    expect(history.ok && history.value.events[0]?.detail).toMatch(/tick/i);
    await engine.execution.call.cancel({ intent: order.intent });
  });

  test('the same intent twice is one order, with other numbers a denial', async () => {
    const order = orderOf();
    const [first, second] = await Promise.all([
      engine.execution.call.submit(order),
      engine.execution.call.submit(order),
    ]);
    expect(first).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    expect(second).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    expect(await engine.execution.call.submit({ ...order, quantity: 2 })).toMatchObject({
      ok: true,
      value: { outcome: 'denied' },
    });
    await eventually(() =>
      expect(
        engine
          .world()
          .tws.orders()
          .filter((one) => one.terms.orderRef === order.intent),
      ).toHaveLength(1),
    );
  });
});
