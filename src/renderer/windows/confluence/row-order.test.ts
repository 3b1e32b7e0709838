import { expect, test } from 'vitest';
import type { Direction } from '../../../engine/domain/signal.ts';
import type { GridRow, SymbolRow } from './grid-row.ts';
import { arrangeRows } from './row-order.ts';

function symbol(ticker: string, direction: Direction): SymbolRow {
  return { kind: 'symbol', id: ticker, ticker, score: { score: { direction } } as SymbolRow['score'], quote: null };
}
const detail = (ticker: string): GridRow => ({ kind: 'detail', id: `${ticker}:detail`, ticker });
const group = (name: string): GridRow => ({ kind: 'group', id: `group:${name}`, group: name });
const ids = (rows: readonly GridRow[]): readonly string[] => rows.map(({ id }) => id);
const same = (row: GridRow): GridRow => row;

const rows = [
  detail('XOM'),
  symbol('NVDA', 'bullish'),
  symbol('XOM', 'bearish'),
  symbol('SPY', 'bullish'),
  symbol('ZZZZ', 'neutral'),
];

test('an explanation stands right below its symbol, whatever the sort made of it', () => {
  expect(ids(arrangeRows(rows, same, { grouping: 'none', pinned: new Set() }))).toEqual([
    'NVDA',
    'XOM',
    'XOM:detail',
    'SPY',
    'ZZZZ',
  ]);
});

test('pinned symbols come first and take their explanation along', () => {
  expect(ids(arrangeRows(rows, same, { grouping: 'none', pinned: new Set(['XOM']) }))).toEqual([
    'XOM',
    'XOM:detail',
    'NVDA',
    'SPY',
    'ZZZZ',
  ]);
});

test('groups keep the sorted order inside', () => {
  const headed = [...rows, group('bearish'), group('bullish'), group('neutral')];
  expect(ids(arrangeRows(headed, same, { grouping: 'direction', pinned: new Set() }))).toEqual([
    'group:bullish',
    'NVDA',
    'SPY',
    'group:bearish',
    'XOM',
    'XOM:detail',
    'group:neutral',
    'ZZZZ',
  ]);
  const sectors = ids(arrangeRows(rows, same, { grouping: 'sector', pinned: new Set() }));
  expect(sectors.at(-1)).toBe('ZZZZ');
});

test('an explanation whose symbol is filtered away is dropped', () => {
  expect(
    ids(arrangeRows([detail('XOM'), symbol('SPY', 'bullish')], same, { grouping: 'none', pinned: new Set() })),
  ).toEqual(['SPY']);
});
