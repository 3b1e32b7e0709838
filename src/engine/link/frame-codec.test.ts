import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBinary, decodeText, encodeFrame } from './frame-codec.ts';
import type { BatchFrame, Frame } from './frames.ts';

const count = fc.nat();
/** The shortest field of a frame holds 64 units of UTF-16. */
const text = fc.string({ maxLength: 50, unit: 'grapheme' }).filter(({ length }) => length <= 64);
/** What survives JSON: no undefined, no NaN, no -0. */
const payload = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const failure = fc.record({ code: text, message: text });
const columns = fc
  .uniqueArray(
    fc.string({ maxLength: 8 }).filter((name) => name !== '__proto__'),
    { maxLength: 6 },
  )
  .chain((names) =>
    fc
      .array(fc.float64Array({ maxLength: 40 }), { minLength: names.length, maxLength: names.length })
      .map((arrays) => Object.fromEntries(names.map((name, index) => [name, arrays[index] ?? new Float64Array()]))),
  );
const batch: fc.Arbitrary<BatchFrame> = fc.record({
  k: fc.constant('batch' as const),
  id: count,
  n: count,
  meta: payload,
  columns,
  gap: fc.boolean(),
  snapshot: fc.boolean(),
});
const control = fc.oneof(
  fc.record({ k: fc.constant('hello'), v: count, contract: text, hash: text, token: text, client: text }),
  fc.record({ k: fc.constant('req'), id: count, m: text, p: payload }),
  fc.record({ k: fc.constant('sub'), id: count, s: text, p: payload, after: fc.option(count), epoch: text }),
  fc.record({ k: fc.constant('ack'), id: count, n: count }),
  fc.record({ k: fc.constant('res'), id: count, ok: fc.constant(true), r: payload }),
  fc.record({ k: fc.constant('res'), id: count, ok: fc.constant(false), e: failure }),
  fc.record({
    k: fc.constant('every'),
    id: count,
    n: count,
    seq: fc.constant([3, 4]),
    items: fc.tuple(payload, payload),
    caughtUp: fc.boolean(),
    head: fc.option(count),
  }),
  fc.record({
    k: fc.constant('latest'),
    id: count,
    n: count,
    items: fc.array(payload),
    gone: fc.array(text),
    snapshot: fc.boolean(),
  }),
  fc.record({ k: fc.constant('end'), id: count, e: fc.option(failure) }),
  fc.record({ k: fc.constant('refuse'), e: failure }),
) as fc.Arbitrary<Frame>;

function encodedBatch(frame: BatchFrame): Uint8Array<ArrayBuffer> {
  const encoded = encodeFrame(frame);
  if (typeof encoded === 'string') throw new Error('columns must travel binary');
  return encoded;
}

/** The same bytes at an address that Float64Array cannot start at, as Node hands them over. */
function shifted(bytes: Uint8Array, by: number): Buffer {
  const larger = Buffer.from(new ArrayBuffer(bytes.byteLength + by));
  larger.set(bytes, by);
  return larger.subarray(by);
}

