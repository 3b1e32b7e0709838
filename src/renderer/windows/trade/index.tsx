import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react';
import { Condition } from '../../components/condition.tsx';
import { useSize } from '../../components/use-size.ts';
import type { WindowProps } from '../../frame/window-definition.ts';
import { openWindow } from '../../frame/workspace-actions.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { ReviewPanel } from './review-panel.tsx';
import { SendBar } from './send-bar.tsx';
import { TicketFields } from './ticket-fields.tsx';
import { TicketHead } from './ticket-head.tsx';
import { useTicket } from './use-ticket.ts';
import './trade.css';

/** With this much room every check is shown at once. */
const roomyPx = 760;

export function Trade({ ticker, visible }: WindowProps) {
  const ticket = useTicket(ticker, visible);
  const { submission, order, permission, gate } = ticket;
  const { phase } = submission;
  const form = useRef<HTMLFormElement>(null);
  const { ref: body, height } = useSize<HTMLDivElement>();
  const moved = useRef(false);

  // The keyboard follows the phase, but only when it was in the ticket.
  useEffect(() => {
    if (!moved.current || phase.kind === 'sending') return;
    moved.current = false;
    const target = phase.kind === 'editing' ? '[data-initial-focus]' : '.send';
    form.current?.querySelector<HTMLElement>(target)?.focus();
  }, [phase.kind]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    moved.current = true;
    if (phase.kind === 'done') return submission.edit();
    if (phase.kind === 'reviewing' && permission.may) return submission.send(phase.order);
    if (phase.kind !== 'editing' || !order || !permission.may) return;
    if (gate?.oneClickArmed) submission.send(order);
    else submission.review(order);
  };
  const edit = (): void => {
    moved.current = true;
    submission.edit();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (phase.kind === 'reviewing' || (phase.kind === 'done' && phase.result.kind !== 'unknown')) edit();
    else if (phase.kind === 'editing') openWindow('confluence');
  };

  if (ticker === '') return <Condition title="No symbol chosen">Choose one on the grid or with Ctrl+K.</Condition>;
  if (ticket.known?.secType === 'IND')
    return <Condition title={`${ticker} is an index`}>It cannot be traded itself; its options and ETFs can.</Condition>;
  return (
    <form
      ref={form}
      className="ticket"
      data-side={ticket.draft.side}
      data-mode={ticket.mode ?? 'unknown'}
      onSubmit={submit}
      onKeyDown={onKey}
      noValidate
    >
      <TicketHead ticket={ticket} />
      <div className="ticket-body" ref={body}>
        {phase.kind === 'editing' ? <TicketFields ticket={ticket} /> : null}
        {phase.kind === 'reviewing' || phase.kind === 'sending' ? <ReviewPanel order={phase.order} /> : null}
        {phase.kind === 'done' ? (
          <OutcomePanel phase={phase} onAskAgain={submission.askAgain} />
        ) : (
          <PreviewPanel ticket={ticket} open={phase.kind !== 'editing' || height > roomyPx} />
        )}
      </div>
      <SendBar ticket={ticket} onEdit={edit} />
    </form>
  );
}
