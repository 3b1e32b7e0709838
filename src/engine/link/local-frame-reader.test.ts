import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Frame } from './frames.ts';
import { encodeLocalFrame, LocalFrameReader } from './local-frame-reader.ts';
import { FrameTooLarge } from './pipe.ts';

const frames: readonly Frame[] = [
  { k: 'ping', t: 1 },
  { k: 'req', id: 1, m: 'echo', p: { text: '€'.repeat(500) } },
  {
    k: 'batch',
    id: 2,
    n: 1,
    meta: { ticker: 'SPY' },
    columns: { price: Float64Array.of(1, 2.5, Number.NaN) },
    gap: false,
    snapshot: true,
  },
  { k: 'end', id: 2, e: null },
];
const limit = 1 << 20;
const bytes = Buffer.concat(frames.map((frame) => encodeLocalFrame(frame, limit)));

test('frames come out whole however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 }), (sizes) => {
      const reader = new LocalFrameReader(limit);
      const seen: Frame[] = [];
      let offset = 0;
      for (let turn = 0; offset < bytes.byteLength; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        const result = reader.push(bytes.subarray(offset, offset + size));
        if (result.ok) seen.push(...result.value);
        offset += size;
      }
      expect(seen).toEqual(frames);
      expect(reader.partial).toBe(false);
    }),
  );
});

test('a length over the limit is refused before its bytes arrive', () => {
  const head = Buffer.from([0xff, 0xff, 0xff, 0xff, 1]);
  expect(new LocalFrameReader(limit).push(head)).toMatchObject({ ok: false, failure: { code: 'too-large' } });
});

test.each([
  ['an unknown payload type', Buffer.from([1, 0, 0, 0, 9, 0])],
  ['an empty payload', Buffer.from([0, 0, 0, 0, 1])],
  ['text that is not UTF-8', Buffer.from([2, 0, 0, 0, 1, 0xff, 0xfe])],
  ['text that is not a frame', Buffer.from([2, 0, 0, 0, 1, 0x7b, 0x7d])],
  ['binary that is not a frame', Buffer.from([1, 0, 0, 0, 2, 0])],
])('%s is hostile', (_what, chunk) => {
  expect(new LocalFrameReader(limit).push(chunk)).toMatchObject({ ok: false, failure: { code: 'hostile' } });
});

test('a frame over the limit is never sent', () => {
  expect(() => encodeLocalFrame({ k: 'req', id: 1, m: 'echo', p: 'x'.repeat(2_000) }, 1_000)).toThrow(FrameTooLarge);
});
