import type { InstrumentId, IntentId, Ticker } from './ids.ts';
import type { TradingMode } from './account.ts';

export type OrderSide = 'BUY' | 'SELL';
export const orderTypes = ['MKT', 'LMT', 'STP', 'STP LMT', 'TRAIL', 'MOC', 'ADAPTIVE'] as const;
export type OrderType = (typeof orderTypes)[number];
export type TimeInForce = 'DAY' | 'GTC';
export type OrderRole = 'single' | 'parent' | 'target' | 'stop';

/** Who wanted it: shown in the journal and checked by the gate. */
export type OrderOrigin = {
  readonly source: 'window' | 'hotkey' | 'cli' | 'strategy' | 'kill-switch' | 'adopted';
  readonly label: string;
};

/**
 * `intended` is journaled but not sent; `unknown` means nobody has told us yet and is never the same as failed.
 * `denied` is our refusal, `rejected` the broker's.
 */
export const orderStates = [
  'intended',
  'denied',
  'sent',
  'working',
  'cancel-pending',
  'filled',
  'cancelled',
  'rejected',
  'inactive',
  'unknown',
] as const;
export type OrderState = (typeof orderStates)[number];

const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  intended: ['denied', 'sent', 'unknown', 'cancelled'],
  denied: [],
  sent: ['working', 'filled', 'cancelled', 'rejected', 'inactive', 'cancel-pending', 'unknown'],
  working: ['working', 'filled', 'cancelled', 'rejected', 'inactive', 'cancel-pending', 'unknown'],
  'cancel-pending': ['working', 'filled', 'cancelled', 'rejected', 'inactive', 'unknown'],
  inactive: ['working', 'filled', 'cancelled', 'rejected', 'cancel-pending', 'unknown'],
  unknown: ['working', 'filled', 'cancelled', 'rejected', 'inactive', 'cancel-pending', 'unknown'],
  // A late fill report may overtake a cancel, and TWS may revive a rejected order: truth from executions wins.
  // `working` only by a complete snapshot that still lists an order believed gone.
  cancelled: ['filled', 'working'],
  rejected: ['working', 'filled'],
  filled: [],
};

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return transitions[from].includes(to);
}

/** True while the order may still trade at the broker, as far as anybody knows. */
export function isOpen(state: OrderState): boolean {
  return (
    state === 'sent' || state === 'working' || state === 'cancel-pending' || state === 'inactive' || state === 'unknown'
  );
}

export function isFinal(state: OrderState): boolean {
  return transitions[state].length === 0 || state === 'cancelled' || state === 'rejected';
}

export type OrderTerms = {
  readonly instrument: InstrumentId;
  readonly side: OrderSide;
  readonly quantity: number;
  readonly type: OrderType;
  /** Price per unit for LMT and STP LMT, cap for ADAPTIVE when given. */
  readonly limitPrice: number | null;
  /** Trigger for STP, STP LMT and the initial stop of TRAIL. */
  readonly stopPrice: number | null;
  /** Trailing distance in price units. */
  readonly trailAmount: number | null;
  readonly timeInForce: TimeInForce;
  readonly outsideRth: boolean;
};

export type Order = OrderTerms & {
  readonly intent: IntentId;
  readonly role: OrderRole;
  /** Intent of the bracket's parent; null for parents and single orders. */
  readonly parentIntent: IntentId | null;
  readonly ticker: Ticker;
  readonly account: string;
  readonly mode: TradingMode;
  readonly origin: OrderOrigin;
  readonly state: OrderState;
  /** The broker's or the gate's own words for the present state. */
  readonly reason: string;
  readonly brokerOrderId: number | null;
  readonly permId: number | null;
  readonly clientId: number | null;
  readonly filled: number;
  readonly averageFillPrice: number | null;
  readonly modifyPending: boolean;
  /** Not placed by this program: TWS, phone, an earlier session without a journal. */
  readonly adopted: boolean;
  readonly createdTime: number;
  readonly sentTime: number | null;
  readonly updatedTime: number;
};
