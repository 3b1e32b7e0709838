import { useState, type KeyboardEvent } from 'react';
import { digitsOf, numberText, parseNumber, stepped } from './number-input.ts';

type Props = {
  readonly label: string;
  readonly value: number | null;
  /** Null while the text is no number. */
  readonly onChange: (value: number | null) => void;
  readonly step: number;
  /** Decimals shown; those of the step unless given. */
  readonly digits?: number;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string | undefined;
  readonly placeholder?: string | undefined;
  /** Why the value cannot be used. */
  readonly problem?: string | undefined;
  readonly width?: number;
  readonly disabled?: boolean;
  readonly initialFocus?: boolean;
  readonly autoFocus?: boolean;
  readonly testId?: string;
};

/** A number typed or stepped: arrows move one step, with Shift ten. */
export function NumberField(props: Props) {
  const { label, value, onChange, step, min = -Infinity, max = Infinity, unit, problem, width } = props;
  const digits = props.digits ?? digitsOf(step);
  const [typed, setTyped] = useState<string | null>(null);
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const moved = stepped(
      value ?? (parseNumber(props.placeholder ?? '') || 0),
      step,
      direction * (event.shiftKey ? 10 : 1),
    );
    setTyped(null);
    onChange(Math.min(max, Math.max(min, moved)));
  };
  return (
    <span className="number-field" data-bad={problem !== undefined} style={width === undefined ? undefined : { width }}>
      <input
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={unit === undefined ? label : `${label}, ${unit}`}
        aria-invalid={problem !== undefined}
        title={problem}
        value={typed ?? numberText(value, digits)}
        placeholder={props.placeholder}
        disabled={props.disabled}
        data-initial-focus={props.initialFocus ? '' : undefined}
        autoFocus={props.autoFocus}
        data-testid={props.testId}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setTyped(null)}
        onKeyDown={onKey}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(parseNumber(event.target.value));
        }}
      />
      {unit === undefined ? null : <span className="unit">{unit}</span>}
    </span>
  );
}
