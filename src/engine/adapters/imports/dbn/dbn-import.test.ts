import { expect, test } from 'vitest';
import { countingSink } from '../testing/counting-sink.ts';
import { plausibleSink } from '../plausible-sink.ts';
import { dbnFile } from './dbn-import.ts';
import { symbolBook } from './symbol-of-id.ts';

const noon = Date.UTC(2026, 9, 5, 16);
const noTime = 2n ** 64n - 1n;
const noPrice = 2n ** 63n - 1n;
const nanoseconds = (ms: number): bigint => BigInt(ms) * 1_000_000n;
const price = (value: number): bigint => BigInt(Math.round(value * 1e9));

type Head = { readonly rtype: number; readonly bytes: number; readonly id?: number; readonly event?: bigint };

function record({ rtype, bytes, id = 7, event = nanoseconds(noon) }: Head): Buffer {
  const record = Buffer.alloc(bytes);
  record[0] = bytes / 4;
  record[1] = rtype;
  record.writeUInt16LE(2, 2);
  record.writeUInt32LE(id, 4);
  record.writeBigUInt64LE(event, 8);
  return record;
}

/** A change of the top of the book, or what led to none: 450.10 at 450.20. */
function book(parts: Head & { readonly action?: string; readonly at?: bigint; readonly received?: number }): Buffer {
  const bytes = record(parts);
  bytes.writeBigInt64LE(parts.at ?? price(450.2), 16);
  bytes.writeUInt32LE(30, 24);
  bytes.write(parts.action ?? 'A', 28);
  bytes.writeBigUInt64LE(nanoseconds(parts.received ?? noon + 1), 32);
  bytes.writeUInt32LE(99, 44);
  bytes.writeBigInt64LE(price(450.1), 48);
  bytes.writeBigInt64LE(price(450.2), 56);
  bytes.writeUInt32LE(5, 64);
  bytes.writeUInt32LE(6, 68);
  return bytes;
}

/** As a file without a head, which has symbols only by hint. */
function taken(records: readonly Buffer[], symbol: string | null = 'XYZ') {
  const sink = countingSink();
  const part = { name: 'x', bytes: () => Buffer.concat(records) };
  dbnFile.read({ name: 'x.dbn.frag', parts: [part] }, plausibleSink(sink), { symbol });
  return sink;
}

test.each([
  ['mbp-1 and tbbo', 0x01, 80],
  ['cmbp-1', 0xb1, 80],
  ['tcbbo', 0xc2, 80],
  ['mbp-10', 0x0a, 368],
])('a trade in %s is a trade, and a quote of the book before it', (_name, rtype, bytes) => {
  const sink = taken([book({ rtype, bytes }), book({ rtype, bytes, action: 'T' })]);
  expect(sink.kept.map(({ kind }) => kind)).toEqual(['quote', 'quote', 'trade']);
  expect(sink.kept[1]).toMatchObject({ eventTime: noon, body: { bid: 450.1, ask: 450.2, bidSize: 5, askSize: 6 } });
  expect(sink.kept[2]).toMatchObject({ subject: 'XYZ', eventTime: noon, body: { price: 450.2, size: 30, venue: '2' } });
  // What happened was known when it had been captured.
  expect(sink.known).toEqual([noon + 1, noon + 1, noon + 1]);
});

test('a trade is the same one whichever kind of file tells it, and two of one moment are two', () => {
  const top = book({ rtype: 0x01, bytes: 80, action: 'T' });
  const alone = Buffer.from(book({ rtype: 0x00, bytes: 48 + 32, action: 'T' }).subarray(0, 48));
  alone[0] = 12;
  const keysOf = (records: readonly Buffer[]): readonly string[] =>
    taken(records).kept.flatMap(({ kind, key }) => (kind === 'trade' ? [key] : []));
  expect(keysOf([top])).toEqual(keysOf([alone]));
  expect(keysOf([top, top])).toEqual(keysOf([alone, alone]));
  expect(new Set(keysOf([top, top])).size).toBe(2);
});

test('a trade without a book is a trade all the same', () => {
  const bytes = book({ rtype: 0x01, bytes: 80, action: 'T' });
  bytes.writeBigInt64LE(noPrice, 48);
  bytes.writeBigInt64LE(noPrice, 56);
  const sink = taken([bytes]);
  expect(sink.kept.map(({ kind }) => kind)).toEqual(['trade']);
  expect(sink.reasons).toEqual({ 'a book without either side': 1 });
});

test('a book of an interval is of the interval, not of the last trade', () => {
  const sink = taken([book({ rtype: 0xc3, bytes: 80, event: nanoseconds(noon - 60_000), received: noon })]);
  expect(sink.kept).toMatchObject([{ kind: 'quote', eventTime: noon }]);
});

function notice(action: number, second: number, trading: string, id = 7): Buffer {
  const event = nanoseconds(noon + second * 1_000);
  const bytes = record({ rtype: 0x12, bytes: 40, event, id });
  bytes.writeBigUInt64LE(event + nanoseconds(5), 16);
  bytes.writeUInt16LE(action, 24);
  bytes.write(`${trading}~~`, 30);
  return bytes;
}

