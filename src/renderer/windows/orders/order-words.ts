import type { Order, OrderRole, OrderState, OrderType } from '../../../engine/domain/order.ts';
import type { BadgeTone } from '../../components/badge.tsx';
import { price } from '../../components/format.ts';

export const stateWords: Readonly<Record<OrderState, { readonly text: string; readonly tone: BadgeTone }>> = {
  intended: { text: 'journaled', tone: 'normal' },
  denied: { text: 'denied', tone: 'attention' },
  sent: { text: 'sent', tone: 'accent' },
  working: { text: 'working', tone: 'accent' },
  'cancel-pending': { text: 'cancel pending', tone: 'attention' },
  filled: { text: 'filled', tone: 'normal' },
  cancelled: { text: 'cancelled', tone: 'normal' },
  rejected: { text: 'rejected', tone: 'danger' },
  inactive: { text: 'inactive', tone: 'attention' },
  unknown: { text: 'UNKNOWN', tone: 'danger' },
};

export const roleWords: Readonly<Record<OrderRole, string>> = {
  single: '',
  parent: 'entry',
  target: 'target',
  stop: 'stop',
};
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
