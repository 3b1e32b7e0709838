import type { KeyboardEvent } from 'react';
import { testIdOf } from './test-ids.ts';
import './tabs.css';

type Tab<Id extends string> = { readonly id: Id; readonly title: string; readonly note?: string };
type Props<Id extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
};

/** Tab strip; the panel below carries `role="tabpanel"`. */
export function Tabs<Id extends string>({ label, tabs, current, onChange }: Props<Id>) {
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.findIndex(({ id }) => id === current) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChange(next.id);
    const button = event.currentTarget.children[tabs.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, title, note }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === current}
          tabIndex={id === current ? 0 : -1}
          onClick={() => onChange(id)}
          data-testid={testIdOf.tab(id)}
        >
          {title}
          {note === undefined ? null : <span className="faint">{note}</span>}
        </button>
      ))}
    </div>
  );
}
