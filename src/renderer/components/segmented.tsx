import type { KeyboardEvent } from 'react';

type Props<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly title?: string }[];
  readonly onChange: (value: Value) => void;
  readonly testId?: string;
};

/** One choice of a few; arrows move it. */
export function Segmented<Value extends string>({ label, value, options, onChange, testId }: Props<Value>) {
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = options.findIndex((option) => option.value === value);
    const next = options[(at + step + options.length) % options.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next.value);
    const button = event.currentTarget.children[options.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className="segmented" role="radiogroup" aria-label={label} onKeyDown={move} data-testid={testId}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          title={option.title}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
