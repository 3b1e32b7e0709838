import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createRecorder } from '../../src/engine/adapters/recording/recorder.ts';
import { openRecording, recordingsIn } from '../../src/engine/adapters/recording/recorded-session.ts';
import { DbnCursor } from '../../src/engine/adapters/imports/dbn/dbn-cursor.ts';
import { openMarketDatabase } from '../../src/engine/adapters/sqlite/market-database.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import type { Bench, Figure } from './bench.ts';
import { quantile } from './percentiles.ts';
import { silentLog } from './silent-log.ts';
import { factsFrom } from './store/fact-stream.ts';

const batch = 2_000;
const total = 500_000;
const paceSeconds = 10;
const pacePerSecond = 20_000;
const log = silentLog;
const clock = createWorldClock();

/** Facts stored flat out and at the pace of a busy market, with a reader in another process; a recording; DBN. */
export const storeBench: Bench = {
  name: 'store',
  title: 'facts stored while another process reads, recording and its replay, DBN decoding',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
    try {
      const facts = await factFigures(join(folder, 'market.db'));
      const recording = await recordingFigures(join(folder, 'recordings'));
      return {
        figures: [...facts, ...recording, ...dbnFigures()],
        notes: [
          'facts: option prints of 500 underlyings under keys without order, 2,000 a transaction',
          'reads: the newest 100 of a symbol, of all symbols, and of a symbol as known earlier, 50 a second',
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function factFigures(file: string): Promise<readonly Figure[]> {
  const opened = openMarketDatabase({ file, log, clock });
  if (!opened.ok) throw new Error(opened.failure.message);
  const { facts, close } = opened.value;
  const append = (from: number): void => {
    const report = facts.append(factsFrom(from, batch));
    if (!report.ok) throw new Error(report.failure.message);
  };
  append(0);
  const quiet = await readTimes(file, () => pause(4_000));
  const busySeconds: number[] = [];
  const processorBefore = process.cpuUsage();
  const flatOut = await readTimes(file, async () => {
    for (let from = batch; from < total; from += batch) {
      const started = performance.now();
      append(from);
      busySeconds.push((performance.now() - started) / 1_000);
      await pause(0);
    }
  });
  const { user, system } = process.cpuUsage(processorBefore);
  const seconds = busySeconds.reduce((sum, value) => sum + value, 0);
  const bytesPerFact = facts.sizeBytes() / total;
  const waits: number[] = [];
  const paced = await readTimes(file, () => atPace(append, waits));
  const again = performance.now();
  for (let from = 0; from < 100_000; from += batch) append(from);
  const repeatedPerSecond = 100_000 / ((performance.now() - again) / 1_000);
  close();
  return [
    { name: 'facts stored flat out', value: (total - batch) / seconds, unit: '/s', goal: { least: 20_000 } },
    { name: 'facts stored a second of processor', value: (total - batch) / ((user + system) / 1e6), unit: '/s' },
    { name: 'known facts told again', value: repeatedPerSecond, unit: '/s' },
    { name: 'bytes a fact on disk, indexes included', value: bytesPerFact, unit: 'B' },
    { name: 'read p99, nothing written', value: quantile(quiet, 0.99), unit: 'ms' },
    {
      name: 'read p99, written flat out',
      value: quantile(flatOut, 0.99),
      unit: 'ms',
      baseline: 'read p99, nothing written',
    },
    {
      ...{ name: 'read p99 at 20,000 facts/s', value: quantile(paced, 0.99), unit: 'ms', goal: { most: 5 } },
      baseline: 'read p99, nothing written',
    },
    { name: 'read p50 at 20,000 facts/s', value: quantile(paced, 0.5), unit: 'ms' },
    { name: 'transaction of 2,000 p50', value: quantile(waits, 0.5), unit: 'ms' },
    { name: 'transaction of 2,000 p99', value: quantile(waits, 0.99), unit: 'ms' },
  ];
}

/** 2,000 facts each tenth of a second; a transaction that is late shortens the next pause. */
async function atPace(append: (from: number) => void, waits: number[]): Promise<void> {
  const started = performance.now();
  for (let turn = 0; turn < (paceSeconds * pacePerSecond) / batch; turn += 1) {
    await pause(Math.max(0, started + (turn * 1_000 * batch) / pacePerSecond - performance.now()));
    const before = performance.now();
    append(total + turn * batch);
    waits.push(performance.now() - before);
  }
}

async function readTimes(file: string, work: () => Promise<unknown>): Promise<readonly number[]> {
  const reader = fork(join(import.meta.dirname, 'store', 'read-facts.ts'), [file]);
  await once(reader, 'message');
  await work();
  const times = once(reader, 'message') as Promise<[readonly number[]]>;
  reader.send('end');
  return (await times)[0];
}

async function recordingFigures(folder: string): Promise<readonly Figure[]> {
  const items = 300_000;
  const recorder = createRecorder({ folder, clock, log });
  let longest = 0;
  const started = performance.now();
  for (let number = 0; number < items; number += 1) {
    const bytes = Buffer.from(
      `{"channel":"option_trades:S${number % 500}","price":"${number / 100}","size":${number % 50},"id":"${(number * 7_919).toString(16)}"}`,
    );
    const before = performance.now();
    recorder.record({
      channel: 'vendor/option-trades',
      receivedTime: Date.UTC(2026, 9, 12, 14) + number,
      context: '{"frame":"text"}',
      bytes,
    });
    longest = Math.max(longest, performance.now() - before);
    if (number % 1_000 === 0) await pause(0);
  }
  await recorder.close();
  const seconds = (performance.now() - started) / 1_000;
  const { lost } = recorder.statistics();
  const [file = ''] = await recordingsIn(folder);
  const session = await openRecording(file);
  if (!session.ok) throw new Error(session.failure.message);
  const { rawBytes, packedBytes } = session.value.content;
  const replayStarted = performance.now();
  let read = 0;
  for await (const _ of session.value.items()) read += 1;
  const readSeconds = (performance.now() - replayStarted) / 1_000;
  return [
    { name: 'frames recorded', value: (items - lost) / seconds, unit: '/s' },
    { name: 'longest hold-up by the recorder', value: longest, unit: 'ms' },
    { name: 'recording packed to', value: (100 * packedBytes) / rawBytes, unit: '% of raw' },
    { name: 'recording read', value: read / readSeconds, unit: '/s' },
  ];
}

const dbnRecords = 2_000_000;
const mboBytes = 56;

/** Order-by-order records at an odd offset, every field read into columns. */
function dbnFigures(): readonly Figure[] {
  const bytes = Buffer.alloc(7 + dbnRecords * mboBytes);
  for (let number = 0; number < dbnRecords; number += 1) {
    const at = 7 + number * mboBytes;
    bytes[at] = mboBytes / 4;
    bytes[at + 1] = 0xa0;
    bytes.writeUInt32LE(5, at + 4);
    bytes.writeBigUInt64LE(1_791_800_000_000_000_000n + BigInt(number), at + 8);
    bytes.writeBigUInt64LE(BigInt(number), at + 16);
    bytes.writeBigInt64LE(4_500_250_000_000n, at + 24);
    bytes.writeUInt32LE(3, at + 32);
  }
  const columns = Array.from({ length: 7 }, () => new Float64Array(dbnRecords));
  const rates = [1, 2, 3, 4, 5].map(() => {
    const started = performance.now();
    decodeInto(bytes, columns);
    return dbnRecords / ((performance.now() - started) / 1_000);
  });
  return [{ name: 'DBN mbo records decoded', value: quantile(rates, 0.5), unit: '/s', goal: { least: 5_000_000 } }];
}

function decodeInto(bytes: Buffer, columns: readonly Float64Array[]): void {
  const [times, received, prices, sizes, orders, sides, sequences] = columns;
  if (!times || !received || !prices || !sizes || !orders || !sides || !sequences) return;
  const cursor = new DbnCursor(bytes, 7);
  for (let at = 0; cursor.next(); at += 1) {
    times[at] = cursor.eventMs;
    orders[at] = cursor.wide(16);
    prices[at] = cursor.price(24) ?? Number.NaN;
    sizes[at] = cursor.u32(32);
    sides[at] = cursor.u8(39);
    received[at] = cursor.timeMs(40);
    sequences[at] = cursor.u32(52);
  }
}
