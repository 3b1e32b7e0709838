import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openJournalStore, journalStore } from '../../src/engine/adapters/sqlite/journal-store.ts';
import { journalMigrations } from '../../src/engine/adapters/sqlite/journal-migrations.ts';
import { openDatabase } from '../../src/engine/adapters/sqlite/open-database.ts';
import type { Order } from '../../src/engine/domain/order.ts';
import type { JournalStore } from '../../src/engine/ports/journal-store.ts';
import { sampleBatch, sampleEvent, sampleFill, sampleIntent, sampleOrder } from '../support/journal-samples.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const clock = { wallMs: () => Date.UTC(2026, 9, 12) };
const series = { mode: 'paper', account: 'DU1', instrument: 'SPY.STK' } as const;

function opened(file = join(temporaryFolder(), 'journal.db')): JournalStore {
  const result = openJournalStore({ file, log: keptLog(), clock });
  if (!result.ok) throw new Error(result.failure.message);
  onTestFinished(() => result.value.close());
  return result.value;
}

function rebuilt(store: JournalStore): ReadonlyMap<string, Order> {
  return new Map(store.eventsAfter(0, 1_000_000).map((event) => [event.intent, event.order]));
}

describe('journal store', () => {
  test('gives back exactly what was committed', () => {
    const store = opened();
    const order = sampleOrder({ limitPrice: 0.1 + 0.2, updatedTime: 1_790_000_000_000.25 });
    const intent = sampleIntent(order.intent, { mid: 499.995 });
    expect(store.commit({ intents: [intent], events: [sampleEvent(1, order)] }).ok).toBe(true);
    expect(store.intent(order.intent)).toEqual(intent);
    expect(store.order(order.intent)).toEqual(order);
    expect(store.eventsOf(order.intent)).toEqual([sampleEvent(1, order)]);
    expect(store.lastSeq()).toBe(1);
    expect(store.intent('none')).toBeNull();
  });

  test('a batch is whole or absent', () => {
    const store = opened();
    const order = sampleOrder();
    store.commit({ intents: [sampleIntent(order.intent)] });
    const again = store.commit({
      events: [sampleEvent(1, order)],
      fills: [sampleFill('a.1.01')],
      intents: [sampleIntent(order.intent)],
    });
    expect(again.ok).toBe(false);
    expect([store.lastSeq(), store.order(order.intent), store.fill('a.1.01')]).toEqual([0, null, null]);
  });

  test('events are numbered without gaps and never change', () => {
    const file = join(temporaryFolder(), 'journal.db');
    const database = openDatabase({ file, migrations: journalMigrations, durability: 'full', log: keptLog(), clock });
    if (!database.ok) throw new Error(database.failure.message);
    const store = journalStore(database.value);
    onTestFinished(() => store.close());
    store.commit({ events: [sampleEvent(1, sampleOrder())], intents: [sampleIntent('intent-1')] });
    expect(() => store.commit({ events: [sampleEvent(3, sampleOrder())] })).toThrow(
      'Invariant: event 3 does not follow 1',
    );
    expect(() => database.value.sql.exec("UPDATE order_events SET kind = 'filled'")).toThrow(/append-only/);
    expect(() => database.value.sql.exec('DELETE FROM order_events')).toThrow(/append-only/);
    expect(() => database.value.sql.exec('DELETE FROM intents')).toThrow(/append-only/);
  });

  test('a correction takes the place of its execution, a commission finds its fill before or after', () => {
    const store = opened();
    const commission = (execution: string, amount: number) => ({
      execution,
      commission: amount,
      currency: 'USD',
      realizedPnl: 5,
      receivedTime: 1,
    });
    store.commit({ commissions: [commission('a.1.01', 1)] });
    store.commit({ fills: [sampleFill('a.1.01')] });
    expect(store.fills(series)).toMatchObject([{ fill: { commission: 1, realizedPnl: 5 } }]);
    store.commit({ fills: [sampleFill('a.1.02', { price: 499 }, { replaces: 'a.1.01' })] });
    expect(store.fills(series)).toMatchObject([{ fill: { execution: 'a.1.02', price: 499, commission: null } }]);
    store.commit({ commissions: [commission('a.1.02', 2)] });
    expect(store.fillsOf('intent-1')).toMatchObject([{ fill: { commission: 2 } }]);
    expect(store.fillOfBase('a.1')?.fill.execution).toBe('a.1.02');
    expect(store.fill('a.1.01')?.fill.price).toBe(500);
    expect(store.commit({ fills: [sampleFill('a.1.03')] }).ok).toBe(false);
  });

  test('the order number mark only rises, per mode', () => {
    const store = opened();
    store.commit({ highWater: { mode: 'paper', orderId: 50 } });
    store.commit({ highWater: { mode: 'paper', orderId: 40 } });
    expect([store.highWater('paper'), store.highWater('live')]).toEqual([50, 0]);
  });

  test('a daily loss halt cannot be taken back', () => {
    const store = opened();
    const day = {
      mode: 'paper',
      account: 'DU1',
      date: '20261012',
      startNetLiquidation: 100,
      lossHaltTime: 5,
      lossHaltDetail: 'lost',
    } as const;
    store.commit({ daily: day });
    expect(store.commit({ daily: { ...day, lossHaltTime: null } }).ok).toBe(false);
    expect(store.daily('paper', 'DU1', '20261012')).toEqual(day);
    expect(store.daily('paper', 'DU1', '20261013')).toBeNull();
  });

  test('open orders are found however old, final ones only while recent', () => {
    const store = opened();
    const rows = (['working', 'filled', 'unknown', 'cancelled'] as const).map((state, n) =>
      sampleOrder({ intent: `i${n}`, state, updatedTime: 1_000 + n }),
    );
    store.commit({ events: rows.map((order, n) => sampleEvent(n + 1, order)) });
    expect(store.ordersSince('paper', 5_000).map((order) => order.state)).toEqual(['working', 'unknown']);
    expect(store.ordersSince('paper', 1_003).map((order) => order.state)).toEqual(['working', 'unknown', 'cancelled']);
    expect(store.ordersSince('live', 0)).toEqual([]);
    expect(store.unknownOrders().map((order) => order.intent)).toEqual(['i2']);
  });

  test('a backup is sound and complete', async () => {
    const folder = temporaryFolder();
    const store = opened(join(folder, 'journal.db'));
    for (let seq = 1; seq <= 50; seq += 1) store.commit(sampleBatch(seq));
    expect(await store.backup(join(folder, 'copy', 'journal.db'))).toMatchObject({
      ok: true,
      value: { integrity: 'ok' },
    });
    expect(rebuilt(opened(join(folder, 'copy', 'journal.db')))).toEqual(rebuilt(store));
  });
});

