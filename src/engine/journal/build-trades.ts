import type { JournalTrade } from '../domain/journal-trade.ts';
import type { Fill } from '../domain/order-event.ts';
import type { FillRecord, IntentRecord } from '../ports/journal-store.ts';
import { addFill, finishedTrade, flat, startTrade, type TradeInProgress } from './trade-in-progress.ts';

export type IntentLookup = (intent: string) => IntentRecord | null;

/**
 * Adds up the fills of one instrument of one account, oldest first, into trades from flat to flat. A fill that goes
 * through zero closes one trade and opens the next, its commission divided by quantity.
 */
export function buildTrades(records: readonly FillRecord[], intentOf: IntentLookup): readonly JournalTrade[] {
  const finished: JournalTrade[] = [];
  let current: TradeInProgress | null = null;
  for (const record of records) {
    const intent = record.fill.intent === null ? null : intentOf(record.fill.intent);
    const mid = intent?.mid ?? null;
    const [closing, opening] = parts(record.fill, current);
    if (current !== null && closing !== null) {
      addFill(current, closing, record.multiplier, mid);
      if (current.open <= flat) {
        finished.push(finishedTrade(current));
        current = null;
      }
    }
    if (opening !== null) {
      const reversal = closing !== null;
      current ??= startTrade(record, intent, reversal);
      addFill(current, opening, record.multiplier, mid);
    }
  }
  return current === null ? finished : [...finished, finishedTrade(current)];
}

/** What of a fill closes the running trade, and what opens or enlarges one. */
function parts(fill: Fill, current: TradeInProgress | null): readonly [closing: Fill | null, opening: Fill | null] {
  if (current === null || (fill.side === 'BUY') === (current.direction === 1)) return [null, fill];
  if (fill.quantity <= current.open + flat) return [fill, null];
  const share = current.open / fill.quantity;
  return [portion(fill, current.open, share), portion(fill, fill.quantity - current.open, 1 - share)];
}

function portion(fill: Fill, quantity: number, share: number): Fill {
  const part = (amount: number | null) => (amount === null ? null : amount * share);
  return { ...fill, quantity, commission: part(fill.commission), realizedPnl: fill.realizedPnl };
}
