import { Check, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Order } from '../../../engine/domain/order.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { offTick } from '../../components/off-tick.ts';
import { reportAnswer } from '../../frame/trading-commands.ts';
import { useTick } from '../../stores/ticks.ts';
import { reportRefusal } from './change-refusal.ts';

/** New terms for a working order: Enter sends the change, Escape leaves it as it is. */
export function ModifyFields({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const tick = useTick(order.instrument);
  const [quantity, setQuantity] = useState<number | null>(order.quantity);
  const [limitPrice, setLimit] = useState(order.limitPrice);
  const [stopPrice, setStop] = useState(order.stopPrice);
  const changed = quantity !== order.quantity || limitPrice !== order.limitPrice || stopPrice !== order.stopPrice;
  const offGrid = offTick(limitPrice, tick) ?? offTick(stopPrice, tick);
  const valid =
    offGrid === null &&
    quantity !== null &&
    quantity > order.filled &&
    (order.limitPrice === null || (limitPrice ?? 0) > 0) &&
    (order.stopPrice === null || (stopPrice ?? 0) > 0);
  const send = (): void => {
    if (!changed || !valid) return;
    onClose();
    void links()
      .execution.call.modify({ intent: order.intent, quantity, limitPrice, stopPrice })
      .then((answer) => {
        reportAnswer(`Change ${order.ticker}`, answer);
        if (answer.ok && answer.value.accepted) reportRefusal(order);
      });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') send();
    else onClose();
  };
  return (
    <span className="modify-fields" onKeyDown={onKey}>
      <NumberField
        label="Quantity"
        value={quantity}
        onChange={setQuantity}
        step={1}
        min={0}
        width={76}
        problem={quantity !== null && quantity > order.filled ? undefined : `More than the ${order.filled} filled`}
      />
      {order.stopPrice === null ? null : (
        <NumberField
          label="Stop price"
          value={stopPrice}
          onChange={setStop}
          problem={offTick(stopPrice, tick) ?? undefined}
          step={tick}
          min={0}
          width={92}
          autoFocus={order.limitPrice === null}
        />
      )}
      {order.limitPrice === null ? null : (
        <NumberField
          label="Limit price"
          value={limitPrice}
          onChange={setLimit}
          problem={offTick(limitPrice, tick) ?? undefined}
          step={tick}
          min={0}
          width={92}
          autoFocus
        />
      )}
      <Button
        tone="primary"
        iconOnly
        disabled={!changed || !valid}
        onClick={send}
        aria-label="Send the change"
        title={offGrid ?? 'Send the change (Enter)'}
      >
        <Check size={12} />
      </Button>
      <Button
        tone="quiet"
        iconOnly
        onClick={onClose}
        aria-label="Leave the order as it is"
        title="Leave the order as it is (Esc)"
      >
        <X size={12} />
      </Button>
    </span>
  );
}