describe('killed in the middle of writing', () => {
  test(
    'what was said to be durable is there, the file is sound and the events give the state',
    { timeout: 60_000 },
    async () => {
      const file = join(temporaryFolder(), 'journal.db');
      let said = 0;
      for (let round = 0; round < 4; round += 1) {
        said = await writeUntilKilled(file, said + 40 + round * 17);
        const store = opened(file);
        expect(store.damagedCopy).toBeNull();
        expect(store.integrity()).toBe('ok');
        expect(store.lastSeq()).toBeGreaterThanOrEqual(said);
        const held = rebuilt(store);
        expect(held.size).toBe(store.lastSeq());
        for (const [intent, order] of held) expect(store.order(intent)).toEqual(order);
        expect(store.fills(series)).toHaveLength(store.lastSeq());
        expect(store.highWater('paper')).toBe(store.lastSeq());
        store.close();
      }
    },
  );
});

/** Starts a writer and kills it without warning once it has said `until`. Answers the last number it said. */
function writeUntilKilled(file: string, until: number): Promise<number> {
  const script = fileURLToPath(new URL('../support/journal-writer-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, failed) => {
    let last = 0;
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      last = Number(lines.at(-1) ?? last);
      if (last >= until) child.kill('SIGKILL');
    });
    child.on('error', failed);
    child.on('close', () => done(last));
  });
}
