import type { SubmitOrder } from '../../../engine/contract/execution-contract.ts';
import { price } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { orderHeadline, orderTermsText } from './order-words.ts';

/** The order as it will be sent: nothing moves any more. */
export function ReviewPanel({ order }: { readonly order: SubmitOrder }) {
  const { bracket } = order;
  return (
    <section className="ticket-review" aria-label="Review" data-testid={testIds.ticketReview} data-side={order.side}>
      <h3>
        <span aria-hidden>{order.side === 'BUY' ? '▲' : '▼'}</span> {orderHeadline(order)}
      </h3>
      <p>{orderTermsText(order)}</p>
      {bracket ? (
        <p>
          Target <strong>{bracket.targetPrice === null ? 'none' : price(bracket.targetPrice)}</strong>, stop{' '}
          <strong>{bracket.stopPrice === null ? 'none' : price(bracket.stopPrice)}</strong>, both at the broker
        </p>
      ) : (
        <p className="muted">No bracket</p>
      )}
    </section>
  );
}
