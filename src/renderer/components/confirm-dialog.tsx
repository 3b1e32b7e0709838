import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { testIds } from './test-ids.ts';

type Props = {
  readonly title: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly danger?: boolean;
  /** Must be typed, in capitals, before the answer can be given. */
  readonly typed?: string;
  readonly children: ReactNode;
};

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, confirm, onConfirm, onClose, danger = false, typed, children }: Props) {
  const [text, setText] = useState('');
  const ready = typed === undefined || text === typed;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    onClose();
    onConfirm();
  };
  return (
    <Dialog title={title} onClose={onClose} testId={testIds.confirmDialog} width={420}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        {children}
        {typed === undefined ? null : (
          <input
            className="field"
            aria-label={`Type ${typed}`}
            placeholder={`Type ${typed}`}
            value={text}
            onChange={(event) => setText(event.target.value.toUpperCase())}
          />
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone={danger ? 'danger' : 'primary'}
            disabled={!ready}
            autoFocus={typed === undefined}
            data-testid={testIds.confirmButton}
          >
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
