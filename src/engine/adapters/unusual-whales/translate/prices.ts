import type { RequestContext } from '../../../ports/vendor.ts';
import { positiveOrNull } from '../../vendor-kit/numbers.ts';
import type { Row, RowResult } from '../../vendor-kit/rows.ts';
import { noSides, noTrades } from '../../vendor-kit/untold-quote.ts';
import { amountOrNull, instantIn, positive } from '../read-field.ts';

const unknown = { ...noSides, ...noTrades, delayMs: 0 };

/** The last state of a stock: the volume of the day is `total_volume`, `volume` is the last minute's. */
export function stockState(row: Row, context: RequestContext): RowResult {
  const eventTime = instantIn(row['tape_time']);
  if (eventTime === null) return 'no time';
  const last = positive(row['close']);
  if (last === undefined) return 'no price';
  const body = {
    ...unknown,
    last,
    volume: amountOrNull(row['total_volume']),
    open: positiveOrNull(row['open']),
    high: positiveOrNull(row['high']),
    low: positiveOrNull(row['low']),
    previousClose: positiveOrNull(row['prev_close']),
  };
  return { kind: 'quote', subject: context.symbol, key: 'last', eventTime, body };
}

/** A tick of the socket's price channel, which names the ticker in the channel alone. */
export function priceTick(row: Row, context: { readonly symbol: string }): RowResult {
  const eventTime = instantIn(row['time']);
  if (eventTime === null) return 'no time';
  const last = positive(row['close']);
  if (last === undefined) return 'no price';
  if (context.symbol === '') return 'no ticker';
  const body = {
    ...unknown,
    last,
    volume: amountOrNull(row['vol']),
  };
  return { kind: 'quote', subject: context.symbol, key: 'last', eventTime, body };
}

/** Minute bars; `market_time` says pre-market, regular or after hours and is not needed, since the time does too. */
export function minuteBar(row: Row, context: RequestContext): RowResult {
  const [start, end] = [instantIn(row['start_time']), instantIn(row['end_time'])];
  if (start === null || end === null || end <= start) return 'no interval';
  const close = positive(row['close']);
  if (close === undefined) return 'no close';
  const body = {
    intervalMs: end - start,
    start,
    open: positiveOrNull(row['open']),
    high: positiveOrNull(row['high']),
    low: positiveOrNull(row['low']),
    close,
    volume: amountOrNull(row['volume']),
  };
  return { kind: 'bar', subject: context.symbol, key: `${end - start}|${start}`, eventTime: start, body };
}
