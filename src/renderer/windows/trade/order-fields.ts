import type { OrderType, TimeInForce } from '../../../engine/domain/order.ts';

export type PriceField = 'limitPrice' | 'stopPrice' | 'trailAmount';
export type OrderFields = {
  readonly name: string;
  readonly prices: readonly { readonly field: PriceField; readonly label: string; readonly required: boolean }[];
  readonly timeInForce: readonly TimeInForce[];
  readonly outsideRth: boolean;
};

const both: readonly TimeInForce[] = ['DAY', 'GTC'];
const day: readonly TimeInForce[] = ['DAY'];
const limit = { field: 'limitPrice', label: 'Limit', required: true } as const;
const stop = { field: 'stopPrice', label: 'Stop', required: true } as const;

/** What each order type needs, and nothing else. */
export const orderFields: Readonly<Record<OrderType, OrderFields>> = {
  MKT: { name: 'Market', prices: [], timeInForce: day, outsideRth: false },
  LMT: { name: 'Limit', prices: [limit], timeInForce: both, outsideRth: true },
  STP: { name: 'Stop', prices: [stop], timeInForce: both, outsideRth: true },
  'STP LMT': { name: 'Stop limit', prices: [stop, limit], timeInForce: both, outsideRth: true },
  TRAIL: {
    name: 'Trailing stop',
    prices: [
      { field: 'trailAmount', label: 'Trail by', required: true },
      { field: 'stopPrice', label: 'First stop', required: false },
    ],
    timeInForce: both,
    outsideRth: true,
  },
  MOC: { name: 'Market on close', prices: [], timeInForce: day, outsideRth: false },
  ADAPTIVE: {
    name: 'Adaptive',
    prices: [{ field: 'limitPrice', label: 'Cap', required: false }],
    timeInForce: day,
    outsideRth: false,
  },
};

export function uses(type: OrderType, field: PriceField): boolean {
  return orderFields[type].prices.some((price) => price.field === field);
}
