import { afterEach, expect, test } from 'vitest';
import type { FaultAction } from '../../../src/engine/simulators/tws/faults/fault-script.ts';
import { seededRandom, type SeededRandom } from '../../../src/engine/simulators/seeded-random.ts';
import { eventually } from '../../support/eventually.ts';
import {
  expectAgreement,
  expectNoOrderTwice,
  expectSameAfterKill,
  expectSoundJournal,
} from '../../support/order-checkers.ts';
import { orderOf } from '../../support/order-of.ts';
import { watchOrderWire, type OrderWire } from '../../support/order-wire.ts';
import { startEngine, type RunningEngine } from '../../support/start-engine.ts';

const steps = 24;
/** More crashes in five minutes and the supervisor rightly gives up. */
const mostKills = 3;

const faults: readonly FaultAction[] = [
  { kind: 'reset' },
  { kind: 'close' },
  { kind: 'stall', forRealMs: 700 },
  { kind: 'restart', downRealMs: 150 },
  { kind: 'huge-frame' },
  { kind: 'garbage' },
  { kind: 'bad-json' },
  { kind: 'bytes', mode: 'fragment', size: 3 },
  { kind: 'burst', messages: 3_000 },
  { kind: 'drop', message: 'execution', count: 2 },
  { kind: 'drop', message: 'openOrder', count: 2 },
  { kind: 'drop', message: 'commission' },
  { kind: 'duplicate', message: 'execution', count: 2 },
  { kind: 'duplicate', message: 'orderStatus', count: 2 },
  { kind: 'reorder', message: 'execution' },
  { kind: 'reorder', message: 'orderStatus' },
  { kind: 'delay', message: 'commission', forMs: 900 },
  { kind: 'omit-order-status', on: true },
  { kind: 'nextValidId-rollback', by: 40 },
  { kind: 'reject-next', code: 201 },
  { kind: 'correct-execution', by: 0.01 },
  { kind: 'competing-session', on: true },
  { kind: 'depth-reset' },
  { kind: 'info-code', code: 1100 },
  { kind: 'info-code', code: 1101 },
  { kind: 'info-code', code: 1102 },
  { kind: 'info-code', code: 2103 },
  { kind: 'info-code', code: 2105 },
  { kind: 'info-code', code: 2110 },
  { kind: 'clear' },
];

type Run = {
  readonly engine: RunningEngine;
  readonly random: SeededRandom;
  readonly wire: OrderWire;
  readonly denied: Set<string>;
  readonly history: string[];
  kills: number;
};

const one = <Item>(random: SeededRandom, items: readonly [Item, ...Item[]]): Item =>
  items[random.between(0, items.length - 1)] ?? items[0];

async function submit({ engine, random, denied, history }: Run): Promise<void> {
  const instrument = one(random, ['SPY.STK', 'AAPL.STK', 'NVDA.STK']);
  const side = one(random, ['BUY', 'SELL'] as const);
  const quote = engine.quotes.row(instrument);
  const mid = ((quote?.bid ?? 100) + (quote?.ask ?? 100)) / 2;
  const way = side === 'BUY' ? 1 : -1;
  const cents = (price: number): number => Math.round(price * 100) / 100;
  const kind = one(random, ['market', 'resting', 'bracket'] as const);
  const order = orderOf({
    instrument,
    side,
    quantity: random.between(1, 5),
    ...(kind === 'resting' && { type: 'LMT', limitPrice: cents(mid * (1 - way * 0.02)) }),
    ...(kind === 'bracket' && {
      bracket: { targetPrice: cents(mid * (1 + way * 0.03)), stopPrice: cents(mid * (1 - way * 0.03)) },
    }),
  });
  const answer = await engine.execution.call.submit(order);
  const outcome = answer.ok ? answer.value.outcome : answer.failure.code;
  if (outcome === 'denied' || outcome === 'link-lost') denied.add(order.intent);
  history.push(`${kind} ${side} ${order.quantity} ${instrument} ${order.intent}: ${outcome}`);
}

