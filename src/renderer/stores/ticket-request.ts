import { create } from 'zustand';
import type { OrderSide } from '../../engine/domain/order.ts';

/** What another window wants the ticket to hold. A new `serial` is a new wish, also for the same symbol. */
export type TicketRequest = {
  readonly serial: number;
  readonly ticker: string;
  readonly side: OrderSide;
  /** One-click: send as soon as the checks allow it. Only honoured while the gate says it is armed. */
  readonly sendNow: boolean;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
};

export const useTicketRequest = create<{ readonly request: TicketRequest | null }>(() => ({ request: null }));

export function requestTicket(wish: Pick<TicketRequest, 'ticker' | 'side'> & Partial<TicketRequest>): void {
  const serial = (useTicketRequest.getState().request?.serial ?? 0) + 1;
  useTicketRequest.setState({ request: { sendNow: false, limitPrice: null, stopPrice: null, ...wish, serial } });
}
