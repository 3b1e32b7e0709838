import type { IntentId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { type Failure, fail } from '../domain/outcome.ts';
import { limitRounding, roundToTick } from '../risk/price-ticks.ts';
import type { ProposedOrder } from '../risk/risk-context.ts';
import type { RuleCheck } from '../risk/rule.ts';

/** The four possible answers to a submit; the broker's later words arrive as order events. */
export type OrderTicket =
  | { readonly outcome: 'sent'; readonly orders: readonly Order[] }
  | { readonly outcome: 'denied'; readonly failure: Failure; readonly checks: readonly RuleCheck[] }
  | { readonly outcome: 'unknown'; readonly failure: Failure; readonly orders: readonly Order[] };

export function denied(code: string, message: string, checks: readonly RuleCheck[] = []): OrderTicket {
  return { outcome: 'denied', failure: fail(code, message).failure, checks };
}

/**
 * The submitted parameters as one canonical line. Kept whole instead of hashed: two different orders can then never
 * pass for the same one.
 */
export function fingerprintOf(order: ProposedOrder): string {
  const {
    instrument,
    side,
    quantity,
    type,
    limitPrice,
    stopPrice,
    trailAmount,
    timeInForce,
    outsideRth,
    bracket,
    mode,
  } = order;
  const exits = bracket === null ? null : [bracket.targetPrice, bracket.stopPrice];
  return JSON.stringify([
    mode,
    instrument,
    side,
    quantity,
    type,
    limitPrice,
    stopPrice,
    trailAmount,
    timeInForce,
    outsideRth,
    exits,
  ]);
}

/** Every price on the instrument's grid, with a sentence for each that had to move. */
export function onTick(
  order: ProposedOrder,
  minTick: number,
): { readonly order: ProposedOrder; readonly said: readonly string[] } {
  const said: string[] = [];
  const rounded = (name: string, price: number | null, how: 'down' | 'up' | 'nearest') => {
    if (price === null || !Number.isFinite(price) || price <= 0) return price;
    const next = roundToTick(price, minTick, how);
    if (Math.abs(next - price) > 1e-9) said.push(`${name} ${price} rounded to ${next} (tick ${minTick})`);
    return next;
  };
  const exit = order.side === 'BUY' ? 'SELL' : 'BUY';
  const next = {
    ...order,
    limitPrice: rounded('Limit', order.limitPrice, limitRounding(order.side)),
    stopPrice: rounded('Stop', order.stopPrice, 'nearest'),
    trailAmount: rounded('Trailing amount', order.trailAmount, 'nearest'),
    bracket: order.bracket && {
      targetPrice: rounded('Target', order.bracket.targetPrice, limitRounding(exit)),
      stopPrice: rounded('Protective stop', order.bracket.stopPrice, 'nearest'),
    },
  };
  return { order: next, said };
}

/** The ticket of an intent that was submitted before: what became of it, never a second order. */
export function ticketOf(orders: readonly Order[], intent: IntentId): OrderTicket {
  const root = orders.find((order) => order.intent === intent);
  if (root === undefined) return denied('unknown-intent', 'The journal has no order of this intent');
  if (root.state === 'denied') return denied('denied', root.reason);
  const unknown = orders.find((order) => order.state === 'unknown' || order.state === 'intended');
  if (unknown === undefined) return { outcome: 'sent', orders };
  return {
    outcome: 'unknown',
    failure: fail('unknown', unknown.reason || 'Nobody has told yet what became of the order').failure,
    orders,
  };
}
