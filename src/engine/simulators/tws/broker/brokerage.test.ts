import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../../create-virtual-clock.ts';
import { seededRandom } from '../../seeded-random.ts';
import { sessionStart } from '../testing/open-simulator.ts';
import { SteppedMarket } from '../testing/stepped-market.ts';
import { spy } from '../testing/test-instruments.ts';
import { Brokerage } from './brokerage.ts';
import type { BrokerEvent } from './broker-event.ts';
import { firstState } from './first-state.ts';
import { manualTerms } from './manual-order.ts';
import { direction, isDone, type OrderTerms } from './sim-order.ts';
import { accountValues } from './valuation.ts';

type Action =
  | {
      readonly kind: 'place';
      readonly terms: Pick<OrderTerms, 'action' | 'quantity' | 'orderType'>;
      readonly offset: number;
      readonly group: string;
    }
  | { readonly kind: 'change'; readonly index: number; readonly quantity: number; readonly offset: number }
  | { readonly kind: 'cancel'; readonly index: number }
  | { readonly kind: 'quote'; readonly offset: number; readonly size: number }
  | { readonly kind: 'trade'; readonly offset: number; readonly size: number; readonly aggressor: 1 | -1 }
  | { readonly kind: 'step'; readonly ms: number };

const cents = fc.integer({ min: -30, max: 30 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('place' as const),
    terms: fc.record({
      action: fc.constantFrom('BUY' as const, 'SELL' as const),
      quantity: fc.integer({ min: 1, max: 60 }),
      orderType: fc.constantFrom('MKT', 'LMT', 'STP', 'STP LMT', 'TRAIL'),
    }),
    offset: cents,
    group: fc.constantFrom('', '', 'g1', 'g2'),
  }),
  fc.record({
    kind: fc.constant('change' as const),
    index: fc.nat(20),
    quantity: fc.integer({ min: 1, max: 60 }),
    offset: cents,
  }),
  fc.record({ kind: fc.constant('cancel' as const), index: fc.nat(20) }),
  fc.record({ kind: fc.constant('quote' as const), offset: cents, size: fc.integer({ min: 1, max: 50 }) }),
  fc.record({
    kind: fc.constant('trade' as const),
    offset: cents,
    size: fc.integer({ min: 1, max: 80 }),
    aggressor: fc.constantFrom(1 as const, -1 as const),
  }),
  fc.record({ kind: fc.constant('step' as const), ms: fc.integer({ min: 1, max: 400 }) }),
);

function price(offset: number): number {
  return Math.round(60_000 + offset) / 100;
}

function open() {
  const clock = createVirtualClock({ startMs: sessionStart, speed: 0 });
  const market = new SteppedMarket(clock);
  const state = firstState({ accounts: ['DU1'], cash: 10_000_000, seed: 1, nowMs: sessionStart });
  const brokerage = new Brokerage({
    market,
    random: seededRandom(1),
    seed: 1,
    state,
    latency: { orderMs: [0, 60], cancelMs: [0, 60] },
  });
  const events: BrokerEvent[] = [];
  // As it was then: the order itself goes on changing.
  brokerage.listen((event) => {
    events.push(event.kind === 'order' ? { ...event, order: { ...event.order } } : event);
  });
  return { clock, market, brokerage, events };
}

function termsOf(
  terms: Pick<OrderTerms, 'action' | 'quantity' | 'orderType'>,
  offset: number,
  ocaGroup: string,
): OrderTerms {
  const plain = manualTerms({ conId: spy.conId, ...terms }, 'DU1');
  const isTrail = terms.orderType === 'TRAIL';
  const group = { ocaGroup, ocaType: ocaGroup === 'g1' ? 1 : 3 };
  return { ...plain, ...group, limitPrice: price(offset), auxPrice: isTrail ? 0.05 : price(-offset) };
}

