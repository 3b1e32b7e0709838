import { useTicketRequest, type TicketRequest } from '../../stores/ticket-request.ts';

let claimed = 0;

/** A wish is for one ticket: two open tickets must not both send it. */
export function claimWish(ticker: string): TicketRequest | null {
  const { request } = useTicketRequest.getState();
  if (!request || request.ticker !== ticker || request.serial <= claimed) return null;
  claimed = request.serial;
  return request;
}
