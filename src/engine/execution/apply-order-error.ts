import type { Order } from '../domain/order.ts';
import type { OrderChange } from './order-change.ts';

export type OrderError = { readonly code: number; readonly message: string; readonly warning: boolean };

export type ErrorEffect = {
  readonly changes: readonly OrderChange[];
  /** The words of the broker leave the truth open: ask for a complete snapshot. */
  readonly askAgain: boolean;
};

/** A cancel that met no cancellable order: gone, filled, or on its way out. The snapshot tells which. */
const cancelProblems = new Set([135, 136, 161, 10_147, 10_148, 10_149]);
/** Refusals of a change; the order itself lives on with its old terms. */
const changeProblems = new Set([104, 105, 110, 321, 322, 329]);
/** Final refusals whatever state the order was in. */
const refusals = new Set([201, 203]);
const cancelled = 202;

/** What an error with our order id means. The broker's words are kept; doubt is settled by asking, never by guessing. */
export function applyOrderError(order: Order, error: OrderError): ErrorEffect {
  const { code, message, warning } = error;
  const words = `${message} (TWS ${code})`;
  if (code === cancelled) return becomes(order, 'cancelled', words);
  if (order.modifyPending && (changeProblems.has(code) || refusals.has(code))) {
    return {
      changes: [{ kind: 'warning', detail: `Change refused: ${words}`, order: { ...order, modifyPending: false } }],
      askAgain: true,
    };
  }
  if (cancelProblems.has(code)) return { changes: [note(order, words)], askAgain: true };
  if (warning) return { changes: [note(order, words)], askAgain: false };
  if (refusals.has(code) || order.state === 'sent') return becomes(order, 'rejected', words);
  return { changes: [note(order, words)], askAgain: true };
}

function becomes(order: Order, state: 'cancelled' | 'rejected', words: string): ErrorEffect {
  const final =
    order.state === 'filled' || order.state === 'cancelled' || order.state === 'rejected' || order.state === 'denied';
  if (final) return { changes: [note(order, words)], askAgain: false };
  return {
    changes: [{ kind: state, detail: words, order: { ...order, state, reason: words, modifyPending: false } }],
    askAgain: false,
  };
}

function note(order: Order, words: string): OrderChange {
  return { kind: 'warning', detail: words, order };
}
