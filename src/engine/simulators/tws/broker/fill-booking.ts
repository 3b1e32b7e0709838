import { invariant } from '../../../domain/outcome.ts';
import type { SimulatedMarket } from '../../simulated-market.ts';
import type { AccountLedger } from './account-ledger.ts';
import { orderCommission } from './commissions.ts';
import type { Fill } from './matching-engine.ts';
import { direction, remainingOf, roundQuantity, type SimExecution, type SimOrder } from './sim-order.ts';

/** Execution ids look like the broker's: `0000e0d5.67fe667b.01.01`; the last part counts corrections. */
export function executionId(number: number, seed: number): string {
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return `${hex((seed & 0xffff) | 0x10000)}.${hex(0x60000000 + number)}.01.01`;
}

/** Books a fill on the order and the account and describes it. */
export function bookFill(at: {
  readonly market: SimulatedMarket;
  readonly ledger: AccountLedger;
  readonly order: SimOrder;
  readonly fill: Fill;
  readonly execId: string;
}): SimExecution {
  const { market, ledger, order, fill } = at;
  const instrument = market.byId(order.instrument);
  invariant(instrument, `filled order of an unknown instrument ${order.instrument}`);
  const value = order.averagePrice * order.filled + fill.price * fill.size;
  order.filled = roundQuantity(order.filled + fill.size);
  order.averagePrice = value / order.filled;
  order.lastPrice = fill.price;
  const total = orderCommission(instrument.secType, order.filled, value * instrument.multiplier);
  const commission = Math.round((total - order.commission) * 10_000) / 10_000;
  order.commission = total;
  const quantity = direction(order.terms.action) * fill.size;
  const realizedPnl = ledger.apply({ instrument, quantity, price: fill.price, commission });
  if (remainingOf(order) <= 0) {
    order.status = 'Filled';
    order.completedMs = market.clock.now();
    order.queueAhead = null;
  } else if (order.status === 'PreSubmitted') {
    order.status = 'Submitted';
  }
  order.whyHeld = '';
  return {
    execId: at.execId,
    clientId: order.clientId,
    orderId: order.orderId,
    permId: order.permId,
    instrument: order.instrument,
    account: order.terms.account,
    action: order.terms.action,
    shares: fill.size,
    price: fill.price,
    cumulative: order.filled,
    averagePrice: order.averagePrice,
    venue: fill.venue,
    liquidity: fill.liquidity,
    orderRef: order.terms.orderRef,
    timeMs: market.clock.now(),
    commission,
    realizedPnl,
  };
}
