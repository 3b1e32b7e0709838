import type { Order, OrderType } from '../../engine/domain/order.ts';
import { price } from './format.ts';

const typeWords: Readonly<Record<OrderType, string>> = {
  MKT: 'market',
  LMT: 'limit',
  STP: 'stop',
  'STP LMT': 'stop limit',
  TRAIL: 'trailing',
  MOC: 'on close',
  ADAPTIVE: 'adaptive',
};

/** `limit 188.20`, `stop 182.10 limit 181.90`, `market`. */
export function priceWords({
  type,
  limitPrice,
  stopPrice,
  trailAmount,
}: Pick<Order, 'type' | 'limitPrice' | 'stopPrice' | 'trailAmount'>): string {
  if (type === 'STP LMT') return `stop ${price(stopPrice)} limit ${price(limitPrice)}`;
  if (type === 'TRAIL')
    return `trailing by ${price(trailAmount)}${stopPrice === null ? '' : `, stop ${price(stopPrice)}`}`;
  const at = limitPrice ?? stopPrice;
  return at === null ? typeWords[type] : `${typeWords[type]} ${price(at)}`;
}
