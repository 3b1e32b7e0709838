import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfRows, randomBars, type RandomBar } from '../../../../tests/support/random-bars.ts';
import type { IndicatorStream } from './bar-step.ts';
import { computeIndicator, indicatorCatalog, openIndicator } from './indicator-catalog.ts';
import type { IndicatorSpec } from './indicator-spec.ts';

function parametersFor(spec: IndicatorSpec): fc.Arbitrary<Record<string, number>> {
  const entries = spec.parameters.map(({ name, min, isWhole }) => [
    name,
    isWhole ? fc.integer({ min, max: min + 12 }) : fc.double({ min: 0.5, max: 4, noNaN: true }),
  ]);
  return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<number>>);
}

function open(id: string, parameters: Record<string, number>): IndicatorStream {
  const opened = openIndicator({ id, parameters });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

function batch(id: string, parameters: Record<string, number>, bars: readonly RandomBar[]) {
  const computed = computeIndicator({ id, parameters }, columnsOfRows(bars));
  if (!computed.ok) throw new Error(computed.failure.message);
  return Object.values(computed.value);
}

/** A bar out of which no indicator can read anything. */
const hole: RandomBar = {
  open: Number.NaN,
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
  volume: Number.NaN,
  benchmark: Number.NaN,
  session: 0,
};

const bars = randomBars({ minLength: 1, maxLength: 90 });
const runs = { numRuns: 40 };

test('a true range that no number can hold does not part stream and batch', () => {
  const bar = { open: 0, high: 0, low: 0, close: 0, volume: 0, benchmark: 0, session: 0 };
  const rows = [{ ...bar, close: -9.8e306 }, { ...bar, high: 1.7e308 }, bar];
  const stream = open('ATR', { period: 1 });
  const streamed = rows.map((row) => stream.commit(row)[0]);
  expect(streamed).toEqual([...(batch('ATR', { period: 1 }, rows)[0] ?? [])]);
});

describe.each(indicatorCatalog)('$id', (spec) => {
  test('bars committed one by one give the batch bit for bit', () => {
    fc.assert(
      fc.property(bars, parametersFor(spec), (rows, parameters) => {
        const stream = open(spec.id, parameters);
        const lines = batch(spec.id, parameters, rows);
        for (const [bar, row] of rows.entries()) {
          expect([...stream.commit(row)], `bar ${bar}`).toEqual(lines.map((line) => line[bar]));
        }
      }),
      runs,
    );
  });

  test('a forming bar may change as often as it likes and leaves no trace', () => {
    const drafts = fc.array(fc.nat(89), { maxLength: 3 });
    fc.assert(
      fc.property(bars, parametersFor(spec), drafts, (rows, parameters, others) => {
        const patient = open(spec.id, parameters);
        const hurried = open(spec.id, parameters);
        for (const row of rows) {
          for (const other of others) hurried.update(rows[other % rows.length] ?? row);
          hurried.update(hole);
          const seen = [...hurried.update(row)];
          const final = [...patient.commit(row)];
          expect(seen).toEqual(final);
          expect([...hurried.commit(row)]).toEqual(final);
        }
      }),
      runs,
    );
  });

  test('a hole in one input is a hole in the values, the same in stream and batch', () => {
    const values = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    const hit = fc.tuple(fc.nat(89), fc.constantFrom(...spec.inputs), values);
    const holes = fc.array(hit, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(bars, parametersFor(spec), holes, (rows, parameters, torn) => {
        // Counted from the end too, so that the first and last bars are often among them.
        const places = torn.map(
          ([bar, input, value]) => [bar % 2 === 0 ? bar % 4 : rows.length - 1 - (bar % 7), input, value] as const,
        );
        const broken = rows.map((row, bar) => {
          const missing = places.filter(([place]) => place === bar).map(([, input, value]) => [input, value]);
          return { ...row, ...(Object.fromEntries(missing) as Partial<RandomBar>) };
        });
        const stream = open(spec.id, parameters);
        const lines = batch(spec.id, parameters, broken);
        for (const [bar, row] of broken.entries()) {
          const values = [...stream.commit(row)];
          expect(values, `bar ${bar}`).toEqual(lines.map((line) => line[bar]));
          if (places.some(([place]) => place === bar)) expect(values.every(Number.isNaN)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('sums that no number can hold are the same in stream and batch', () => {
    const big = fc.double({ min: -1.7e308, max: 1.7e308, noNaN: true });
    const row = fc.record({ open: big, high: big, low: big, close: big, volume: big, benchmark: big });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), parametersFor(spec), (giants, parameters) => {
        const rows = giants.map((giant) => ({ ...giant, session: 0 }));
        const stream = open(spec.id, parameters);
        const lines = batch(spec.id, parameters, rows);
        for (const [bar, each] of rows.entries()) {
          expect([...stream.commit(each)], `bar ${bar}`).toEqual(lines.map((line) => line[bar]));
        }
      }),
      runs,
    );
  });

  test('behind a hole everything begins anew', () => {
    if (spec.takesGaps === true) return;
    fc.assert(
      fc.property(bars, parametersFor(spec), (rows, parameters) => {
        const alone = batch(spec.id, parameters, rows);
        const behind = batch(spec.id, parameters, [...rows, hole, ...rows]);
        expect(behind.map((line) => line.slice(rows.length + 1))).toEqual(alone);
      }),
      { numRuns: 20 },
    );
  });
});
