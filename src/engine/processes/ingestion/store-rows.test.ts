import { expect, test } from 'vitest';
import type { FactStore } from '../../ports/fact-store.ts';
import { storeRows } from './store-rows.ts';

const archive = { health: () => ({ name: 'archive', bytes: 7, detail: 'off' }) };
const kinds = [
  'option-trade',
  'quote',
  'trade',
  'news',
  'bar',
  'iv-rank',
  'max-pain',
  'short-volume',
  'etf-flow',
] as const;

function rows(sizes: ReturnType<FactStore['sizes']>, recording: { readonly on: boolean; readonly lost: number }) {
  const statistics = () => ({ items: 12_345, bytes: 99, lost: recording.lost, file: '' });
  const recorder = { on: () => recording.on, statistics };
  return storeRows({ bytes: () => 1_000, facts: { sizes: () => sizes }, recorder, archive });
}

test('the store names its largest kinds and adds up the rest', () => {
  const [market] = rows(
    kinds.map((kind, index) => ({ kind, rows: 9_000 - index })),
    { on: false, lost: 0 },
  );
  expect(market).toMatchObject({ name: 'market.db', bytes: 1_000 });
  expect(market?.detail).toMatch(/facts: option-trade 9,000, quote 8,999, .*short-volume 8,993, 1 other kinds 8,992$/);
});

test('a recording tells what it lost; off is off', () => {
  expect(rows([], { on: true, lost: 2 })[1]?.detail).toBe('12,345 items since the start, 2 lost');
  expect(rows([], { on: false, lost: 0 }).map(({ detail }) => detail)).toEqual([
    'bars, vols, option rows',
    'off',
    'off',
  ]);
});