async function cancelSome({ engine, random }: Run): Promise<void> {
  const open = engine.orders.rows().filter(({ state }) => state === 'working' || state === 'unknown');
  const picked = open[random.between(0, Math.max(0, open.length - 1))];
  if (picked) await engine.execution.call.cancel({ intent: picked.intent });
}

/** C5: between the answer to the kill and the release nothing goes out. */
async function killAndRelease({ engine, wire, history }: Run): Promise<void> {
  const answer = await engine.execution.call.kill({ flatten: false, reason: 'chaos', drill: false });
  history.push(`kill: ${answer.ok ? answer.value.message : answer.failure.code}`);
  if (!answer.ok) return;
  wire.poll();
  const before = wire.placed();
  const refused = await engine.execution.call.submit(orderOf());
  if (refused.ok) expect(refused.value.outcome).toBe('denied');
  wire.poll();
  expect(wire.placed()).toBe(before);
}

function murder(run: Run): void {
  const name = one(run.random, ['execution', 'execution', 'ingestion', 'analytics', 'desk'] as const);
  if (run.kills >= mostKills || run.engine.processes.row(name)?.state !== 'running') return;
  run.kills += 1;
  run.history.push(`SIGKILL ${name}`);
  run.engine.murder(name);
  if (name === 'execution') expectSoundJournal(run.engine);
}

function breakSomething({ engine, random, history }: Run): void {
  const fault = faults[random.between(0, faults.length - 1)] ?? { kind: 'reset' };
  history.push(JSON.stringify(fault));
  engine.world().tws.faults.inject(fault);
}

/** Trading goes on between the faults: without this most orders would meet a closed gate. */
async function settle({ engine }: Run): Promise<void> {
  await eventually(() => expect(engine.gateState()).toBe('active'), { timeoutMs: 4_000 }).catch(() => undefined);
}

async function step(run: Run): Promise<void> {
  const dice = run.random.next();
  if (run.random.next() < 0.4) await settle(run);
  if (dice < 0.5) await submit(run);
  else if (dice < 0.6) await cancelSome(run);
  else if (dice < 0.65) await run.engine.execution.call.cancelAll({});
  else if (dice < 0.7) await killAndRelease(run);
  else if (dice < 0.76) murder(run);
  else breakSomething(run);
  run.wire.poll();
  await run.engine.execution.call.release({ confirm: 'RELEASE' });
}

let engine: RunningEngine | null = null;
afterEach(async () => {
  await engine?.stop();
  engine = null;
});

/** A thousand and one ways for a broker to misbehave, in an order the seed decides; C1 to C8 and C11 hold afterwards. */
test.each((process.env['QUORUM_CHAOS_SEEDS'] ?? '1,2,3').split(',').map(Number))(
  'seed %i: whatever breaks, both sides agree in the end',
  { timeout: 180_000 },
  async (seed) => {
    engine = await startEngine({ settings: { practice: { seed: 20_261 + seed, speed: 5 } } });
    const run: Run = {
      engine,
      random: seededRandom(seed),
      wire: watchOrderWire(engine.world()),
      denied: new Set(),
      history: [],
      kills: 0,
    };
    try {
      for (let number = 0; number < steps; number += 1) {
        await step(run);
        expectNoOrderTwice(engine);
      }
      engine.world().tws.faults.inject({ kind: 'clear' });
      engine.world().tws.faults.inject({ kind: 'info-code', code: 1102 });
      await eventually(
        async () => {
          await run.engine.execution.call.release({ confirm: 'RELEASE' });
          expect(run.engine.gateState()).toBe('active');
        },
        { timeoutMs: 60_000, pollMs: 250 },
      );
      await run.engine.execution.call.cancelAll({});
      await expectAgreement(engine);
      run.wire.poll();
      // C4: neither before the broker's answers on a new connection, nor although the gate said no.
      expect(run.wire.tooEarly()).toEqual([]);
      const refs = engine
        .world()
        .tws.orders()
        .map(({ terms }) => terms.orderRef);
      expect(refs.filter((ref) => run.denied.has(ref))).toEqual([]);
      await expectSameAfterKill(engine);
    } catch (error) {
      throw new Error(
        `seed ${seed}:\n${run.history.join('\n')}\n${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
    }
  },
);
