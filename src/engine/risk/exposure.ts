import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { isFinal, isOpen, type Order, type OrderSide } from '../domain/order.ts';

/** Signed quantity between which the truth lies while a fill and a position report have not met yet. */
export type PositionRange = { readonly low: number; readonly high: number };

/** The worst position that may come about in one instrument if everything in flight fills. */
export type Exposure = {
  readonly instrument: InstrumentId;
  readonly ticker: Ticker;
  /** Largest position, counting every open buy; never below zero. */
  readonly long: number;
  /** Smallest position, counting every open sell; never above zero. */
  readonly short: number;
  readonly position: PositionRange;
  readonly openBuys: number;
  readonly openSells: number;
  /** Money of one unit held long: price x multiplier. */
  readonly longUnitValue: number;
  /** Money of one unit held short; for options at least the strike, which is what an assignment costs. */
  readonly shortUnitValue: number;
  /** -1 for puts: a long put is a bearish position. */
  readonly leaning: 1 | -1;
};

export type ExposureInput = {
  readonly instrument: Instrument;
  readonly ticker: Ticker;
  readonly position: PositionRange;
  readonly orders: readonly Order[];
  readonly price: number;
};

export function exposureOf({ instrument, ticker, position, orders, price }: ExposureInput): Exposure {
  const openBuys = openQuantity(orders, 'BUY');
  const openSells = openQuantity(orders, 'SELL');
  const shortPrice = instrument.secType === 'OPT' ? Math.max(price, instrument.strike ?? 0) : price;
  return {
    instrument: instrument.id,
    ticker,
    long: Math.max(0, position.high + openBuys),
    short: Math.min(0, position.low - openSells),
    position,
    openBuys,
    openSells,
    longUnitValue: price * instrument.multiplier,
    shortUnitValue: shortPrice * instrument.multiplier,
    leaning: instrument.right === 'P' ? -1 : 1,
  };
}

/** The same instrument with one more order in flight. `unitPrice` replaces the mark when it is higher. */
export function withOrder(exposure: Exposure, side: OrderSide, quantity: number): Exposure {
  return side === 'BUY'
    ? {
        ...exposure,
        openBuys: exposure.openBuys + quantity,
        long: Math.max(0, exposure.position.high + exposure.openBuys + quantity),
      }
    : {
        ...exposure,
        openSells: exposure.openSells + quantity,
        short: Math.min(0, exposure.position.low - exposure.openSells - quantity),
      };
}

export function notionalOf(exposure: Exposure): number {
  return Math.max(exposure.long * exposure.longUnitValue, -exposure.short * exposure.shortUnitValue);
}

/** How much an order of this side may trade without opening or enlarging anything. */
export function freeToClose(exposure: Exposure, side: OrderSide): number {
  const held =
    side === 'SELL' ? exposure.position.low - exposure.openSells : -exposure.position.high - exposure.openBuys;
  return Math.max(0, held);
}

/**
 * What the open orders of one instrument and side may still trade. The exits of a bracket count once (one cancels the
 * other) and only as far as their parent has filled: until then they are no more than an intention.
 */
export function openQuantity(orders: readonly Order[], side: OrderSide): number {
  const known = new Set(orders.filter((order) => order.role === 'parent').map((order) => order.intent));
  const isExit = (order: Order) => order.parentIntent !== null && known.has(order.parentIntent);
  const open = orders.filter((order) => order.side === side && isOpenOrIntended(order));
  const plain = open.filter((order) => !isExit(order)).reduce((sum, order) => sum + remainingOf(order), 0);
  const parents = new Set(open.filter(isExit).map((order) => order.parentIntent));
  return [...parents].reduce((sum, parent) => sum + exitQuantity(orders, parent, side), plain);
}

function exitQuantity(orders: readonly Order[], parentIntent: string | null, side: OrderSide): number {
  const parent = orders.find((order) => order.intent === parentIntent);
  const exits = orders.filter((order) => order.parentIntent === parentIntent && order.side === side);
  const filled = exits.reduce((sum, order) => sum + order.filled, 0);
  const largest = Math.max(0, ...exits.filter(isOpenOrIntended).map(remainingOf));
  // Behind an entry that has ended they trade all they say, whatever the entry has filled.
  if (parent === undefined || (isFinal(parent.state) && parent.filled > 0)) return largest;
  return Math.min(largest, Math.max(0, parent.filled - filled));
}

export function remainingOf(order: Order): number {
  return Math.max(0, order.quantity - order.filled);
}

function isOpenOrIntended(order: Order): boolean {
  return isOpen(order.state) || order.state === 'intended';
}
