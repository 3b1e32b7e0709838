import { expect, test } from 'vitest';
import { cases, count, flag, list, number, numberOrNull, numbers, record, text } from './fields.ts';

test('reads what is there', () => {
  expect(record({ a: 1 }, 'x')).toEqual({ a: 1 });
  expect(list([1], 'x')).toEqual([1]);
  expect(number('-Infinity', 'x')).toBe(Number.NEGATIVE_INFINITY);
  expect(numberOrNull(null, 'x')).toBeNull();
  expect([...numbers([1, null, 'Infinity'], 'x')]).toEqual([1, Number.NaN, Number.POSITIVE_INFINITY]);
  expect(count(50, 'N', 50)).toBe(50);
  expect(text('ok', 'x')).toBe('ok');
  expect(flag(false, 'x')).toBe(false);
  expect(cases({ fits: [{ a: 1 }] }, 'fits', 'surface')).toEqual([{ fields: { a: 1 }, path: 'surface.fits[0]' }]);
});

test.each([
  [() => record([], 'config'), 'config: expected an object, found a list'],
  [() => list({}, 'rows'), 'rows: expected a list, found object'],
  [() => number('12', 'cases[3].S'), 'cases[3].S: expected a number, found string'],
  [() => number(null, 'cases[3].S'), 'cases[3].S: expected a number, found null'],
  [() => numberOrNull(undefined, 'cases[3].S'), 'cases[3].S: expected a number, found nothing'],
  [() => numbers([1, 'x'], 'price'), 'price[1]: expected a number, found string'],
  [() => count(1e308, 'grid.n'), 'grid.n: expected a whole number from 1 to 1000000, found 1e+308'],
  [() => count(-3, 'N', 50), 'N: expected a whole number from 1 to 50, found -3'],
  [() => text(1, 'name'), 'name: expected text, found number'],
  [() => flag(1, 'free'), 'free: expected true or false, found number'],
  [() => cases({}, 'cases'), 'cases: expected a list, found nothing'],
  [() => cases({ cases: [1] }, 'cases'), 'cases[0]: expected an object, found number'],
])('names the field that is wrong: %#', (read, message) => expect(read).toThrow(message));
