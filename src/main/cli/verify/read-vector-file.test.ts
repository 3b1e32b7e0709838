import { expect, test } from 'vitest';
import { mostVectorBytes, readVectorFile } from './read-vector-file.ts';

const read = (text: string) => readVectorFile(Buffer.from(text));

test('reads the header and leaves the rest to the kind of file', () => {
  expect(read('{"header":{"id":"vpin","set":"own"},"price":[1]}')).toEqual({
    ok: true,
    value: { header: { id: 'vpin', set: 'own' }, price: [1] },
  });
});

test.each([
  ['[]', 'the file: expected an object, found a list'],
  ['{"header":[]}', 'header: expected an object, found a list'],
  ['{"header":{"id":7}}', 'header.id: expected text, found number'],
  ['{"header":{"id":"x"}', 'not readable as JSON'],
  ['', 'not readable as JSON'],
])('refuses %s', (content, reason) => {
  const result = read(content);
  expect(result.ok ? '' : result.failure.message).toContain(reason);
});

test('refuses what is not text, and what is far too large, before parsing it', () => {
  expect(readVectorFile(Uint8Array.of(0xff, 0xfe, 0x00))).toMatchObject({ ok: false });
  expect(readVectorFile(new Uint8Array(mostVectorBytes + 1))).toMatchObject({
    failure: { code: 'malformed', message: expect.stringContaining('larger than 64 MiB') as string },
  });
});
