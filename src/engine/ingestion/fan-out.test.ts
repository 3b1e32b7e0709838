import { expect, test } from 'vitest';
import { FanOut } from './fan-out.ts';
import { sameFields } from './feeds/same-fields.ts';

type Row = { readonly key: string; readonly age: number | null; readonly errors: Readonly<Record<string, number>> };

test('a row that says the same is not passed on again, one that differs anywhere is', () => {
  const rows = new FanOut<Row>((row) => row.key, { same: sameFields });
  const told: Row[] = [];
  rows.subscribe({ set: (row) => void told.push(row), remove: () => undefined });
  const say = (age: number | null, errors: Row['errors']): number => {
    rows.set({ key: 'one', age, errors });
    rows.flush();
    return told.length;
  };
  expect(say(null, {})).toBe(1);
  expect(say(null, {})).toBe(1);
  expect(say(0, {})).toBe(2);
  expect(say(0, { timeout: 1 })).toBe(3);
  expect(say(0, { timeout: 1 })).toBe(3);
  expect(say(0, { timeout: 2 })).toBe(4);
  expect(say(0, { refused: 2 })).toBe(5);
  expect(say(Number.NaN, { refused: 2 })).toBe(6);
  expect(say(Number.NaN, { refused: 2 })).toBe(6);
});

test('a row that was removed is told anew, even if it says the same', () => {
  const rows = new FanOut<Row>((row) => row.key, { same: sameFields });
  const told: Row[] = [];
  rows.subscribe({ set: (row) => void told.push(row), remove: () => undefined });
  const row: Row = { key: 'one', age: 1, errors: {} };
  for (let turn = 0; turn < 2; turn += 1) {
    rows.set({ ...row });
    rows.flush();
    rows.remove('one');
  }
  expect(told).toEqual([row, row]);
});
