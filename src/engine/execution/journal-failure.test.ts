import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ExecutionHarness } from '../../../tests/support/execution-harness.ts';
import { keptLog } from '../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { journalMigrations } from '../adapters/sqlite/journal-migrations.ts';
import { journalStore, openJournalStore } from '../adapters/sqlite/journal-store.ts';
import { openDatabase, type StoreDatabase } from '../adapters/sqlite/open-database.ts';

/** A journal on a disk whose size the test decides. */
async function onSmallDisk(): Promise<{ h: ExecutionHarness; fill(): void; free(): void }> {
  let database: StoreDatabase | null = null;
  const h = new ExecutionHarness({
    folder: temporaryFolder(),
    store: (file) => {
      const opened = openDatabase({
        file,
        migrations: journalMigrations,
        durability: 'full',
        log: keptLog(),
        clock: { wallMs: () => 0 },
      });
      if (!opened.ok) throw new Error(opened.failure.message);
      database = opened.value;
      return journalStore(opened.value);
    },
  });
  onTestFinished(() => h.stop());
  await h.ready();
  const pages = (limit: string) => database?.sql.pragma(`max_page_count = ${limit}`);
  return {
    h,
    fill: () => pages(String(database?.sql.pragma('page_count', { simple: true }))),
    free: () => pages('1000000'),
  };
}

test('a full disk halts trading in clear words, loses nothing the broker says, lets cancels pass and ends with space', async () => {
  const { h, fill, free } = await onSmallDisk();
  const working = h.order();
  await h.execution.submit(working);
  h.broker.acknowledge(h.broker.of(working.intent));
  await h.quiet();
  fill();
  // Small writes may still find room in pages that exist; orders are sent until one does not.
  let ticket = await h.execution.submit(h.order());
  for (let n = 0; n < 200 && ticket.outcome === 'sent'; n += 1) ticket = await h.execution.submit(h.order());
  expect(ticket).toMatchObject({
    outcome: 'denied',
    failure: { message: expect.stringContaining('the disk is full') },
  });
  const received = h.broker.received.length;
  const seen = new Set(h.execution.orders.list().map((order) => order.intent));
  h.execution.orders.onRow((order) => seen.add(order.intent));
  const refused = h.order();
  expect(await h.execution.submit(refused)).toMatchObject({ outcome: 'denied' });
  expect(seen.has(refused.intent)).toBe(true);
  expect(await h.execution.submit(refused)).toMatchObject({ outcome: 'denied', failure: { code: 'denied' } });
  expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'denied' });
  expect(h.broker.received).toHaveLength(received);
  expect(h.gate()).toMatchObject({ state: 'halted', reason: expect.stringContaining('journal cannot be written') });

  h.broker.fill(h.broker.of(working.intent), 60, 500);
  await h.quiet();
  expect(h.execution.order(working.intent).order?.filled).toBe(60);
  expect(h.execution.cancel(working.intent)).toMatchObject({ accepted: true });
  await h.quiet();
  expect(h.execution.order(working.intent).order?.state).toBe('cancelled');
  expect(h.broker.of(working.intent).status).toBe('Cancelled');

  const told: number[] = [];
  h.execution.orderEvents.onEvent((event) => told.push(event.seq));
  free();
  await h.clock.advance(1_100);
  expect(h.gate().state).toBe('active');
  expect(h.store.order(working.intent)).toEqual(h.execution.order(working.intent).order);
  expect(h.store.fillsOf(working.intent)).toHaveLength(1);
  expect(h.store.order(refused.intent)).toMatchObject({ state: 'denied' });
  expect(told).toEqual(told.map((_, index) => (told[0] ?? 0) + index));
  expect(h.store.integrity()).toBe('ok');
  expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent' });
});

test('the kill switch works with a full disk', async () => {
  const { h, fill } = await onSmallDisk();
  await h.execution.submit(h.order());
  fill();
  const killing = h.execution.kill({ flatten: false, reason: 'now', drill: false });
  await h.quiet();
  expect(await killing).toMatchObject({ accepted: true, cancelled: 1 });
  expect(h.gate().state).toBe('halted');
});

test('a damaged journal is set aside and trading waits for a person', async () => {
  const folder = temporaryFolder();
  const first = new ExecutionHarness({ folder });
  await first.ready();
  await first.execution.submit(first.order());
  first.stop();
  const file = join(folder, 'journal.db');
  truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096);
  const h = new ExecutionHarness({ folder, broker: first.broker });
  onTestFinished(() => h.stop());
  h.execution.start();
  await h.quiet();
  expect(h.gate()).toMatchObject({
    state: 'halted',
    killedReason: expect.stringContaining('journal was damaged and set aside as'),
  });
  // The order it knew nothing of any more is at the broker and therefore on the screen.
  expect(h.execution.orders.list()).toMatchObject([{ adopted: true, permId: 900_001 }]);
  expect(h.execution.release()).toMatchObject({ accepted: true });
  expect(await h.execution.submit(h.order())).toMatchObject({ outcome: 'sent', orders: [{ brokerOrderId: 2 }] });
});

test('a journal that belongs to another running program is refused', async () => {
  const folder = temporaryFolder();
  const h = new ExecutionHarness({ folder });
  onTestFinished(() => h.stop());
  expect(
    openJournalStore({ file: join(folder, 'journal.db'), log: keptLog(), clock: { wallMs: () => 0 } }),
  ).toMatchObject({ ok: false, failure: { code: 'locked' } });
});
