import { describe, expect, test } from 'vitest';
import type { RequestContext } from '../../ports/vendor.ts';
import { nextPage, olderThan } from './next-page.ts';

const receivedTime = Date.UTC(2026, 9, 5, 15);
const contextOf = (parameters: Readonly<Record<string, string>> = {}): RequestContext => ({
  symbol: 'SPY',
  parameters,
  receivedTime,
  tradingDate: '20261005',
  headers: {},
});

const rowsAt = (...agesMs: readonly number[]) =>
  agesMs.map((age) => ({ executed_at: `${new Date(receivedTime - age).toISOString().slice(0, 19)}Z` }));

describe('the page before the oldest row', () => {
  const cursor = olderThan({
    endpoint: 'prints',
    limit: 3,
    time: 'executed_at',
    resolutionMs: 1_000,
    lookBackMs: 60_000,
  });

  test('is asked for while pages are full and young', () => {
    // The rest of the oldest second may stand on the next page.
    expect(cursor(rowsAt(1_000, 2_000, 3_000), contextOf())?.parameters).toEqual({
      cursor: String(receivedTime - 2_000),
    });
    expect(cursor(rowsAt(1_000, 2_000), contextOf())).toBeNull();
    expect(cursor(rowsAt(1_000, 2_000, 61_000), contextOf())).toBeNull();
  });

  test('goes back as far as a hole that is filled, however long ago it began', () => {
    const since = { 'newer-than-ms': String(receivedTime - 3_600_000) };
    expect(cursor(rowsAt(1_000, 2_000, 61_000), contextOf(since))?.parameters).toMatchObject(since);
  });

  test('goes back to the last answer after an outage, and a little before it', () => {
    const sinceMs = receivedTime - 3_600_000;
    expect(cursor(rowsAt(1_000, 2_000, 3_590_000), { ...contextOf(), sinceMs })).not.toBeNull();
    expect(cursor(rowsAt(1_000, 2_000, 3_620_000), { ...contextOf(), sinceMs })).not.toBeNull();
    expect(cursor(rowsAt(1_000, 2_000, 3_631_000), { ...contextOf(), sinceMs })).toBeNull();
    // An answer a moment ago is no reason to read less than usual.
    expect(cursor(rowsAt(1_000, 2_000, 59_000), { ...contextOf(), sinceMs: receivedTime - 1_000 })).not.toBeNull();
  });

  test('always moves, even where a whole page is one second', () => {
    const asked = receivedTime - 4_000;
    const next = cursor(rowsAt(5_000, 5_000, 5_000), contextOf({ cursor: String(asked) }));
    expect(Number(next?.parameters['cursor'])).toBeLessThan(asked);
  });

  test('is not guessed from rows without a time', () => {
    expect(cursor([{}, {}, {}], contextOf())).toBeNull();
    expect(cursor([null, 1, 'x'], contextOf())).toBeNull();
  });
});

test('numbered pages begin at 0 and end with one that is not full', () => {
  const next = nextPage({ endpoint: 'list', limit: 2 });
  expect(next([1, 2], contextOf())?.parameters).toEqual({ page: '1' });
  expect(next([1, 2], contextOf({ page: '4' }))?.parameters).toEqual({ page: '5' });
  expect(next([1], contextOf())).toBeNull();
  expect(next([1, 2], contextOf({ page: 'x' }))).toBeNull();
});
