import type { OrderType } from '../domain/order.ts';

/** Orders whose price the market decides: once active they take what is there. */
export function isMarketLike(type: OrderType): boolean {
  return type === 'MKT' || type === 'STP' || type === 'TRAIL' || type === 'MOC';
}
