import { expect, test } from 'vitest';
import { z } from 'zod';
import { batchStream, defineContract, everyStream, latestStream, nothing, request } from '../contract/define.ts';
import { contracts } from '../contract/index.ts';
import { contractHash, hashText } from './contract-hash.ts';

const item = z.object({ id: z.string(), value: z.number() });
const base = () =>
  defineContract('one', {
    ask: request({ input: nothing, output: item }),
    rows: latestStream({ params: nothing, item, key: 'id' }),
  });

test('equal contracts have equal hashes of 16 hex digits, in whatever order their entries stand', () => {
  const turned = defineContract('one', {
    rows: latestStream({ params: nothing, item, key: 'id' }),
    ask: request({ input: nothing, output: item }),
  });
  expect(contractHash(base())).toMatch(/^[0-9a-f]{16}$/);
  expect(contractHash(turned)).toBe(contractHash(base()));
});

test('time limits and roles are the server’s own affair', () => {
  const other = defineContract('one', {
    ask: request({ input: nothing, output: item, timeoutMs: 1, roles: ['window'] }),
    rows: latestStream({ params: nothing, item, key: 'id' }),
  });
  expect(contractHash(other)).toBe(contractHash(base()));
});

test('whatever changes what travels changes the hash', () => {
  const rows = latestStream({ params: nothing, item, key: 'id' });
  const ask = request({ input: nothing, output: item });
  const variants = [
    base(),
    defineContract('two', { ask, rows }),
    defineContract('one', { ask }),
    defineContract('one', { asked: ask, rows }),
    defineContract('one', { ask: request({ input: nothing, output: item, command: true }), rows }),
    defineContract('one', { ask: request({ input: z.object({ a: z.string() }), output: item }), rows }),
    defineContract('one', { ask: request({ input: z.object({ a: z.string().max(3) }), output: item }), rows }),
    defineContract('one', { ask: request({ input: nothing, output: item.extend({ more: z.boolean() }) }), rows }),
    defineContract('one', { ask, rows: latestStream({ params: nothing, item, key: 'value' }) }),
    defineContract('one', { ask, rows: everyStream({ params: nothing, item }) }),
    defineContract('one', { ask, rows: batchStream({ params: nothing, item, columns: ['a', 'b'] }) }),
    defineContract('one', { ask, rows: batchStream({ params: nothing, item, columns: ['b', 'a'] }) }),
  ];
  expect(new Set(variants.map(contractHash)).size).toBe(variants.length);
});

test('every contract of the program has a hash of its own', () => {
  const hashes = Object.values(contracts).map((contract) => contractHash(contract));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('texts that differ in one character differ in both halves', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'a'.repeat(1_000), `${'a'.repeat(999)}b`, `b${'a'.repeat(999)}`];
  const hashes = texts.map(hashText);
  expect(new Set(hashes.map((hash) => hash.slice(0, 8))).size).toBe(texts.length);
  expect(new Set(hashes.map((hash) => hash.slice(8))).size).toBe(texts.length);
});
