import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourcesFingerprint } from './build-output.mjs';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorum-fingerprint-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'a.ts'), 'a');
  writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'b');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const changes: readonly (readonly [string, () => void])[] = [
  ['a changed file', () => writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'c')],
  ['a new file', () => writeFileSync(join(root, 'src', 'c.ts'), '')],
  ['a file that went', () => rmSync(join(root, 'src', 'a.ts'))],
  ['a folder that went', () => rmSync(join(root, 'src'), { recursive: true })],
];

test.each(changes)('%s changes the fingerprint', (_name, change) => {
  const before = fingerprint(root, ['src', 'package.json']);
  change();
  expect(fingerprint(root, ['src', 'package.json'])).not.toBe(before);
});

test('a file that appears where none was changes the fingerprint', () => {
  const before = fingerprint(root, ['src', 'package.json']);
  writeFileSync(join(root, 'package.json'), '{}');
  expect(fingerprint(root, ['src', 'package.json'])).not.toBe(before);
});

test('a new time of change alone changes nothing', () => {
  const before = fingerprint(root, ['src']);
  utimesSync(join(root, 'src', 'a.ts'), 1, 1);
  expect(fingerprint(root, ['src'])).toBe(before);
});

test('moving content between files changes the fingerprint', () => {
  const before = fingerprint(root, ['src']);
  writeFileSync(join(root, 'src', 'a.ts'), 'b');
  writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'a');
  expect(fingerprint(root, ['src'])).not.toBe(before);
});

test('a changed test does not make the built program stale, a changed source does', () => {
  const before = sourcesFingerprint(root);
  writeFileSync(join(root, 'src', 'a.test.ts'), 'test');
  expect(sourcesFingerprint(root)).toBe(before);
  writeFileSync(join(root, 'src', 'a.ts'), 'changed');
  expect(sourcesFingerprint(root)).not.toBe(before);
});

test('a stamp is read back, and one never written is undefined', () => {
  const stamp = join(root, 'stamps', 'packages');
  expect(readStamp(stamp)).toBeUndefined();
  writeStamp(stamp, 'abc');
  expect(readStamp(stamp)).toBe('abc');
});
