import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FieldReader } from './field-reader.ts';
import { createFrameSplitter } from './frame-splitter.ts';

function read(fields: readonly string[]): FieldReader {
  const bytes = Buffer.from(`xx${fields.map((field) => `${field}\0`).join('')}`, 'utf8');
  const reader = new FieldReader();
  reader.reset(bytes, 2, bytes.length);
  return reader;
}

test('every number reads as JavaScript reads it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), fc.integer()),
      (value) => {
        expect(read([String(value)]).number()).toBe(Number(String(value)));
      },
    ),
  );
});

test('plain decimals are exact to the last bit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 6 }), (whole, decimals) => {
      const text = (whole / 10 ** decimals).toFixed(decimals);
      expect(read([text]).number()).toBe(Number(text));
    }),
  );
});

test.each(['', '1.7976931348623157E308', '1.7976931348623157e+308', 'Infinity', 'NaN', 'abc'])(
  '%j is not known',
  (text) => {
    const reader = read([text, '7']);
    expect(reader.number()).toBeNaN();
    expect(reader.number()).toBe(7);
  },
);

test('thousands separators, text and skipping keep their place', () => {
  const reader = read(['1,234.5', 'Zürich', 'skip', '-3']);
  expect([reader.number(), reader.text()]).toEqual([1_234.5, 'Zürich']);
  reader.skip();
  expect(reader.int()).toBe(-3);
  expect(reader.exhausted).toBe(true);
  expect(() => reader.text()).toThrow(RangeError);
});

test('frames survive any fragmentation', () => {
  const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(payloads, fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }), (frames, cuts) => {
      const seen: string[] = [];
      const splitter = createFrameSplitter((buffer, start, end) => void seen.push(buffer.toString('hex', start, end)));
      const stream = Buffer.concat(
        frames.map((payload) => {
          const head = Buffer.alloc(4);
          head.writeUInt32BE(payload.length);
          return Buffer.concat([head, payload]);
        }),
      );
      let at = 0;
      for (let step = 0; at < stream.length; step += 1) {
        const size = cuts[step % cuts.length] ?? 1;
        expect(splitter.push(Buffer.from(stream.subarray(at, at + size)))).toBe(true);
        at += size;
      }
      expect(seen).toEqual(frames.map((payload) => Buffer.from(payload).toString('hex')));
    }),
  );
});

test.each([[[0, 0, 0, 0]], [[1, 0, 0, 0]], [[255, 255, 255, 255]]])('a frame length of %j is no TWS', (head) => {
  expect(createFrameSplitter(() => undefined).push(Buffer.from(head))).toBe(false);
});
