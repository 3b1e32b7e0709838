import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { ReceivedItem, RecordedSession } from '../../ports/recording.ts';
import { readHeader, writeHeader } from './chunk-header.ts';
import { packItem, unpackItems } from './received-items.ts';
import { openRecording, recordingsIn } from './recorded-session.ts';
import { createRecorder } from './recorder.ts';

const noon = Date.UTC(2026, 9, 12, 16);
const still = { every: () => () => undefined };

function item(number: number, change: Partial<ReceivedItem> = {}): ReceivedItem {
  const bytes = Buffer.from(`${number}:${'body '.repeat(number % 40)}`);
  return { channel: `vendor/${number % 3}`, receivedTime: noon + number, context: `{"n":${number}}`, bytes, ...change };
}

async function recorded(folder: string, items: readonly ReceivedItem[], chunkBytes = 4_000): Promise<void> {
  const recorder = createRecorder({ folder, clock: still, log: keptLog(), chunkBytes });
  for (const one of items) recorder.record(one);
  await recorder.close();
}

async function opened(file: string): Promise<RecordedSession> {
  const session = await openRecording(file);
  if (!session.ok) throw new Error(session.failure.message);
  return session.value;
}

async function itemsOf(session: RecordedSession): Promise<readonly ReceivedItem[]> {
  const items: ReceivedItem[] = [];
  for await (const one of session.items()) items.push({ ...one, bytes: Buffer.from(one.bytes) });
  return items;
}

const many = Array.from({ length: 1_000 }, (_, number) => item(number));

describe('a recording', () => {
  test('gives back every item in order, each time it is read, and says what it holds', async () => {
    const folder = temporaryFolder();
    await recorded(folder, many);
    const [file = ''] = await recordingsIn(folder);
    const session = await opened(file);
    expect(session).toMatchObject({ title: '20261012.qrec', fromMs: noon, toMs: noon + 999 });
    expect(session.content).toMatchObject({ items: 1_000, tornBytes: 0, packedBytes: statSync(file).size });
    expect(session.content.chunks).toBeGreaterThan(10);
    expect(await itemsOf(session)).toEqual(many);
    expect(await itemsOf(session)).toEqual(many);
    expect(await session.verify()).toMatchObject({ ok: true });
  });

  test('is one file a trading day; what is received after eight in the evening belongs to the next', async () => {
    const folder = temporaryFolder();
    const evening = item(1, { receivedTime: Date.UTC(2026, 9, 13, 0, 30) });
    await recorded(folder, [item(0), evening]);
    expect((await recordingsIn(folder)).map((file) => file.slice(-13))).toEqual(['20261012.qrec', '20261013.qrec']);
  });

  test('goes on where an earlier run of the same day ended, over its torn tail', async () => {
    const folder = temporaryFolder();
    await recorded(folder, many.slice(0, 500));
    const [file = ''] = await recordingsIn(folder);
    truncateSync(file, statSync(file).size - 7);
    const kept = await itemsOf(await opened(file));
    expect(kept.length).toBeGreaterThan(0);
    await recorded(folder, many.slice(500));
    const session = await opened(file);
    expect(await itemsOf(session)).toEqual([...kept, ...many.slice(500)]);
    expect(await session.verify()).toMatchObject({ ok: true });
  });

  test('any one item survives packing', () => {
    const anyItem = fc.record({
      channel: fc.string({ maxLength: 40 }),
      receivedTime: fc.double({ noNaN: true, noDefaultInfinity: true }),
      context: fc.string({ unit: 'binary', maxLength: 60 }),
      bytes: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(fc.array(anyItem), (items) => {
        const raw = Buffer.concat(items.map(packItem));
        const all = { firstMs: -Infinity, lastMs: Infinity };
        expect(unpackItems(raw, { ...all, items: items.length })).toEqual(items);
        expect(unpackItems(raw, { ...all, items: items.length + 1 })).toBeNull();
      }),
    );
  });
});

describe('damage', () => {
  test.each([
    ['no number', Number.NaN],
    ['before the first', noon - 1],
    ['after the last', noon + 3],
    ['without end', Infinity],
  ])('a chunk with a time that is %s is none', async (_name, receivedTime) => {
    const raw = Buffer.concat([item(0), item(1, { receivedTime }), item(2)].map(packItem));
    const span = { items: 3, firstMs: noon, lastMs: noon + 2 };
    expect(unpackItems(raw, span)).toBeNull();
    const sound = Buffer.concat([item(0), item(1), item(2)].map(packItem));
    expect(unpackItems(sound, span)).toHaveLength(3);
    const header = { packedBytes: 1, rawBytes: 1, sha256: Buffer.alloc(32), ...span };
    expect(readHeader(writeHeader(header))).toMatchObject(span);
    expect(readHeader(writeHeader({ ...header, lastMs: receivedTime === noon + 3 ? 9e15 : Number.NaN }))).toBeNull();
  });

  test('one flipped bit anywhere is found, and costs no more than the chunk around it', async () => {
    const folder = temporaryFolder();
    await recorded(folder, many, 8_000);
    const [file = ''] = await recordingsIn(folder);
    const sound = readFileSync(file);
    const chunks = (await opened(file)).content.chunks;
    const copy = join(folder, 'flipped.qrec');
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(sound);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(copy, bytes);
        const session = await opened(copy);
        const kept = await itemsOf(session);
        const known = new Set(many.map(({ context }) => context));
        expect(kept.every(({ context }) => known.has(context))).toBe(true);
        expect(kept.length).toBeGreaterThan(1_000 * (1 - 2.5 / chunks));
        expect(kept.length).toBeLessThan(1_000);
        const lastTorn = session.content.tornBytes > 0;
        if (!lastTorn) expect(await session.verify()).toMatchObject({ ok: false, failure: { code: 'corrupt' } });
      }),
      { numRuns: 60 },
    );
  });

  test('a file cut anywhere holds what was whole before the cut', async () => {
    const folder = temporaryFolder();
    await recorded(folder, many);
    const [file = ''] = await recordingsIn(folder);
    const sound = readFileSync(file);
    const copy = join(folder, 'cut.qrec');
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length), async (length) => {
        writeFileSync(copy, sound.subarray(0, length));
        const session = await openRecording(copy);
        if (!session.ok) {
          expect(session.failure.code).toBe('empty');
          return;
        }
        const kept = await itemsOf(session.value);
        expect(kept).toEqual(many.slice(0, kept.length));
        expect(await session.value.verify()).toMatchObject({ ok: true });
      }),
      { numRuns: 60 },
    );
  });

  test('what is no recording is told so', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.qrec'), 'never a recording');
    expect(await openRecording(join(folder, 'a.qrec'))).toMatchObject({ ok: false, failure: { code: 'empty' } });
    expect(await openRecording(join(folder, 'b.qrec'))).toMatchObject({ ok: false, failure: { code: 'no-file' } });
  });
});