function apply({ clock, market, brokerage }: ReturnType<typeof open>, done: Action): void {
  const target = 'index' in done ? brokerage.orders()[done.index % Math.max(1, brokerage.orders().length)] : undefined;
  switch (done.kind) {
    case 'place': {
      const terms = termsOf(done.terms, done.offset, done.group);
      brokerage.place({ clientId: 1, orderId: brokerage.nextOrderId(1), instrument: spy, exchange: 'SMART', terms });
      return;
    }
    case 'change': {
      if (!target) return;
      const terms = { ...target.terms, quantity: done.quantity, limitPrice: price(done.offset) };
      brokerage.place({ clientId: 1, orderId: target.orderId, instrument: spy, exchange: 'SMART', terms });
      return;
    }
    case 'cancel':
      if (target) brokerage.cancel(1, target.orderId);
      return;
    case 'quote':
      market.setQuote(spy.id, {
        bid: price(done.offset),
        ask: price(done.offset + 2),
        bidSize: done.size,
        askSize: done.size + 5,
      });
      return;
    case 'trade':
      market.trade(spy.id, { price: price(done.offset), size: done.size, aggressor: done.aggressor });
      return;
    default:
      clock.advanceTo(clock.now() + done.ms);
  }
}

test('whatever is sent, the books agree: fills, executions, position, cash and events', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const world = open();
      for (const done of actions) apply(world, done);
      world.clock.advanceTo(world.clock.now() + 1_000);
      const { brokerage, events, market } = world;
      const executions = brokerage.executions();
      for (const order of brokerage.orders()) {
        const own = executions.filter((execution) => execution.permId === order.permId);
        const filled = own.reduce((sum, execution) => sum + execution.shares, 0);
        expect(filled).toBe(order.filled);
        expect(order.filled).toBeLessThanOrEqual(order.terms.quantity);
        expect(order.status === 'Filled').toBe(order.filled === order.terms.quantity);
        expect(own.reduce((sum, execution) => sum + execution.commission, 0)).toBeCloseTo(order.commission, 6);
        if (order.terms.orderType === 'LMT') expectWithinLimits(events, order.permId);
      }
      const signed = executions.reduce((sum, execution) => sum + direction(execution.action) * execution.shares, 0);
      const ledger = brokerage.ledger('DU1');
      expect(ledger?.position(spy.id)?.quantity ?? 0).toBe(signed);
      const flow = executions.reduce(
        (sum, done) => sum - direction(done.action) * done.shares * done.price - done.commission,
        0,
      );
      expect(ledger?.cash).toBeCloseTo(10_000_000 + flow, 4);
      if (ledger) {
        const values = accountValues(market, ledger);
        expect(values.netLiquidation).toBeCloseTo(10_000_000 + values.realized + values.unrealized, 4);
      }
      expect(new Set(executions.map((execution) => execution.execId)).size).toBe(executions.length);
      expectNothingAfterTheEnd(events);
      brokerage.close();
      expect(market.listenerCount()).toBe(0);
    }),
    { numRuns: 150 },
  );
});

/** No fill beyond the limit that was in force when it happened. */
function expectWithinLimits(events: readonly BrokerEvent[], permId: number): void {
  const limits: number[] = [];
  for (const event of events) {
    if (event.kind === 'order' && event.order.permId === permId) limits.push(event.order.terms.limitPrice ?? 0);
    if (event.kind !== 'execution' || event.execution.permId !== permId) continue;
    const { action: side, price: paid } = event.execution;
    const best = side === 'BUY' ? Math.max(...limits) : Math.min(...limits);
    expect(direction(side) * (paid - best)).toBeLessThan(1e-9);
  }
}

/** A cancelled or filled order never trades again. */
function expectNothingAfterTheEnd(events: readonly BrokerEvent[]): void {
  const over = new Set<number>();
  for (const event of events) {
    if (event.kind === 'execution') expect(over.has(event.execution.permId)).toBe(false);
    if (event.kind === 'problem' && event.code === 202) over.add(event.order.permId);
  }
}

test('the same group never fills twice: one cancels the rest, or shrinks it', () => {
  const { brokerage, market, clock } = open();
  const place = (orderId: number, ocaType: number, quantity: number): void => {
    const terms = { ...termsOf({ action: 'BUY', quantity, orderType: 'LMT' }, -100, 'g'), ocaType };
    brokerage.place({ clientId: 1, orderId, instrument: spy, exchange: 'SMART', terms });
  };
  place(1, 3, 50);
  place(2, 3, 50);
  clock.advanceTo(clock.now() + 100);
  market.setQuote(spy.id, { bid: 598, ask: 599, askSize: 30 });
  clock.advanceTo(clock.now() + 5_000);
  const bought = brokerage.executions().reduce((sum, execution) => sum + execution.shares, 0);
  expect(bought).toBe(50);
  expect(brokerage.orders().every(isDone)).toBe(true);
});
