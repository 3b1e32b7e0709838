import type { Position } from '../../../engine/domain/position.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { instrumentName } from '../../components/format-time.ts';
import { number } from '../../components/format.ts';
import { priceWords } from '../../components/order-terms.ts';
import { orders } from '../../stores/feeds.ts';
import { useFeedItems } from '../../stores/use-feed.ts';
import { workingOrders } from './make-room.ts';

type Props = {
  readonly position: Position;
  readonly mode: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
};

/** Exits of the old side would add to the new one: they go first, and are named. */
export function ReverseDialog({ position, mode, onClose, onConfirm }: Props) {
  const working = workingOrders(useFeedItems(orders).values(), position.instrument);
  const { quantity } = position;
  return (
    <ConfirmDialog
      title={`Reverse ${instrumentName(position.instrument)}`}
      confirm={`${quantity > 0 ? 'SELL' : 'BUY'} ${number(Math.abs(quantity) * 2, 0)} at the market · ${mode}`}
      danger
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>
        Position {number(quantity, 0)} → <strong>{number(-quantity, 0)}</strong>, without a stop until one is attached.
      </p>
      {working.length === 0 ? null : (
        <div>
          <p>Cancelled first:</p>
          <ul className="plain-list">
            {working.map((order) => (
              <li key={order.intent}>
                {order.side} {number(order.quantity - order.filled, 0)} {priceWords(order)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </ConfirmDialog>
  );
}
