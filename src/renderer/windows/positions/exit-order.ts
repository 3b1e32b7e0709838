import type { SubmitOrder } from '../../../engine/contract/execution-contract.ts';
import type { TradingMode } from '../../../engine/domain/account.ts';
import type { Position } from '../../../engine/domain/position.ts';

type Asked = { readonly intent: string; readonly mode: TradingMode };
type Held = Pick<Position, 'instrument' | 'quantity'>;

function marketOrder({ instrument, quantity }: Held, { intent, mode }: Asked, size: number): SubmitOrder {
  return {
    intent,
    instrument,
    side: quantity > 0 ? 'SELL' : 'BUY',
    quantity: size,
    type: 'MKT',
    limitPrice: null,
    stopPrice: null,
    trailAmount: null,
    timeInForce: 'DAY',
    outsideRth: false,
    bracket: null,
    origin: { source: 'window', label: 'Positions' },
    mode,
  };
}

/** Twice the position the other way: ends with the same size on the other side. */
export function reverseOrder(held: Held, asked: Asked): SubmitOrder {
  return marketOrder(held, asked, Math.abs(held.quantity) * 2);
}

/** A part of the position closed at the market. */
export function reduceOrder(held: Held, { quantity, ...asked }: Asked & { readonly quantity: number }): SubmitOrder {
  return marketOrder(held, asked, quantity);
}

/** A share of what is held, whole where it is whole, never nothing and never all. */
export function partOf(held: number, share: number): number {
  if (!Number.isInteger(held)) return Number((held * share).toFixed(4));
  return Math.min(Math.max(1, Math.round(held * share)), Math.max(1, held - 1));
}

/** A stop for the whole position that the broker itself watches, until cancelled. */
export function stopOrder(held: Held, { stopPrice, ...asked }: Asked & { readonly stopPrice: number }): SubmitOrder {
  return { ...marketOrder(held, asked, Math.abs(held.quantity)), type: 'STP', stopPrice, timeInForce: 'GTC' };
}

const usualDistance = 0.02;

/** Two percent beyond the mark (or the average when there is no mark), on the tick. */
export function suggestedStop(
  { quantity, mark, averagePrice }: Pick<Position, 'quantity' | 'mark' | 'averagePrice'>,
  tick: number,
): number {
  const from = mark ?? averagePrice;
  const price = from * (quantity > 0 ? 1 - usualDistance : 1 + usualDistance);
  return Number((Math.round(price / tick) * tick).toFixed(6));
}

/** Why a stop at this price would not protect; null when it would. */
export function stopProblem(
  { quantity, mark }: Pick<Position, 'quantity' | 'mark'>,
  stopPrice: number | null,
): string | null {
  if (stopPrice === null || stopPrice <= 0) return 'A stop price is needed';
  if (mark === null) return null;
  if (quantity > 0 && stopPrice >= mark) return 'Above the market: it would sell at once';
  if (quantity < 0 && stopPrice <= mark) return 'Below the market: it would buy at once';
  return null;
}
