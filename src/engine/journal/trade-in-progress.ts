import type { JournalTrade } from '../domain/journal-trade.ts';
import type { Fill } from '../domain/order-event.ts';
import type { FillRecord, IntentRecord } from '../ports/journal-store.ts';
import { rMultipleOf } from './r-multiple.ts';

/** Positions smaller than this are float noise of fractional quantities. */
export const flat = 1e-9;

/** One trade while its fills are added up. Average-cost arithmetic; money in account currency. */
export type TradeInProgress = {
  readonly first: FillRecord;
  readonly reversal: boolean;
  readonly direction: 1 | -1;
  readonly intent: IntentRecord | null;
  fills: Fill[];
  open: number;
  largest: number;
  entryQuantity: number;
  entryValue: number;
  exitQuantity: number;
  exitValue: number;
  /** Cost of what is still open, and profit of what was closed against average cost. */
  openCost: number;
  grossProfit: number;
  slippage: number;
  slippageQuantity: number;
};

export function startTrade(record: FillRecord, intent: IntentRecord | null, reversal: boolean): TradeInProgress {
  return {
    first: record,
    reversal,
    direction: record.fill.side === 'BUY' ? 1 : -1,
    intent,
    fills: [],
    open: 0,
    largest: 0,
    entryQuantity: 0,
    entryValue: 0,
    exitQuantity: 0,
    exitValue: 0,
    openCost: 0,
    grossProfit: 0,
    slippage: 0,
    slippageQuantity: 0,
  };
}

/** Adds a fill that never takes the trade through zero; the caller has split it if it would. */
export function addFill(trade: TradeInProgress, fill: Fill, multiplier: number, mid: number | null): void {
  const { quantity, price } = fill;
  trade.fills.push(fill);
  if ((fill.side === 'BUY') === (trade.direction === 1)) {
    trade.open += quantity;
    trade.openCost += quantity * price;
    trade.entryQuantity += quantity;
    trade.entryValue += quantity * price;
    trade.largest = Math.max(trade.largest, trade.open);
    addSlippage(trade, fill, mid);
    return;
  }
  const average = trade.open > flat ? trade.openCost / trade.open : price;
  trade.grossProfit += (price - average) * quantity * trade.direction * multiplier;
  trade.exitQuantity += quantity;
  trade.exitValue += quantity * price;
  trade.open -= quantity;
  trade.openCost = trade.open > flat ? trade.openCost - average * quantity : 0;
}

function addSlippage(trade: TradeInProgress, fill: Fill, mid: number | null): void {
  if (mid === null) return;
  trade.slippage += (fill.price - mid) * trade.direction * fill.quantity;
  trade.slippageQuantity += fill.quantity;
}

export function finishedTrade(trade: TradeInProgress): JournalTrade {
  const { first, direction, fills } = trade;
  const closed = trade.open <= flat;
  const commission = fills.reduce((sum, fill) => sum + (fill.commission ?? 0), 0);
  const plannedStop = trade.intent?.plannedStop ?? null;
  const entryPrice = cleaned(trade.entryValue / trade.entryQuantity);
  const realizedPnl = cleaned(trade.grossProfit - commission);
  const risk = { entryPrice, plannedStop, quantity: trade.largest, multiplier: first.multiplier };
  return {
    id: tradeId(trade),
    mode: first.mode,
    account: first.fill.account,
    ticker: first.ticker,
    instrument: first.fill.instrument,
    multiplier: first.multiplier,
    direction: direction === 1 ? 'long' : 'short',
    quantity: cleaned(trade.largest),
    openQuantity: closed ? 0 : cleaned(trade.open * direction),
    openTime: first.fill.eventTime,
    closeTime: closed ? (fills.at(-1)?.eventTime ?? first.fill.eventTime) : null,
    entryPrice,
    exitPrice: trade.exitQuantity > flat ? cleaned(trade.exitValue / trade.exitQuantity) : null,
    commission: cleaned(commission),
    commissionComplete: fills.every((fill) => fill.commission !== null),
    realizedPnl,
    plannedStop,
    rMultiple: closed ? rMultipleOf(realizedPnl, risk) : null,
    entrySlippage: trade.slippageQuantity > flat ? cleaned(trade.slippage / trade.slippageQuantity) : null,
    entryScore: trade.intent?.score ?? null,
    fills,
    tags: [],
    notes: '',
  };
}

/** Named after the fill that opened it, so that adding the journal up again gives the same ids. */
function tradeId({ first, reversal }: TradeInProgress): string {
  return `${first.mode}:${first.fill.account}:${first.base}${reversal ? ':reversal' : ''}`;
}

/** Sums of floats carry noise in the twelfth digit; money and prices never need more than eight decimals. */
export function cleaned(value: number): number {
  const rounded = Math.round(value * 1e8) / 1e8;
  return rounded === 0 ? 0 : rounded;
}
