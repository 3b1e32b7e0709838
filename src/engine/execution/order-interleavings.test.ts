import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ExecutionHarness } from '../../../tests/support/execution-harness.ts';
import { settled } from '../../../tests/support/manual-clock.ts';
import { type BrokerSideOrder, spy, type WriteFault } from '../../../tests/support/scripted-broker.ts';
import { isOpen, type Order } from '../domain/order.ts';
import type { BrokerOrder } from '../ports/broker.ts';
import { remainingOf } from '../risk/exposure.ts';

type Step =
  | {
      readonly do: 'submit';
      readonly side: 'BUY' | 'SELL';
      readonly lots: number;
      readonly bracket: boolean;
      readonly fault: WriteFault;
    }
  | { readonly do: 'submit-again' | 'cancel' | 'acknowledge' | 'reject' | 'correct'; readonly pick: number }
  | {
      readonly do: 'modify';
      readonly pick: number;
      readonly lots: number;
      readonly fault: 'none' | 'lost-before' | 'lost-after';
    }
  | { readonly do: 'fill'; readonly pick: number; readonly lots: number; readonly cents: number }
  | { readonly do: 'deliver'; readonly count: number }
  | { readonly do: 'tamper'; readonly index: number; readonly how: 'reorder' | 'duplicate' | 'drop' }
  | { readonly do: 'disconnect' | 'connect' | 'restart' | 'foreign' | 'cancel-all' | 'hang' | 'release' }
  | { readonly do: 'wait'; readonly ms: number };

const pick = fc.nat(50);
const lots = fc.integer({ min: 1, max: 4 });
const fault = fc.constantFrom<WriteFault>(
  'none',
  'none',
  'none',
  'none',
  'lost-before',
  'lost-after',
  'half',
  'throws',
  'refused',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      lots,
      bracket: fc.boolean(),
      fault,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'submit-again' as const,
        'cancel' as const,
        'acknowledge' as const,
        'acknowledge' as const,
        'reject' as const,
        'correct' as const,
      ),
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('modify' as const),
      pick,
      lots,
      fault: fc.constantFrom('none' as const, 'lost-before' as const, 'lost-after' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('fill' as const), pick, lots, cents: fc.integer({ min: -50, max: 50 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 8 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('tamper' as const),
      index: pick,
      how: fc.constantFrom('reorder' as const, 'duplicate' as const, 'drop' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'disconnect' as const,
        'connect' as const,
        'connect' as const,
        'restart' as const,
        'foreign' as const,
        'cancel-all' as const,
        'hang' as const,
        'release' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 10, max: 8_000 }) }) },
);

/** Plays one history against the service and keeps the checkers at its side. */
class History {
  readonly h: ExecutionHarness;
  readonly submitted: ReturnType<ExecutionHarness['order']>[] = [];
  readonly violations: string[] = [];
  /** Largest position that ever stood at the broker. */
  highest = 0;
  #foreign = 0;

  constructor(folder: string, limits: { readonly maxSymbolNotional?: number } = {}) {
    this.h = new ExecutionHarness({ folder, limits });
    const place = this.h.broker.place.bind(this.h.broker);
    this.h.broker.place = (orders) => {
      this.#checkGate(orders);
      return place(orders);
    };
  }

  async run(steps: readonly Step[]): Promise<void> {
    await this.h.ready();
    for (const one of steps) {
      await this.#play(one);
      this.#checkOneOrderPerIntent();
      this.#checkRebuilt();
      this.highest = Math.max(this.highest, Math.abs(this.h.broker.positions.get(spy.id)?.quantity ?? 0));
    }
    await this.#rest();
  }

