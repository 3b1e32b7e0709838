import type { TradingMode } from '../domain/account.ts';
import type { InstrumentId, IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { OrderOrigin, OrderSide, OrderTerms } from '../domain/order.ts';
import type { Quote } from '../domain/quote.ts';
import type { Exposure } from './exposure.ts';

/** The trader's limits, as the settings hold them. Percentages as 0..100, money in account currency. */
export type RiskLimits = {
  readonly maxQuantity: number;
  readonly maxNotional: number;
  readonly maxSymbolNotional: number;
  readonly maxGrossNotional: number;
  readonly maxSameDirection: number;
  readonly collarPercent: number;
  readonly maxSpreadPercent: number;
  readonly maxQuoteAgeMs: number;
  readonly duplicateWindowMs: number;
  readonly ordersPerMinute: number;
  readonly dailyLossWarnPercent: number;
  readonly dailyLossHaltPercent: number;
};

export type ProposedOrder = OrderTerms & {
  readonly intent: IntentId;
  readonly bracket: { readonly targetPrice: number | null; readonly stopPrice: number | null } | null;
  readonly origin: OrderOrigin;
  /** The mode the trader saw when pressing. */
  readonly mode: TradingMode;
};

export type RecentOrder = {
  readonly ageMs: number;
  readonly instrument: InstrumentId;
  readonly side: OrderSide;
  readonly quantity: number;
  readonly price: number | null;
  /** False = it ended without a single fill: denied, rejected or cancelled. */
  readonly stands: boolean;
};

export type WhatIfMargin = {
  readonly initialMarginChange: number | null;
  readonly maintenanceMarginChange: number | null;
  readonly equityWithLoanAfter: number | null;
  readonly commission: number | null;
  readonly warning: string;
};

/** What is true whether or not somebody wants an order. */
export type RiskState = {
  readonly limits: RiskLimits;
  /** Why the limits are not those the trader wrote; null when they are. */
  readonly settingsProblem: string | null;
  /** World time and its pace; ages are real ms. */
  readonly clock: { readonly now: number; readonly speed: number };
  readonly mode: TradingMode;
  readonly account: string;
  readonly port: number;
  /** The port the settings name as that of the paper TWS. */
  readonly paperPort: number;
  readonly allowLive: boolean;
  readonly liveArmed: boolean;
  readonly gate: { readonly open: boolean; readonly reason: string };
  readonly journalFailure: string | null;
  readonly killed: { readonly engaged: boolean; readonly reason: string };
  readonly day: {
    readonly startNetLiquidation: number | null;
    /** Loss as a positive number, profit as a negative one; null = not known. */
    readonly loss: number | null;
    readonly halted: boolean;
    readonly haltDetail: string;
  };
  readonly netLiquidation: number | null;
  readonly buyingPower: number | null;
  /** Every instrument with a position or an order in flight. */
  readonly exposures: readonly Exposure[];
  readonly recent: readonly RecentOrder[];
};

/** One order in its surroundings. */
export type RiskContext = {
  readonly state: RiskState;
  readonly order: ProposedOrder;
  readonly instrument: Instrument;
  readonly quote: Quote | null;
  /** What may still trade: the quantity, less what a modified order has filled. */
  readonly remaining: number;
  /** Highest price that one unit may cost or be worth; null when nothing is known. */
  readonly unitPrice: number | null;
  readonly notional: number | null;
  readonly before: Exposure;
  readonly after: Exposure;
  /** True = the order can only shrink the position, whatever else in flight fills first. */
  readonly reduces: boolean;
  /** Position reported by the broker in this connection: a reduction may rely on it. */
  readonly positionFresh: boolean;
  /** Emergency exits (flatten, kill switch) need no arming. */
  readonly emergency: boolean;
  /** True = new terms of an order that works already. */
  readonly modifies: boolean;
  readonly margin: WhatIfMargin | null;
};
