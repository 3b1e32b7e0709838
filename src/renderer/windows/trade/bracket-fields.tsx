import { useState } from 'react';
import { number, price, signed } from '../../components/format.ts';
import { NumberField } from '../../components/number-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { testIds } from '../../components/test-ids.ts';
import { withTyped, type TypedField } from './draft.ts';
import { FieldProblem } from './field-problem.tsx';
import { percentFrom, priceAt } from './levels.ts';
import type { Ticket } from './use-ticket.ts';

type Unit = 'price' | 'percent';

function Exit({
  ticket,
  field,
  label,
  unit,
  testId,
}: {
  readonly ticket: Ticket;
  readonly field: Extract<TypedField, 'target' | 'protectiveStop'>;
  readonly label: string;
  readonly unit: Unit;
  readonly testId: string;
}) {
  const { draft, setDraft, levels, filled, tick } = ticket;
  const value = levels[field];
  const away = percentFrom(levels.entry, value);
  const set = (next: number | null): void => setDraft(withTyped(draft, field, next));
  return (
    <div className="ticket-line">
      <label>{label}</label>
      <div className="ticket-pair">
        {unit === 'price' ? (
          <NumberField
            label={label}
            value={value}
            step={tick}
            min={0}
            placeholder="none"
            onChange={set}
            problem={filled.problems[field]}
            testId={testId}
          />
        ) : (
          <NumberField
            label={label}
            unit="%"
            value={away === null ? null : Number(away.toFixed(2))}
            step={0.1}
            digits={2}
            placeholder="none"
            onChange={(percent) => set(priceAt(levels.entry, percent, tick))}
            problem={filled.problems[field]}
            testId={testId}
          />
        )}
        <span
          className="faint ellipsis"
          title={draft.typed[field] === undefined ? 'Suggested; type to change' : 'Typed'}
        >
          {value === null
            ? 'none'
            : unit === 'price'
              ? `${signed(away, 2)}% · ${number(levels.entry === null ? null : Math.abs(value - levels.entry), 2)}`
              : price(value)}
        </span>
      </div>
      <FieldProblem text={filled.problems[field]} />
    </div>
  );
}

/** The exit group that goes to the broker with the entry. */
export function Bracket({ ticket }: { readonly ticket: Ticket }) {
  const [unit, setUnit] = useState<Unit>('price');
  const { draft, setDraft, reach } = ticket;
  return (
    <fieldset className="ticket-bracket">
      <div className="row">
        <label className="check-box">
          <input
            type="checkbox"
            checked={draft.bracket}
            onChange={(event) =>
              setDraft({
                ...draft,
                bracket: event.target.checked,
                ...(draft.sizing.startsWith('risk') && !event.target.checked ? { sizing: 'quantity' } : {}),
              })
            }
            data-testid={testIds.ticketBracket}
          />
          Bracket at the broker
        </label>
        <span
          className="grow faint ellipsis"
          title="The usual distance of a day; the stop is suggested once, the target twice as far"
        >
          {reach ? `${reach.source} ${number(reach.amount, 2)}` : ''}
        </span>
        {draft.bracket ? (
          <Segmented
            label="Exits in"
            value={unit}
            options={[
              { value: 'price', label: 'Price' },
              { value: 'percent', label: '%' },
            ]}
            onChange={setUnit}
          />
        ) : null}
      </div>
      {draft.bracket ? (
        <>
          <Exit ticket={ticket} field="target" label="Target" unit={unit} testId={testIds.ticketTarget} />
          <Exit ticket={ticket} field="protectiveStop" label="Stop" unit={unit} testId={testIds.ticketProtectiveStop} />
        </>
      ) : null}
    </fieldset>
  );
}
