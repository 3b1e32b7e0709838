import type { OrderTicket, SubmitOrder } from '../../engine/contract/execution-contract.ts';
import type { Order } from '../../engine/domain/order.ts';
import type { Failure, Outcome } from '../../engine/domain/outcome.ts';
import { links } from '../bridge/links.ts';

/** What a submit came to, as far as this window knows. */
export type SendResult =
  | { readonly kind: 'sent'; readonly orders: readonly Order[] }
  | {
      readonly kind: 'denied';
      readonly failure: Failure;
      readonly checks: Extract<OrderTicket, { outcome: 'denied' }>['checks'];
    }
  /** It may be at the broker. Asking again is safe, sending again is not the answer. */
  | { readonly kind: 'unknown'; readonly failure: Failure }
  /** It never left this window. */
  | { readonly kind: 'not-sent'; readonly failure: Failure };

/** Answers given before anything could have reached the engine's order path. */
const neverLeft = new Set([
  'link-lost',
  'invalid-input',
  'not-allowed',
  'unauthorised',
  'contract-mismatch',
  'unknown-entry',
  'busy',
]);

export function resultOf(answer: Outcome<OrderTicket>): SendResult {
  if (!answer.ok) return { kind: neverLeft.has(answer.failure.code) ? 'not-sent' : 'unknown', failure: answer.failure };
  const ticket = answer.value;
  if (ticket.outcome === 'sent') return { kind: 'sent', orders: ticket.orders };
  if (ticket.outcome === 'denied') return { kind: 'denied', failure: ticket.failure, checks: ticket.checks };
  return { kind: 'unknown', failure: ticket.failure };
}

/** What the journal says of an intent whose fate was not known. */
export function resultOfInquiry(answer: Outcome<{ readonly order: Order | null }>): SendResult {
  if (!answer.ok) return { kind: 'unknown', failure: answer.failure };
  const { order } = answer.value;
  if (order === null)
    return {
      kind: 'not-sent',
      failure: { code: 'not-found', message: 'The journal has no such order: it was never sent' },
    };
  if (order.state === 'denied')
    return { kind: 'denied', failure: { code: 'denied', message: order.reason }, checks: [] };
  if (order.state === 'unknown' || order.state === 'intended')
    return { kind: 'unknown', failure: { code: 'unknown', message: order.reason || 'The broker has not said yet' } };
  return { kind: 'sent', orders: [order] };
}

export async function sendOrder(order: SubmitOrder): Promise<SendResult> {
  return resultOf(await links().execution.call.submit(order));
}

export async function askAgain(intent: string): Promise<SendResult> {
  return resultOfInquiry(await links().execution.call.order({ intent }));
}
