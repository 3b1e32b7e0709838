import { useCallback, useState } from 'react';
import type { SubmitOrder } from '../../../engine/contract/execution-contract.ts';
import { askAgain, sendOrder, type SendResult } from '../../stores/send-order.ts';

export type Phase =
  | { readonly kind: 'editing' }
  | { readonly kind: 'reviewing'; readonly order: SubmitOrder }
  | { readonly kind: 'sending'; readonly order: SubmitOrder }
  | { readonly kind: 'done'; readonly order: SubmitOrder; readonly result: SendResult; readonly asking: boolean };

export type Submission = {
  readonly phase: Phase;
  /** New with every ticket: the same intent is never sent twice. */
  readonly intent: string;
  review(order: SubmitOrder): void;
  send(order: SubmitOrder): void;
  askAgain(): void;
  /** Back to the fields: the same ticket before sending, a new one after. */
  edit(): void;
};

const editing: Phase = { kind: 'editing' };

export function useSubmission(): Submission {
  const [phase, setPhase] = useState<Phase>(editing);
  const [intent, setIntent] = useState(() => crypto.randomUUID());
  const send = useCallback((order: SubmitOrder) => {
    setPhase({ kind: 'sending', order });
    void sendOrder(order).then((result) => setPhase({ kind: 'done', order, result, asking: false }));
  }, []);
  const inquire = useCallback(() => {
    setPhase((now) => {
      if (now.kind !== 'done' || now.asking) return now;
      void askAgain(now.order.intent).then((result) => setPhase({ ...now, result, asking: false }));
      return { ...now, asking: true };
    });
  }, []);
  const edit = useCallback(() => {
    setPhase(editing);
    setIntent(crypto.randomUUID());
  }, []);
  const review = useCallback((order: SubmitOrder) => setPhase({ kind: 'reviewing', order }), []);
  return { phase, intent, review, send, askAgain: inquire, edit };
}
