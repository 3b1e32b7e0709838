import type { OrderSide } from '../../../engine/domain/order.ts';
import { uses, type PriceField } from './order-fields.ts';
import type { Draft, Touch } from './draft.ts';

/** How far a day usually goes: measure of stop and target. */
export type Reach = { readonly amount: number; readonly source: string };
export type Levels = Readonly<Record<PriceField | 'target' | 'protectiveStop' | 'entry', number | null>>;

/** Reward for each unit of risk in a suggested bracket. */
const suggestedReward = 2;

export function onTick(price: number, tick: number): number {
  return Number((Math.round(price / tick) * tick).toFixed(6));
}

function sign(side: OrderSide): 1 | -1 {
  return side === 'BUY' ? 1 : -1;
}

function touchOf(touch: Touch | null, side: OrderSide): number | null {
  if (!touch) return null;
  return (side === 'BUY' ? touch.ask : touch.bid) ?? touch.last;
}

type Market = { readonly reach: Reach | null; readonly tick: number };

/** Suggested where nothing was typed; a field the type does not use is null. */
export function levelsOf(draft: Draft, { reach, tick }: Market): Levels {
  const { side, type, typed, touch } = draft;
  const up = sign(side);
  const market = touchOf(touch, side);
  const by = (from: number | null, distance: number | null): number | null =>
    from === null || distance === null ? null : Math.max(tick, onTick(from + distance, tick));
  const pick = (field: keyof Draft['typed'], suggested: number | null): number | null => {
    const own = typed[field];
    return own === undefined ? suggested : own;
  };
  const field = (name: PriceField, suggested: number | null): number | null =>
    uses(type, name) ? pick(name, suggested) : null;

  const stopPrice = field('stopPrice', type === 'TRAIL' ? null : by(market, reach && up * 0.25 * reach.amount));
  const limitFrom =
    type === 'STP LMT'
      ? by(stopPrice, stopPrice === null ? null : up * Math.max(5 * tick, stopPrice * 0.001))
      : by(market, 0);
  const limitPrice = field('limitPrice', type === 'ADAPTIVE' ? null : limitFrom);
  const trailAmount = field('trailAmount', reach && Math.max(tick, onTick(reach.amount, tick)));
  const entry = limitPrice ?? stopPrice ?? market;
  const exits = draft.bracket;
  return {
    limitPrice,
    stopPrice,
    trailAmount,
    entry,
    target: exits ? pick('target', by(entry, reach && up * suggestedReward * reach.amount)) : null,
    protectiveStop: exits ? pick('protectiveStop', by(entry, reach && -up * reach.amount)) : null,
  };
}

/** Signed distance from the entry in percent, and back. */
export function percentFrom(entry: number | null, price: number | null): number | null {
  return entry === null || price === null || entry === 0 ? null : ((price - entry) / entry) * 100;
}

export function priceAt(entry: number | null, percent: number | null, tick: number): number | null {
  return entry === null || percent === null ? null : onTick(entry * (1 + percent / 100), tick);
}
