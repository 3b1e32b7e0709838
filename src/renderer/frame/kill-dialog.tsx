import { OctagonX } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { links } from '../bridge/links.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { milliseconds } from '../components/format.ts';
import { toast } from '../stores/toasts.ts';
import { closeDialog } from './dialogs.ts';
import { reportAnswer } from './trading-commands.ts';
import { testIds } from '../components/test-ids.ts';

type Choice = 'cancel' | 'flatten' | 'drill';
const choices: readonly { readonly value: Choice; readonly title: string; readonly detail: string }[] = [
  {
    value: 'cancel',
    title: 'Cancel all orders and block new ones',
    detail: 'Positions and protective stops placed elsewhere stay as they are.',
  },
  {
    value: 'flatten',
    title: 'The same, and close every position',
    detail: 'Market orders that only reduce. Prices are whatever the market gives.',
  },
  {
    value: 'drill',
    title: 'Drill: measure it, change nothing',
    detail: 'Runs the same path up to the broker and says how long it took.',
  },
];

async function kill(choice: Choice, reason: string): Promise<void> {
  const answer = await links().execution.call.kill({
    flatten: choice === 'flatten',
    drill: choice === 'drill',
    reason: reason || 'Pressed by the trader',
  });
  const what = choice === 'drill' ? 'Kill switch drill' : 'Kill switch';
  if (!answer.ok) return reportAnswer(what, answer);
  const { cancelled, elapsedMs, message } = answer.value;
  toast(
    answer.value.accepted ? 'good' : 'danger',
    `${what}: ${cancelled} orders cancelled in ${milliseconds(elapsedMs)}`,
    message,
  );
}

/** One press opens it, Enter confirms: fast, and not by accident. */
export function KillDialog() {
  const [choice, setChoice] = useState<Choice>('cancel');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    closeDialog();
    void kill(choice, reason);
  };
  return (
    <Dialog title="Kill switch" onClose={closeDialog} testId={testIds.killDialog}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        <div role="radiogroup" aria-label="What the kill switch does" style={{ display: 'grid', gap: 6 }}>
          {choices.map(({ value, title, detail }) => (
            <label key={value} className="choice">
              <input
                type="radio"
                name="kill"
                value={value}
                checked={choice === value}
                onChange={() => setChoice(value)}
              />
              <span>
                <strong>{title}</strong>
                <br />
                <span className="faint">{detail}</span>
              </span>
            </label>
          ))}
        </div>
        <input
          className="field"
          placeholder="Reason, kept in the journal (optional)"
          aria-label="Reason"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={closeDialog}>Keep trading</Button>
          <Button type="submit" tone="danger" data-testid={testIds.killConfirm}>
            <OctagonX size={14} aria-hidden /> {choice === 'drill' ? 'Run the drill' : 'Kill'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
