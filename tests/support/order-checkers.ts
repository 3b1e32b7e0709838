import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isOpen } from '../../src/engine/domain/order.ts';
import { isWorking } from '../../src/engine/simulators/tws/broker/sim-order.ts';
import { eventually } from './eventually.ts';
import type { RunningEngine } from './start-engine.ts';

const patience = { timeoutMs: 60_000, pollMs: 250 };

/** One answer of the journal's file, read beside its owner. */
function journalRows<Row>(engine: RunningEngine, sql: string): readonly Row[] {
  const file = new Database(join(engine.home, 'practice', 'journal.db'), { readonly: true, timeout: 5_000 });
  try {
    return file.prepare<unknown[], Row>(sql).all();
  } finally {
    file.close();
  }
}

/** C11: the file is whole. */
export function expectSoundJournal(engine: RunningEngine): void {
  expect(journalRows<{ integrity_check: string }>(engine, 'PRAGMA integrity_check')).toEqual([
    { integrity_check: 'ok' },
  ]);
}

/** C1: at most one broker order for one intent. */
export function expectNoOrderTwice(engine: RunningEngine): void {
  const refs = engine
    .world()
    .tws.orders()
    .map(({ terms }) => terms.orderRef)
    .filter((ref) => ref !== '');
  expect(refs).toEqual([...new Set(refs)]);
}

/** C2: every order's state and filled quantity are the broker's. C6: nothing is left unknown. */
function expectSameOrders(engine: RunningEngine): void {
  const rows = engine.orders.rows();
  for (const there of engine.world().tws.orders()) {
    const here = rows.find((row) => row.permId === there.permId);
    expect(here, `order ${there.terms.orderRef} of the broker`).toBeDefined();
    expect([there.terms.orderRef, here?.filled]).toEqual([there.terms.orderRef, there.filled]);
    expect([there.terms.orderRef, here !== undefined && isOpen(here.state) && here.state !== 'inactive']).toEqual([
      there.terms.orderRef,
      isWorking(there),
    ]);
  }
  expect(rows.filter(({ state }) => state === 'unknown' || state === 'intended')).toEqual([]);
  for (const row of rows.filter(({ state }) => isOpen(state)))
    expect(
      engine
        .world()
        .tws.orders()
        .some(({ permId }) => permId === row.permId),
      `${row.intent} at the broker`,
    ).toBe(true);
}

/** C3: quantity and average price of every position. */
function expectSamePositions(engine: RunningEngine): void {
  const there = engine.world().tws.positions();
  const here = engine.positions.rows().filter(({ quantity }) => quantity !== 0);
  const quantities = (rows: readonly { readonly instrument: string; readonly quantity: number }[]) =>
    Object.fromEntries(rows.map(({ instrument, quantity }) => [instrument, quantity]));
  expect(quantities(here)).toEqual(quantities(there));
  for (const { instrument, averageCost } of there)
    expect(here.find((row) => row.instrument === instrument)?.averagePrice).toBeCloseTo(averageCost, 1);
  const held = new Map<string, number>();
  for (const trade of engine.trades.rows())
    held.set(trade.instrument, (held.get(trade.instrument) ?? 0) + trade.openQuantity);
  for (const [instrument, quantity] of held)
    expect([instrument, quantity]).toEqual([
      instrument,
      there.find((row) => row.instrument === instrument)?.quantity ?? 0,
    ]);
}

/** C8: every execution report and every commission of the broker is in the journal. */
function expectEveryExecution(engine: RunningEngine): void {
  type Row = { readonly execution: string; readonly commission: number | null };
  const here = new Map(
    journalRows<Row>(
      engine,
      'SELECT f.execution, c.commission FROM fills f LEFT JOIN commissions c ON c.execution = f.execution',
    ).map((row) => [row.execution, row.commission]),
  );
  // Every run of the practice broker begins its numbers anew, so the journal puts the run before them.
  const { run } = engine.world().state();
  for (const { execId, commission } of engine.world().tws.executions()) {
    const id = `${run}/${execId}`;
    expect(here.has(id), `execution ${id}`).toBe(true);
    expect(here.get(id), `commission of ${id}`).toBeCloseTo(commission, 4);
  }
}

/** Both sides hold the same once everything has come to rest. */
export async function expectAgreement(engine: RunningEngine): Promise<void> {
  await eventually(async () => {
    expect(engine.gateState()).toBe('active');
    expect(await engine.execution.call.reconcile({}, { timeoutMs: 30_000 })).toMatchObject({ ok: true });
    expectNoOrderTwice(engine);
    expectSameOrders(engine);
    expectSamePositions(engine);
    expectEveryExecution(engine);
  }, patience);
  expectSoundJournal(engine);
}

const essence = (engine: RunningEngine) => ({
  // What was refused never was an order; the journal keeps it for the record.
  orders: engine.orders
    .rows()
    .filter(({ state }) => state !== 'denied')
    .map(({ intent, state, filled, averageFillPrice, permId }) => ({ intent, state, filled, averageFillPrice, permId }))
    .toSorted((one, other) => one.intent.localeCompare(other.intent)),
  positions: engine.positions
    .rows()
    .filter(({ quantity }) => quantity !== 0)
    .map(({ instrument, quantity, averagePrice }) => ({ instrument, quantity, averagePrice }))
    .toSorted((one, other) => one.instrument.localeCompare(other.instrument)),
  trades: engine.trades
    .rows()
    .map(({ id, openQuantity, realizedPnl, commission }) => ({ id, openQuantity, realizedPnl, commission }))
    .toSorted((one, other) => one.id.localeCompare(other.id)),
});

/** C7: what the journal brings back after a hard kill is what was held before it. */
export async function expectSameAfterKill(engine: RunningEngine): Promise<void> {
  const before = essence(engine);
  const pid = engine.pidOf('execution');
  const told = engine.gate.seen.length;
  engine.murder('execution');
  await eventually(() => {
    expect(engine.processes.row('execution')).toMatchObject({ state: 'running' });
    expect(engine.pidOf('execution')).not.toBe(pid);
    // Until the new process has spoken the old rows stand.
    expect(engine.gate.seen.length).toBeGreaterThan(told);
    expect(engine.gateState()).toBe('active');
    expect(essence(engine)).toEqual(before);
  }, patience);
  expectSoundJournal(engine);
}
