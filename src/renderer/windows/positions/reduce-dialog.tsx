import { useState, type FormEvent } from 'react';
import type { Position } from '../../../engine/domain/position.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { instrumentName } from '../../components/format-time.ts';
import { number } from '../../components/format.ts';
import { NumberField } from '../../components/number-field.tsx';
import { testIds } from '../../components/test-ids.ts';
import { orders } from '../../stores/feeds.ts';
import { useFeedItems } from '../../stores/use-feed.ts';
import { partOf } from './exit-order.ts';
import { largeExits } from './make-room.ts';

const shares = [0.25, 0.5, 0.75] as const;

type Props = {
  readonly position: Position;
  readonly mode: string;
  readonly onClose: () => void;
  readonly onSend: (quantity: number) => void;
};

/** Closes a part at the market; its exits shrink with it. */
export function ReduceDialog({ position, mode, onClose, onSend }: Props) {
  const held = Math.abs(position.quantity);
  const [quantity, setQuantity] = useState<number | null>(() => partOf(held, 0.5));
  const all = useFeedItems(orders);
  const problem =
    quantity === null || quantity <= 0
      ? 'A quantity is needed'
      : quantity >= held
        ? `Less than the ${number(held, 0)} held; Flatten closes all`
        : undefined;
  const left = held - (quantity ?? 0);
  const exits = problem === undefined ? largeExits(all.values(), position, left).length : 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (problem !== undefined || quantity === null) return;
    onClose();
    onSend(quantity);
  };
  const side = position.quantity > 0 ? 'SELL' : 'BUY';
  return (
    <Dialog
      title={`Close a part of ${instrumentName(position.instrument)}`}
      onClose={onClose}
      width={400}
      testId={testIds.confirmDialog}
    >
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        <div className="row">
          <NumberField
            label="Quantity"
            value={quantity}
            onChange={setQuantity}
            step={1}
            min={0}
            max={held}
            problem={problem}
            width={120}
            autoFocus
          />
          {shares.map((share) => (
            <Button key={share} onClick={() => setQuantity(partOf(held, share))}>
              {share * 100}%
            </Button>
          ))}
        </div>
        {problem === undefined ? (
          <p>
            Position {number(position.quantity, 0)} → <strong>{number(Math.sign(position.quantity) * left, 0)}</strong>.{' '}
            {exits === 0
              ? 'No exit order is larger than that.'
              : `${exits} exit ${exits === 1 ? 'order is' : 'orders are'} first made as small as what is left.`}
          </p>
        ) : (
          <p className="field-problem">{problem}</p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="danger" disabled={problem !== undefined} data-testid={testIds.confirmButton}>
            {side} {number(quantity, 0)} at the market · {mode}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
