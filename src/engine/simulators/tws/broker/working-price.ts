import type { SimInstrument, SimQuote } from '../../simulated-market.ts';
import { roundToIncrement } from '../contracts/market-rules.ts';
import { direction, type SimOrder } from './sim-order.ts';

/** How long an Adaptive order takes from the near side of the spread to the far side, venue ms. */
const adaptiveMs: Readonly<Record<string, number>> = { urgent: 1_000, normal: 5_000, patient: 15_000 };

export type WorkingPrice =
  | { readonly kind: 'market' }
  | { readonly kind: 'limit'; readonly price: number }
  /** Not for trading now: waits for a trigger or the closing auction. */
  | { readonly kind: 'waiting' };

const waiting: WorkingPrice = { kind: 'waiting' };

/** At which price an order may trade at this moment. */
export function workingPrice(order: SimOrder, instrument: SimInstrument, quote: SimQuote, nowMs: number): WorkingPrice {
  const { orderType, limitPrice, algoStrategy } = order.terms;
  if (orderType === 'MOC' || orderType === 'LOC') return waiting;
  if (needsTrigger(order) && !order.triggered) return waiting;
  const limit = orderType === 'TRAIL LIMIT' ? trailLimit(order) : limitPrice;
  const bounded = ['LMT', 'STP LMT', 'LIT', 'TRAIL LIMIT'].includes(orderType) && limit !== null;
  if (algoStrategy === 'Adaptive')
    return adaptivePrice({ order, instrument, quote, nowMs, limit: bounded ? limit : null });
  return bounded ? { kind: 'limit', price: limit } : { kind: 'market' };
}

export function needsTrigger(order: SimOrder): boolean {
  return ['STP', 'STP LMT', 'TRAIL', 'TRAIL LIMIT', 'MIT', 'LIT'].includes(order.terms.orderType);
}

function trailLimit(order: SimOrder): number | null {
  if (order.stopPrice === null) return order.terms.limitPrice;
  return order.stopPrice + direction(order.terms.action) * (order.terms.limitOffset ?? 0);
}

function adaptivePrice(at: {
  order: SimOrder;
  instrument: SimInstrument;
  quote: SimQuote;
  nowMs: number;
  limit: number | null;
}): WorkingPrice {
  const { order, instrument, quote, limit } = at;
  if (quote.bid === null || quote.ask === null) return waiting;
  const elapsed = at.nowMs - (order.activeMs ?? at.nowMs);
  const share = Math.min(1, elapsed / adaptiveDurationMs(order));
  const near = order.terms.action === 'BUY' ? quote.bid : quote.ask;
  const far = order.terms.action === 'BUY' ? quote.ask : quote.bid;
  const price = roundToIncrement(instrument, near + share * (far - near));
  if (limit === null) return { kind: 'limit', price };
  return { kind: 'limit', price: order.terms.action === 'BUY' ? Math.min(limit, price) : Math.max(limit, price) };
}

export function adaptiveDurationMs(order: SimOrder): number {
  const priority = order.terms.algoParams.find((param) => param.tag === 'adaptivePriority')?.value ?? 'Normal';
  return adaptiveMs[priority.toLowerCase()] ?? 5_000;
}

/** Moves a trailing stop with the last price; answers whether it moved. */
export function trail(order: SimOrder, last: number): boolean {
  if (!order.terms.orderType.startsWith('TRAIL') || order.triggered) return false;
  const sign = direction(order.terms.action);
  const distance =
    order.terms.trailingPercent === null ? (order.terms.auxPrice ?? 0) : (last * order.terms.trailingPercent) / 100;
  const candidate = last + sign * distance;
  const better = order.stopPrice === null || (sign > 0 ? candidate < order.stopPrice : candidate > order.stopPrice);
  if (better) order.stopPrice = candidate;
  return better;
}

/** Whether the last price elects a stop or touches an if-touched order. */
export function isElected(order: SimOrder, last: number): boolean {
  const stop = order.stopPrice;
  if (stop === null) return false;
  const touched = order.terms.orderType === 'MIT' || order.terms.orderType === 'LIT';
  const above = (order.terms.action === 'BUY') !== touched;
  return above ? last >= stop : last <= stop;
}