  async #play(one: Step): Promise<void> {
    const { broker, execution, clock } = this.h;
    switch (one.do) {
      case 'submit': {
        broker.writeFault = broker.connection().phase === 'ready' ? one.fault : 'none';
        const price = one.side === 'BUY' ? 500 : 499.5;
        const bracket = one.bracket
          ? { targetPrice: one.side === 'BUY' ? 510 : 490, stopPrice: one.side === 'BUY' ? 495 : 505 }
          : null;
        const order = this.h.order({ side: one.side, quantity: one.lots * 10, limitPrice: price, bracket });
        this.submitted.push(order);
        await execution.submit(order);
        broker.writeFault = 'none';
        return;
      }
      case 'submit-again': {
        const order = this.submitted[one.pick % Math.max(1, this.submitted.length)];
        if (order) await Promise.all([execution.submit(order), execution.submit(order)]);
        return;
      }
      case 'cancel': {
        const order = execution.orders.list()[one.pick % Math.max(1, execution.orders.list().length)];
        if (order) execution.cancel(order.intent);
        return;
      }
      case 'modify': {
        const order = execution.orders.list()[one.pick % Math.max(1, execution.orders.list().length)];
        if (order?.state !== 'working' || broker.connection().phase !== 'ready') return;
        broker.writeFault = one.fault;
        execution.modify({
          intent: order.intent,
          quantity: order.filled + one.lots * 10,
          limitPrice: null,
          stopPrice: null,
        });
        broker.writeFault = 'none';
        return;
      }
      case 'acknowledge':
      case 'reject':
      case 'fill':
        return this.#atBroker(one);
      case 'correct': {
        const execution = broker.executions[one.pick % Math.max(1, broker.executions.length)];
        if (execution) broker.correct(execution, execution.price + 0.25);
        return;
      }
      case 'deliver':
        broker.deliver(one.count);
        return settled();
      case 'tamper':
        broker.tamper(one.index, one.how);
        return settled();
      case 'disconnect':
        return broker.connection().phase === 'ready' ? broker.disconnect() : undefined;
      case 'connect':
        if (broker.connection().phase !== 'ready') broker.connect();
        return settled();
      case 'restart':
        // A crash takes the connection along; nothing waits for anything.
        if (broker.connection().phase === 'ready') broker.disconnect();
        return this.h.restart();
      case 'foreign':
        this.#foreign += 1;
        broker.foreign(foreignOrder(this.#foreign), 0);
        return;
      case 'cancel-all':
        execution.cancelAll();
        return;
      case 'hang':
        broker.snapshotFault = 'hangs';
        return void execution.reconcile();
      case 'release':
        broker.snapshotFault = 'none';
        broker.releaseSnapshot();
        return settled();
      case 'wait':
        return clock.advance(one.ms);
    }
  }

  #atBroker(one: Extract<Step, { pick: number }>): void {
    const { broker } = this.h;
    const target: BrokerSideOrder | undefined = broker.orders[one.pick % Math.max(1, broker.orders.length)];
    if (!target) return;
    if (one.do === 'acknowledge') broker.acknowledge(target);
    if (one.do === 'reject' && target.status === 'PendingSubmit') broker.reject(target);
    if (one.do === 'fill') broker.fill(target, one.lots * 10, 500 + one.cents / 100);
  }

  /** Faults end, everything is told, time passes: now both sides must agree. */
  async #rest(): Promise<void> {
    const { broker, clock } = this.h;
    broker.snapshotFault = 'none';
    broker.writeFault = 'none';
    broker.releaseSnapshot();
    if (broker.connection().phase !== 'ready') broker.connect();
    for (let n = 0; n < 3; n += 1) {
      broker.deliver();
      await clock.advance(7_000);
    }
    await this.h.execution.reconcile();
    broker.deliver();
    await clock.advance(7_000);
    await this.h.execution.reconcile();
    await clock.advance(100);
  }

  /** C4: while the gate is closed only reductions of what the broker holds go out. */
  #checkGate(orders: readonly BrokerOrder[]): void {
    const [order] = orders;
    if (this.h.broker.answered || !order) return;
    const held = this.h.broker.positions.get(order.instrument.id)?.quantity ?? 0;
    const reduces =
      orders.length === 1 && (order.side === 'SELL' ? held > 0 : held < 0) && order.quantity <= Math.abs(held);
    if (!reduces) this.violations.push(`C4: ${order.side} ${order.quantity} sent before the broker had answered`);
  }

  /** C1: the broker got each of our intents once, however often and however badly it was sent. */
  #checkOneOrderPerIntent(): void {
    const own = this.h.broker.orders.filter((one) => one.clientId === 72).map((one) => one.order.intent);
    const twice = own.filter((intent, index) => own.indexOf(intent) !== index);
    if (twice.length > 0) this.violations.push(`C1: ${twice.join(', ')} more than once`);
  }

  /** C7: the events alone give the state that is held, and the table of present states says the same. */
  #checkRebuilt(): void {
    const { execution, store } = this.h;
    const rebuilt = new Map<string, Order>();
    const events = store.eventsAfter(0, 100_000);
    for (const event of events) rebuilt.set(event.intent, event.order);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    for (const held of execution.orders.list()) {
      expect(rebuilt.get(held.intent)).toEqual(held);
      expect(store.order(held.intent)).toEqual(held);
    }
    expect(rebuilt.size).toBe(execution.orders.list().length);
  }
}

function foreignOrder(number: number): BrokerOrder {
  const none = { stopPrice: null, trailAmount: null, parentOrderId: null, ocaGroup: null };
  return {
    orderId: -number,
    intent: '',
    instrument: spy,
    account: 'DU1234567',
    side: number % 2 ? 'BUY' : 'SELL',
    quantity: 20,
    type: 'LMT',
    limitPrice: 500,
    ...none,
    timeInForce: 'DAY',
    outsideRth: false,
  };
}

