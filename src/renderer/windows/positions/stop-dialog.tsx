import { useState, type FormEvent } from 'react';
import type { Position } from '../../../engine/domain/position.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { instrumentName } from '../../components/format-time.ts';
import { number, price, signed } from '../../components/format.ts';
import { NumberField } from '../../components/number-field.tsx';
import { offTick } from '../../components/off-tick.ts';
import { testIds } from '../../components/test-ids.ts';
import { useTick } from '../../stores/ticks.ts';
import { stopProblem, suggestedStop } from './exit-order.ts';

type Props = {
  readonly position: Position;
  readonly onClose: () => void;
  readonly onSend: (stopPrice: number) => void;
};

/** Where the stop goes and what it would cost if hit. */
export function StopDialog({ position, onClose, onSend }: Props) {
  const tick = useTick(position.instrument);
  const [typed, setStop] = useState<number | null | undefined>(undefined);
  const [suggested] = useState(position);
  const stop = typed === undefined ? suggestedStop(suggested, tick) : typed;
  const problem = stopProblem(position, stop) ?? offTick(stop, tick);
  const result = stop === null ? null : (stop - position.averagePrice) * position.quantity * position.multiplier;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (problem !== null || stop === null) return;
    onClose();
    onSend(stop);
  };
  return (
    <Dialog
      title={`Protective stop for ${instrumentName(position.instrument)}`}
      onClose={onClose}
      width={380}
      testId={testIds.confirmDialog}
    >
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        <p>
          {position.quantity > 0 ? 'Sell' : 'Buy'} {number(Math.abs(position.quantity), 0)} at the market when the price
          reaches:
        </p>
        <NumberField
          label="Stop price"
          value={stop}
          onChange={setStop}
          step={tick}
          min={0}
          problem={problem ?? undefined}
          autoFocus
        />
        <dl className="facts">
          <dt>Average</dt>
          <dd>{price(position.averagePrice)}</dd>
          <dt>Mark</dt>
          <dd>{price(position.mark)}</dd>
          <dt>Result at the stop</dt>
          <dd className={result === null ? '' : result < 0 ? 'down' : 'up'}>{signed(result)}</dd>
        </dl>
        {problem === null ? (
          <p className="faint">Held by the broker until cancelled; gaps may fill worse.</p>
        ) : (
          <p className="field-problem">{problem}</p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" disabled={problem !== null} data-testid={testIds.confirmButton}>
            Place the stop
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
