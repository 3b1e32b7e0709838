import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { testIds } from '../../components/test-ids.ts';
import { reportAnswer } from '../../frame/trading-commands.ts';
import { openDialog } from '../../frame/dialogs.ts';
import { useOrderAbsence } from '../../stores/broker-absence.ts';
import { orderHeadline } from './order-words.ts';
import type { Ticket } from './use-ticket.ts';

const gateWords = {
  closed: 'Gate closed',
  active: 'Gate open',
  reducing: 'Reducing only',
  halted: 'Trading halted',
} as const;

/** Reasons come as facts without a full stop. */
function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function GateLine({ gate }: Pick<Ticket, 'gate'>) {
  const absence = useOrderAbsence();
  if (!gate || gate.state === 'active') return null;
  return (
    <p className="ticket-gate" data-state={gate.state} role="status" data-testid={testIds.ticketGate}>
      <ShieldAlert size={13} aria-hidden />
      <span>
        <strong>{gateWords[gate.state]}.</strong>{' '}
        {absence
          ? `${absence.fact}. No order can be sent.`
          : `${sentence(gate.killed ? gate.killedReason : gate.reason)} Orders that only reduce a position may still pass.`}
      </span>
      {gate.killed ? (
        <Button tone="quiet" onClick={() => openDialog('release')}>
          Release…
        </Button>
      ) : null}
    </p>
  );
}

function ArmLive({ gate, mode }: Pick<Ticket, 'gate' | 'mode'>) {
  const [asking, setAsking] = useState(false);
  if (mode !== 'live' || !gate || gate.liveArmed) return null;
  const arm = (): void =>
    void links()
      .execution.call.arm({ what: 'live', on: true, confirm: 'LIVE' })
      .then((answer) => reportAnswer('Arm live trading', answer));
  return (
    <>
      <Button tone="danger" onClick={() => setAsking(true)} data-testid={testIds.ticketArmLive}>
        Arm live trading…
      </Button>
      {asking ? (
        <ConfirmDialog
          title="Arm live trading"
          confirm="Arm live trading"
          typed="LIVE"
          danger
          onConfirm={arm}
          onClose={() => setAsking(false)}
        >
          <p>
            Orders will go to account <strong>{gate.account || '–'}</strong> with real money. Arming ends when the
            program ends. Type LIVE to confirm.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** The line of the gate has given this reason already. */
function saidByGate(reason: string, gate: Ticket['gate']): boolean {
  if (!gate) return false;
  const said = gate.killed ? gate.killedReason : gate.reason;
  return gate.state !== 'active' && said !== '' && reason.includes(said);
}

/** The one button that sends, with what and where on it. */
export function SendBar({ ticket, onEdit }: { readonly ticket: Ticket; readonly onEdit: () => void }) {
  const { submission, order, permission, gate, mode, draft } = ticket;
  const { phase } = submission;
  const shown = phase.kind === 'editing' ? order : phase.order;
  const armed = gate?.oneClickArmed === true;
  const verb = phase.kind === 'sending' ? 'Sending ' : phase.kind === 'reviewing' || armed ? '' : 'Review ';
  if (phase.kind === 'done')
    return (
      <footer className="ticket-foot">
        <Button
          type="submit"
          tone={phase.result.kind === 'unknown' ? 'normal' : 'primary'}
          className="send"
          data-testid={testIds.ticketNext}
        >
          {phase.result.kind === 'denied' || phase.result.kind === 'not-sent' ? 'Change the order' : 'Next ticket'}
        </Button>
      </footer>
    );
  return (
    <footer className="ticket-foot">
      <GateLine gate={gate} />
      {!permission.may && phase.kind !== 'sending' && !saidByGate(permission.reason, gate) ? (
        <p className="ticket-why" title={permission.reason}>
          {permission.reason}
        </p>
      ) : null}
      <div className="row">
        <ArmLive gate={gate} mode={mode} />
        {phase.kind === 'reviewing' ? <Button onClick={onEdit}>Edit</Button> : null}
        <button
          type="submit"
          className="button send grow"
          data-side={shown?.side ?? draft.side}
          data-review={verb === 'Review '}
          disabled={!shown || !permission.may || phase.kind === 'sending'}
          data-testid={testIds.ticketSend}
        >
          <span className="send-what">
            {verb}
            {shown ? orderHeadline(shown) : `${draft.side} ${ticket.ticker}`}
          </span>
          <span className="send-mode">{mode?.toUpperCase() ?? 'NO ENGINE'}</span>
        </button>
      </div>
      <p className="ticket-keys faint">
        <span className="kbd">Enter</span> {phase.kind === 'reviewing' || armed ? 'sends' : 'reviews'}{' '}
        <span className="kbd">Esc</span> {phase.kind === 'reviewing' ? 'edits' : 'leaves'}{' '}
        <span className="kbd">↑</span>
        <span className="kbd">↓</span> a step, <span className="kbd">Shift</span> ten
      </p>
    </footer>
  );
}