const halts = (records: readonly Buffer[]): readonly unknown[] =>
  taken(records).kept.map(({ body }) => 'halted' in body && body.halted);

test('a halt lasts until trading goes on, whatever is told in between', () => {
  const notices = [
    notice(7, 0, 'Y'),
    ...[notice(8, 1, 'N'), notice(14, 2, 'N'), notice(6, 3, '~'), notice(3, 4, 'N'), notice(1, 5, 'N')],
    notice(7, 6, 'Y'),
  ];
  expect(halts(notices)).toEqual([false, true, true, true, true, true, false]);
  expect(taken(notices).known[1]).toBe(noon + 1_005);
  // Without a word on trading the actions alone have to do.
  expect(halts([notice(9, 1, '~'), notice(14, 2, '~'), notice(7, 3, '~')])).toEqual([true, true, false]);
});

test('trading that stops is a halt, unless the hour is the reason', () => {
  expect(halts([notice(7, 0, 'Y'), notice(3, 1, 'N')])).toEqual([false, true]);
  expect(halts([notice(1, 0, 'N'), notice(14, 1, 'N'), notice(5, 2, 'N'), notice(6, 3, 'Y')])).toEqual(
    Array.from({ length: 4 }, () => false),
  );
  expect(halts([notice(7, 0, 'Y'), notice(12, 1, 'N')])).toEqual([false, false]);
});

test('a halt of one instrument is none of another, and nothing said is no state', () => {
  const sink = taken([notice(8, 0, 'N'), notice(7, 1, 'Y', 8), notice(14, 2, '~'), notice(14, 3, '~', 9)]);
  expect(sink.kept.map(({ body }) => 'halted' in body && body.halted)).toEqual([true, false, true]);
  expect(sink.reasons).toEqual({ 'a notice that says neither whether it trades nor whether it is halted': 1 });
});

type Mapping = Parameters<typeof symbolBook>[0]['mappings'][number];
const interval = (startDate: number, symbol: string): Mapping['intervals'][number] => ({
  ...{ startDate, endDate: startDate + 1, symbol },
});
const anotherEachDay: readonly Mapping[] = [
  { rawSymbol: 'ESZ6', intervals: [interval(20261005, '7'), interval(20261006, '')] },
  { rawSymbol: 'ESH7', intervals: [interval(20261006, '7')] },
];

/** A version 3 file with a head. */
function withHead(stypes: readonly [number, number], mappings: readonly Mapping[], records: readonly Buffer[]): Buffer {
  const symbolBytes = 71;
  const symbol = (text: string): Buffer => Buffer.from(text.padEnd(symbolBytes, '\0'));
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const fixed = Buffer.alloc(108);
  fixed.write('DBN\u0003GLBX.MDP3');
  fixed.set(stypes, 50);
  fixed.writeUInt16LE(symbolBytes, 53);
  const lists = mappings.flatMap(({ rawSymbol, intervals }) => [
    ...[symbol(rawSymbol), number(intervals.length)],
    ...intervals.flatMap((each) => [number(each.startDate), number(each.endDate), symbol(each.symbol)]),
  ]);
  const head = Buffer.concat([fixed, ...[0, 0, 0, 0, mappings.length].map(number), ...lists]);
  head.writeUInt32LE(head.length - 8, 4);
  return Buffer.concat([head, ...records]);
}

test('a record is named by the day it was captured, also where no trade gave it a time', () => {
  const silent = { rtype: 0xc3, bytes: 80, event: noTime, at: noPrice };
  const records = [book(silent), book({ ...silent, received: noon + 86_400_000 })];
  const sink = taken([withHead([1, 0], anotherEachDay, records)], null);
  expect(sink.kept.map(({ subject, eventTime }) => [subject, eventTime])).toEqual([
    ['ESZ6', noon + 1],
    ['ESH7', noon + 86_400_000],
  ]);
});

test('ids are named from either side of the mappings', () => {
  const inverse: readonly Mapping[] = [
    { rawSymbol: '7', intervals: [interval(20261005, 'ESZ6'), interval(20261006, 'ESH7'), interval(20261007, '')] },
  ];
  const records = [0, 1, 2].map((day) => book({ rtype: 0xc3, bytes: 80, received: noon + day * 86_400_000 }));
  const subjectsOf = (stypes: readonly [number, number], mappings: readonly Mapping[]): readonly string[] =>
    taken([withHead(stypes, mappings, records)], null).kept.map(({ subject }) => subject);
  expect(subjectsOf([0, 1], inverse)).toEqual(['ESZ6', 'ESH7', '#7']);
  expect(subjectsOf([1, 0], anotherEachDay)).toEqual(['ESZ6', 'ESH7', '#7']);
  // Neither side has ids: numbers in it are names of something else.
  expect(subjectsOf([1, 2], inverse)).toEqual(['#7', '#7', '#7']);
  expect(
    symbolBook({ mappings: [{ rawSymbol: 'X', intervals: [interval(20261005, '')] }], stypeIn: 1, stypeOut: 0 }).of(
      0,
      noon,
    ),
  ).toBe('');
});