function checkAtRest({ h, violations }: History): void {
  const { broker, execution, store } = h;
  expect(violations).toEqual([]);
  const rows = execution.orders.list();
  const findRow = (one: BrokerSideOrder) =>
    one.clientId === 72
      ? rows.find((row) => row.intent === one.order.intent)
      : rows.find((row) => row.permId === one.permId);
  for (const one of broker.orders) {
    const row = findRow(one);
    const executed = broker.executions
      .filter((execution) => execution.permId === one.permId)
      .reduce((sum, execution) => sum + execution.quantity, 0);
    // C2: what was filled here is what was filled there; C10 of the adoption rule: nothing at the broker is unseen.
    expect(row, `order ${one.permId} is not shown`).toBeDefined();
    expect(row?.filled).toBe(executed);
    const live = broker.live().includes(one);
    expect(row && isOpen(row.state), `${one.order.intent || one.permId}: ${row?.state} here, ${one.status} there`).toBe(
      live,
    );
    if (live && row) expect(remainingOf(row)).toBe(one.terms.quantity - one.filled);
  }
  // C6
  expect(rows.filter((row) => row.state === 'unknown')).toEqual([]);
  expect(store.unknownOrders()).toEqual([]);
  expect(rows.filter((row) => row.modifyPending && isOpen(row.state))).toEqual([]);
  // C3
  const there = broker.positions.get(spy.id);
  const here = execution.positions.list().find((row) => row.instrument === spy.id);
  expect(here?.quantity ?? 0).toBe(there?.quantity ?? 0);
  const trades = execution.trades.list();
  expect(trades.reduce((sum, trade) => sum + trade.openQuantity, 0)).toBe(there?.quantity ?? 0);
  checkMoney(h);
  expect(store.integrity()).toBe('ok');
}

/** Cash that flowed, plus what is still open at its own cost, is what the trades say was made. */
function checkMoney({ broker, execution }: ExecutionHarness): void {
  const trades = execution.trades.list();
  const cash = broker.executions.reduce(
    (sum, { side, quantity, price }) => sum + (side === 'BUY' ? -1 : 1) * quantity * price,
    0,
  );
  const gross = trades.reduce((sum, trade) => sum + trade.realizedPnl + trade.commission, 0);
  const open = trades.find((trade) => trade.openQuantity !== 0);
  const closedCash = cash + (open ? open.openQuantity * openCost(open) : 0);
  expect(gross).toBeCloseTo(closedCash, 4);
}

/** Average cost of what is left, independent of the journal's own arithmetic. */
function openCost(trade: {
  readonly fills: readonly { readonly side: string; readonly quantity: number; readonly price: number }[];
  readonly direction: string;
}): number {
  let quantity = 0;
  let cost = 0;
  for (const fill of trade.fills) {
    if ((fill.side === 'BUY') === (trade.direction === 'long')) {
      quantity += fill.quantity;
      cost += fill.quantity * fill.price;
    } else {
      cost -= (cost / quantity) * fill.quantity;
      quantity -= fill.quantity;
    }
  }
  return cost / quantity;
}

const runs = Number(process.env['QUORUM_RUNS'] ?? 25);

async function played(
  steps: readonly Step[],
  limits: { readonly maxSymbolNotional?: number },
  check: (history: History) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-history-'));
  const history = new History(folder, limits);
  try {
    await history.run(steps);
    check(history);
  } finally {
    history.h.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const parameters = { numRuns: runs, seed: Number(process.env['QUORUM_SEED'] ?? 20_261_012) };
const histories = fc.array(step, { minLength: 5, maxLength: 45 });

test(
  'whatever is sent, lost, doubled, mixed or cut off: one order per intent, the broker’s truth, a journal that says the same',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, (steps) => played(steps, {}, checkAtRest)),
      parameters,
    );
  },
);

/** Without orders from elsewhere, which no limit of ours can stop. */
const ownHistories = histories.map((steps) => steps.filter((one) => one.do !== 'foreign'));

test(
  'no history brings the position beyond the limit, orders in flight and unknown ones included',
  { timeout: 600_000 },
  async () => {
    const withinLimit = ({ highest }: History) => expect(highest).toBeLessThanOrEqual(60);
    // 60 shares at 500.
    await fc.assert(
      fc.asyncProperty(ownHistories, (steps) => played(steps, { maxSymbolNotional: 30_030 }, withinLimit)),
      parameters,
    );
  },
);
