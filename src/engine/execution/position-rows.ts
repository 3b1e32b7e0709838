import { tradingDate } from '../domain/calendar.ts';
import type { Order } from '../domain/order.ts';
import type { Position, ProtectiveStop } from '../domain/position.ts';
import { markOf, type Quote } from '../domain/quote.ts';
import type { FillRecord } from '../ports/journal-store.ts';
import { remainingOf } from '../risk/exposure.ts';
import type { HeldPosition } from './position-book.ts';

export type PositionSources = {
  readonly account: string;
  readonly now: number;
  readonly quote: Quote | null;
  readonly orders: readonly Order[];
  readonly fills: readonly FillRecord[];
};

export function positionRow(held: HeldPosition, { account, now, quote, orders, fills }: PositionSources): Position {
  const { instrument, quantity, averagePrice } = held;
  const mark = quote === null ? null : markOf(quote);
  const value = mark === null ? null : quantity * mark * instrument.multiplier;
  return {
    account,
    instrument: instrument.id,
    ticker: instrument.symbol,
    quantity,
    averagePrice,
    multiplier: instrument.multiplier,
    mark,
    marketValue: value,
    unrealizedPnl: mark === null ? null : (mark - averagePrice) * quantity * instrument.multiplier,
    dayPnl: dayPnl(held, { quote, mark, fills, now }),
    protectiveStop: protectiveStopOf(held, orders),
    eventTime: now,
  };
}

/** What the position made since the previous close: held over at that close, traded today at the prices paid. */
function dayPnl(
  { instrument, quantity }: HeldPosition,
  { quote, mark, fills, now }: { quote: Quote | null; mark: number | null; fills: readonly FillRecord[]; now: number },
): number | null {
  const today = tradingDate(now);
  const traded = fills.filter(({ fill }) => fill.venue !== carriedOver && tradingDate(fill.eventTime) === today);
  const signed = (record: FillRecord) => (record.fill.side === 'BUY' ? record.fill.quantity : -record.fill.quantity);
  const heldOver = quantity - traded.reduce((sum, record) => sum + signed(record), 0);
  const paid = traded.reduce((sum, record) => sum + signed(record) * record.fill.price, 0);
  const commission = traded.reduce((sum, { fill }) => sum + (fill.commission ?? 0), 0);
  const close = quote?.close ?? null;
  const heldOverValue = Math.abs(heldOver) < 1e-9 ? 0 : close === null ? null : heldOver * close;
  const present = Math.abs(quantity) < 1e-9 ? 0 : mark === null ? null : quantity * mark;
  if (heldOverValue === null || present === null) return null;
  return (present - heldOverValue - paid) * instrument.multiplier - commission;
}

/** Venue of the entry that says what was held before the journal began. */
export const carriedOver = 'carried over';

/** Protected means: stop orders that the broker itself watches cover the whole position. */
export function protectiveStopOf(
  held: Pick<HeldPosition, 'instrument' | 'quantity'>,
  orders: readonly Order[],
): ProtectiveStop {
  if (Math.abs(held.quantity) < 1e-9) return 'none';
  const side = held.quantity > 0 ? 'SELL' : 'BUY';
  const covered = orders
    .filter((order) => order.instrument === held.instrument.id && order.side === side && isStopType(order))
    .filter((order) => order.state === 'working')
    .reduce((sum, order) => sum + remainingOf(order), 0);
  return covered >= Math.abs(held.quantity) - 1e-9 ? 'broker' : 'none';
}

function isStopType(order: Order): boolean {
  return order.type === 'STP' || order.type === 'STP LMT' || order.type === 'TRAIL';
}
