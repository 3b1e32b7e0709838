import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { number, price } from '../../components/format.ts';
import { clockTime } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';
import { openWindow } from '../../frame/workspace-actions.ts';
import { orders } from '../../stores/feeds.ts';
import { useFeedItem } from '../../stores/use-feed.ts';
import { orderHeadline, orderTermsText } from './order-words.ts';
import { CheckLine } from './preview-panel.tsx';
import type { Phase } from './use-submission.ts';

type Done = Extract<Phase, { kind: 'done' }>;

const titles = { sent: 'Sent', denied: 'Denied', unknown: 'UNKNOWN', 'not-sent': 'Not sent' } as const;
const tones = { sent: 'good', denied: 'attention', unknown: 'danger', 'not-sent': 'attention' } as const;
const icons = { sent: CircleCheck, denied: CircleX, unknown: CircleHelp, 'not-sent': CircleX } as const;

/** The newest word on the order, also after the answer. */
function Now({ intent }: { readonly intent: string }) {
  const order = useFeedItem(orders, intent);
  if (!order) return null;
  return (
    <p>
      <strong>{order.state === 'unknown' ? 'UNKNOWN' : order.state.replace('-', ' ')}</strong>,{' '}
      {number(order.filled, 0)} of {number(order.quantity, 0)} filled
      {order.averageFillPrice === null ? '' : ` at ${price(order.averageFillPrice)}`}
      {order.reason === '' ? '' : `. ${order.reason}`} <span className="faint">{clockTime(order.updatedTime)} ET</span>
    </p>
  );
}

export function OutcomePanel({ phase, onAskAgain }: { readonly phase: Done; readonly onAskAgain: () => void }) {
  const { result, order, asking } = phase;
  const Icon = icons[result.kind];
  const denials = result.kind === 'denied' ? result.checks.filter(({ verdict }) => verdict === 'deny') : [];
  return (
    <section
      className="ticket-outcome"
      data-tone={tones[result.kind]}
      data-outcome={result.kind}
      role="alert"
      data-testid={testIds.ticketOutcome}
    >
      <h3>
        <Icon size={16} aria-hidden /> {titles[result.kind]}
      </h3>
      <p className="strong">{orderHeadline(order)}</p>
      <p className="muted">{orderTermsText(order)}</p>
      {result.kind === 'sent' ? <Now intent={order.intent} /> : <p className="selectable">{result.failure.message}</p>}
      {denials.length === 0 ? null : (
        <ul className="checks">
          {denials.map((check) => (
            <CheckLine key={check.rule} check={check} />
          ))}
        </ul>
      )}
      {result.kind === 'unknown' ? (
        <>
          <p>The order may be at the broker. It is not sent again from here; ask what became of it.</p>
          <Now intent={order.intent} />
          <div className="row">
            <Button tone="danger" disabled={asking} onClick={onAskAgain} data-testid={testIds.ticketAskAgain}>
              {asking ? 'Asking…' : 'Ask again'}
            </Button>
            <Button onClick={() => openWindow('orders')}>Show orders</Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
