import type { SubmitOrder } from '../../../engine/contract/execution-contract.ts';
import { instrumentName } from '../../components/format-time.ts';
import { number, price } from '../../components/format.ts';
import { orderFields } from './order-fields.ts';

/** `BUY 100 AAPL`. */
export function orderHeadline({
  side,
  quantity,
  instrument,
}: Pick<SubmitOrder, 'side' | 'quantity' | 'instrument'>): string {
  return `${side} ${number(quantity, 0)} ${instrumentName(instrument)}`;
}

/** `Limit 188.20, DAY, outside regular hours`. */
export function orderTermsText(order: SubmitOrder): string {
  const prices = orderFields[order.type].prices
    .filter(({ field }) => order[field] !== null)
    .map(({ label, field }) =>
      label === orderFields[order.type].name ? price(order[field]) : `${label.toLowerCase()} ${price(order[field])}`,
    );
  return [
    [orderFields[order.type].name, prices.join(', ')].filter(Boolean).join(' '),
    order.timeInForce,
    order.outsideRth ? 'outside regular hours' : '',
  ]
    .filter(Boolean)
    .join(', ');
}