describe('trouble', () => {
  test('a folder that cannot be written costs items, is said once, and holds nobody up', async () => {
    const folder = join(temporaryFolder(), 'in-the-way');
    writeFileSync(folder, '');
    const log = keptLog();
    const recorder = createRecorder({ folder, clock: still, log, chunkBytes: 100 });
    for (const one of many.slice(0, 200)) recorder.record(one);
    await recorder.close();
    expect(recorder.statistics()).toMatchObject({ items: 200, lost: 200 });
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('a disk slower than the market: memory stays within its bound, what does not fit is counted', async () => {
    const folder = temporaryFolder();
    const recorder = createRecorder({ folder, clock: still, log: keptLog(), mostWaitingBytes: 50_000 });
    // No turn of the event loop is given, so that nothing can be written.
    for (const one of many) recorder.record({ ...one, bytes: Buffer.alloc(500) });
    const { items, lost } = recorder.statistics();
    expect(items + lost).toBe(1_000);
    expect(items).toBeLessThan(110);
    await recorder.close();
    const [file = ''] = await recordingsIn(folder);
    expect((await opened(file)).content.items).toBe(items);
    recorder.record(item(0));
    expect(recorder.statistics().lost).toBe(lost + 1);
  });

  test('killed while it writes, it leaves a sound file that loses only the last moment', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const script = join(import.meta.dirname, '../../../../tests/support/recorder-child.ts');
    const child = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await eventually(async () => expect(statSync((await recordingsIn(folder))[0] ?? '').size).toBeGreaterThan(20_000));
    const gone = new Promise((resolve) => void child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const session = await opened((await recordingsIn(folder))[0] ?? '');
    expect(await session.verify()).toMatchObject({ ok: true });
    const items = await itemsOf(session);
    expect(items.map(({ receivedTime }) => receivedTime - (items[0]?.receivedTime ?? 0))).toEqual([...items.keys()]);
  });
});
