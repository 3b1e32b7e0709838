import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IBApi } from '@stoqey/ib';
import { expect, test } from 'vitest';
import { installSeams, internalsOf } from './seams.ts';

const entry = createRequire(import.meta.url).resolve('@stoqey/ib');

/** The seams replace internals: a new release of the package must be read before these numbers are renewed. */
const reviewed: Readonly<Record<string, string>> = {
  'core/io/controller.js': '14e372592a81e289',
  'core/io/socket.js': 'e4ec4a7262fd7724',
  'core/io/decoder.js': 'a65853500f6ad26a',
  'core/io/encoder.js': '8c29cb3850914117',
};

test.each(Object.entries(reviewed))('%s is the reviewed one', (file, digest) => {
  const source = readFileSync(join(dirname(entry), file), 'utf8');
  expect(createHash('sha256').update(source).digest('hex').slice(0, 16)).toBe(digest);
});

test('a call while not connected throws instead of being kept', () => {
  const api = new IBApi({ host: '127.0.0.1', port: 1, clientId: 1, maxReqPerSec: 50 });
  const sent: unknown[][] = [];
  let connected = false;
  installSeams(internalsOf(api), {
    ready: () => connected,
    send: (tokens) => void sent.push(tokens),
    receive: () => undefined,
  });
  expect(() => api.reqCurrentTime()).toThrow(/not connected/);
  connected = true;
  api.reqIds(1);
  expect(sent).toEqual([[8, 1, 1]]);
});

test('an unknown shape of the package is a bug that stops', () => {
  const other = { controller: { socket: {}, decoder: {} } } as unknown as IBApi;
  expect(() => internalsOf(other)).toThrow(/Invariant/);
});
