import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { closeDialog } from './dialogs.ts';
import { testIdOf } from '../components/test-ids.ts';

type Props = {
  readonly title: string;
  /** What must be typed, in capitals. */
  readonly word: string;
  readonly stay: string;
  readonly go: string;
  readonly onConfirm: () => void;
  readonly testId: string;
  readonly children: ReactNode;
};

/** Confirmed by typing a word: for what must not happen by a stray click or key. */
export function TypedDialog({ title, word, stay, go, onConfirm, testId, children }: Props) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text !== word) return;
    closeDialog();
    onConfirm();
  };
  return (
    <Dialog title={title} onClose={closeDialog} testId={`${testId}-dialog`}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        <p>
          {children} Type {word} to confirm.
        </p>
        <input
          className="field"
          aria-label={`Type ${word}`}
          value={text}
          onChange={(event) => setText(event.target.value.toUpperCase())}
        />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={closeDialog}>{stay}</Button>
          <Button type="submit" tone="primary" disabled={text !== word} data-testid={testIdOf.confirm(testId)}>
            {go}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
