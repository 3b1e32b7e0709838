import { describe, expect, it } from 'vitest';
import { clockTime, number, table } from './table.ts';

describe('table', () => {
  const columns = [
    { title: 'name', text: (row: { name: string; size: number }) => row.name },
    { title: 'size', align: 'right' as const, text: (row: { name: string; size: number }) => number(row.size, 1) },
  ];

  it('is as wide as its widest cell, numbers to the right, nothing behind the last', () => {
    const rows = [
      { name: 'a', size: 1_234.56 },
      { name: 'longer', size: 2 },
    ];
    expect(table(columns, rows)).toBe(['name       size', 'a       1,234.6', 'longer      2.0'].join('\n'));
  });

  it('without rows is its head', () => {
    expect(table(columns, [])).toBe('name  size');
  });
});

it('never lets a cell steer the terminal', () => {
  const text = table([{ title: 'reason', text: (row: string) => row }], ['\u001B[2Jgone \u009Bx \u202Eabc\r\n']);
  expect(text).toBe('reason\n [2Jgone  x  abc');
});

describe('number', () => {
  it.each([[null], [undefined], [Number.NaN], [Number.POSITIVE_INFINITY]])('%s is a dash, never a figure', (value) => {
    expect(number(value)).toBe('–');
  });

  it('has the digits asked for', () => {
    expect([number(0), number(-1_234.5, 0), number(0.005, 3)]).toEqual(['0.00', '-1,235', '0.005']);
  });
});

it('times are New York time on a 24 hour clock', () => {
  expect(clockTime(Date.UTC(2026, 0, 5, 5, 0, 7))).toBe('00:00:07');
  expect(clockTime(Date.UTC(2026, 6, 6, 17, 30, 0))).toBe('13:30:00');
  expect(clockTime(null)).toBe('–');
});
