import { useEffect, useState } from 'react';
import type { Order } from '../../../engine/domain/order.ts';
import type { OrderEvent } from '../../../engine/domain/order-event.ts';
import type { Failure } from '../../../engine/domain/outcome.ts';
import { links } from '../../bridge/links.ts';
import { clockTime } from '../../components/format-time.ts';
import { missing, number, price } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';

type Known = { readonly events: readonly OrderEvent[] | null; readonly failure: Failure | null };

/** The journal's lines of one order, asked again whenever the order changes. */
export function OrderHistory({ order }: { readonly order: Order }) {
  const [known, setKnown] = useState<Known>({ events: null, failure: null });
  useEffect(() => {
    const abort = new AbortController();
    void links()
      .execution.call.order({ intent: order.intent }, { signal: abort.signal })
      .then((answer) => {
        if (abort.signal.aborted) return;
        setKnown((before) =>
          answer.ok ? { events: answer.value.events, failure: null } : { ...before, failure: answer.failure },
        );
      });
    return () => abort.abort();
  }, [order.intent, order.updatedTime, order.state, order.filled]);
  return (
    <div className="order-history selectable" data-testid={testIds.orderHistory}>
      <p className="faint">
        {order.account} · broker id {order.brokerOrderId ?? missing} · perm id {order.permId ?? missing} · from{' '}
        {order.origin.source}
        {order.origin.label === '' ? '' : ` (${order.origin.label})`}
        {order.adopted ? ' · placed elsewhere and adopted' : ''} · intent {order.intent}
      </p>
      {known.failure ? <p className="danger">History not available: {known.failure.message}</p> : null}
      {known.events === null ? (
        known.failure ? null : (
          <p className="faint">Asking the journal…</p>
        )
      ) : known.events.length === 0 ? (
        <p className="faint">The journal has no lines of this order.</p>
      ) : (
        <ol>
          {known.events.map((event) => (
            <li key={event.seq} data-kind={event.kind}>
              <span className="faint">{clockTime(event.eventTime)}</span>
              <strong>{event.kind.replace('-', ' ')}</strong>
              <span>
                {event.fill
                  ? `${number(event.fill.quantity, 0)} at ${price(event.fill.price)} on ${event.fill.venue || missing}. `
                  : ''}
                {event.detail}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
