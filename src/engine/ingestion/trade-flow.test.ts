import { expect, test } from 'vitest';
import { emptyQuote, type Quote } from '../domain/quote.ts';
import { TradeFlow } from './trade-flow.ts';

const quote = (last: number | null, volume: number | null): Quote => ({
  ...emptyQuote('SPY.STK'),
  last,
  volume,
  eventTime: 5,
});

test('volume is the growth of the day’s total; the first look and an unchanged one are no trades', () => {
  const flow = new TradeFlow();
  expect(flow.next(quote(10, 1_000))).toBeNull();
  expect(flow.next(quote(10, 1_000))).toBeNull();
  expect(flow.next(quote(10, 1_250))).toEqual({ timeMs: 5, price: 10, volume: 250 });
  expect(flow.next(quote(10.5, 1_250))).toEqual({ timeMs: 5, price: 10.5, volume: 0 });
});

test('an index without volume still moves', () => {
  const flow = new TradeFlow();
  flow.next(quote(16, null));
  expect(flow.next(quote(16.1, null))).toEqual({ timeMs: 5, price: 16.1, volume: 0 });
});

test('a new session’s smaller total invents no volume', () => {
  const flow = new TradeFlow();
  flow.next(quote(10, 90_000));
  expect(flow.next(quote(11, 100))?.volume).toBe(0);
  expect(flow.next(quote(11, 160))?.volume).toBe(60);
});

test('what was traded during an outage is not one trade', () => {
  const flow = new TradeFlow();
  flow.next(quote(10, 1_000));
  flow.reset();
  expect(flow.next(quote(12, 50_000))).toBeNull();
});