describe('the frame codec', () => {
  test('gives control frames back as they were', () => {
    fc.assert(
      fc.property(control, (frame) => {
        expect(decodeText(encodeFrame(frame) as string)).toEqual({ ok: true, value: frame });
      }),
    );
  });

  test('gives columns back bit for bit, at any alignment', () => {
    fc.assert(
      fc.property(batch, fc.nat({ max: 9 }), (frame, by) => {
        const decoded = decodeBinary(shifted(encodedBatch(frame), by));
        expect(decoded).toEqual({ ok: true, value: frame });
      }),
    );
  });

  test('aligns columns to 8 bytes, so that a receiver may read them in place', () => {
    fc.assert(
      fc.property(batch, (frame) => {
        const bytes = encodedBatch(frame);
        const decoded = decodeBinary(bytes);
        expect(bytes.byteLength % 8).toBe(0);
        for (const column of Object.values(decoded.ok && decoded.value.k === 'batch' ? decoded.value.columns : {})) {
          expect(column.buffer).toBe(bytes.buffer);
        }
      }),
    );
  });

  test('answers random bytes and texts with a failure, never with an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, anyText) => {
        expect(decodeBinary(bytes).ok).toBe(false);
        expect(decodeText(anyText).ok).toBe(false);
      }),
    );
  });

  test('refuses a column frame that is cut short or has bytes too many', () => {
    fc.assert(
      fc.property(batch, fc.nat(), fc.integer({ min: 1, max: 20 }), (frame, cut, extra) => {
        const bytes = encodedBatch(frame);
        expect(decodeBinary(bytes.subarray(0, cut % bytes.byteLength)).ok).toBe(false);
        expect(decodeBinary(Buffer.concat([bytes, new Uint8Array(extra)])).ok).toBe(false);
      }),
    );
  });

  test('survives any one byte of a column frame being flipped', () => {
    fc.assert(
      fc.property(batch, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, at, mask) => {
        const bytes = encodedBatch(frame);
        const place = at % bytes.byteLength;
        bytes[place] = (bytes[place] ?? 0) ^ mask;
        expect(() => decodeBinary(bytes)).not.toThrow();
        if (place < 4) expect(decodeBinary(bytes).ok).toBe(false);
      }),
    );
  });

  const column = (header: unknown, words = 0): Uint8Array => {
    const json = new TextEncoder().encode(JSON.stringify(header));
    const start = Math.ceil((8 + json.byteLength) / 8) * 8;
    const bytes = new Uint8Array(start + words * 8);
    new DataView(bytes.buffer).setUint32(0, 0x31465251, true);
    new DataView(bytes.buffer).setUint32(4, json.byteLength, true);
    bytes.set(json, 8);
    return bytes;
  };
  const head = { k: 'batch', id: 1, n: 1, meta: null, gap: false, snapshot: true };

  test.each([
    ['a length beyond the frame', column({ ...head, columns: [['a', 1e9]] })],
    ['an absurd length', column({ ...head, columns: [['a', 1e300]] })],
    [
      'a negative length that another makes up for',
      column(
        {
          ...head,
          columns: [
            ['a', -1],
            ['b', 2],
          ],
        },
        1,
      ),
    ],
    ['a length that is no number', column({ ...head, columns: [['a', '1']] }, 1)],
    [
      'the same column twice',
      column(
        {
          ...head,
          columns: [
            ['a', 1],
            ['a', 1],
          ],
        },
        2,
      ),
    ],
    ['the prototype as a column', column({ ...head, columns: [['__proto__', 1]] }, 1)],
    [
      'a hundred columns',
      column({ ...head, columns: Array.from({ length: 100 }, (_each, index) => [`c${index}`, 0]) }),
    ],
    ['no column list', column(head)],
    ['another kind', column({ k: 'req', id: 1, m: 'x', columns: [] })],
    ['a list as header', column([])],
    ['an unknown field', column({ ...head, columns: [], admin: true })],
  ])('refuses %s', (_what, bytes) => {
    expect(decodeBinary(bytes)).toMatchObject({ ok: false, failure: { code: 'bad-frame' } });
  });

  test.each([
    'null',
    '[]',
    '1',
    '"hello"',
    '{}',
    '{"k":"__proto__"}',
    '{"k":"toString"}',
    '{"k":"req"}',
    '{"k":"req","id":-1,"m":"a"}',
    '{"k":"req","id":1.5,"m":"a"}',
    '{"k":"req","id":"1","m":"a"}',
    '{"k":"req","id":1,"m":7}',
    '{"k":"req","id":9007199254740993,"m":"a"}',
    '{"k":"ack","id":1}',
    '{"k":"ack","id":1,"n":1,"x":1}',
    '{"k":"sub","id":1,"s":"a","p":{},"after":"0","epoch":""}',
    '{"k":"every","id":1,"n":1,"seq":[1],"items":[],"caughtUp":false,"head":null}',
    '{"k":"res","id":1,"ok":true,"e":{"code":"a","message":"b"}}',
    '{"k":"res","id":1,"ok":false}',
    '{"k":"end","id":1,"e":{"code":1,"message":"b"}}',
    '{"k":"ping","t":null}',
    '{"k":"latest","id":1,"n":1,"items":{},"gone":[],"snapshot":true}',
    '{"k":"batch","id":1,"n":1,"meta":{},"columns":{},"gap":false,"snapshot":true}',
    `{"k":"req","id":1,"m":"${'a'.repeat(201)}"}`,
    '['.repeat(100_000),
  ])('refuses the text %.60s', (json) => {
    expect(decodeText(json)).toMatchObject({ ok: false, failure: { code: 'bad-frame' } });
  });
});
