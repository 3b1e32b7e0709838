import type { Log } from '../../ports/log.ts';
import type { SimulatedMarket } from '../simulated-market.ts';
import type { WallTime } from '../real-clock.ts';
import type { BrokerEvent, BrokerState } from './broker/broker-event.ts';
import type { Latency } from './broker/exchange-path.ts';
import type { Fill } from './broker/matching-engine.ts';
import type { LedgerPosition } from './broker/account-ledger.ts';
import type { AccountValues } from './broker/valuation.ts';
import type { OrderTerms, SimExecution, SimOrder } from './broker/sim-order.ts';
import type { FaultAction, FaultScript } from './faults/fault-script.ts';
import type { SimNews } from './news/news-desk.ts';
import type { FrameJournal } from './net/frame-journal.ts';
import type { SimulatorSettings } from './session/settings.ts';
import type { Statistics } from './session/statistics.ts';
import type { SubscriptionKind } from './session/session.ts';

export type TwsSimulatorState = { readonly version: 1; readonly broker: BrokerState };

export type TwsSimulatorOptions = {
  readonly market: SimulatedMarket;
  /** Where headlines come from; none without it. */
  readonly news?: SimNews;
  /** Wanted port; when it is taken any free one is used. 0 or none: any free one. */
  readonly port?: number;
  /** Newest version to speak: 151 or 176..193. */
  readonly serverVersion?: number;
  /** Paper accounts, each with its starting cash; default `DU1234567` with 100,000 USD. */
  readonly accounts?: readonly string[];
  readonly startingCash?: number;
  readonly seed: number;
  readonly faults?: FaultScript;
  /** What an earlier run exported; positions, orders, executions and ids go on from there. */
  readonly state?: TwsSimulatorState;
  readonly log?: Log;
  readonly settings?: Partial<Omit<SimulatorSettings, 'serverVersion'>>;
  readonly latency?: Latency;
  readonly wall?: WallTime;
};

/** An order as somebody types it into TWS or the phone. */
export type ManualOrder = Pick<OrderTerms, 'action' | 'quantity' | 'orderType'> &
  Partial<Pick<OrderTerms, 'limitPrice' | 'auxPrice' | 'tif' | 'account' | 'outsideRth'>> & { readonly conId: number };

/** A simulated TWS on a loopback port, with what tests and the practice world need to look inside. */
export interface TwsSimulator {
  readonly port: number;
  readonly journal: FrameJournal;
  readonly stats: Statistics;
  readonly faults: {
    schedule(script: FaultScript): void;
    inject(action: FaultAction, clientId?: number): void;
  };
  accounts(): readonly string[];
  orders(): readonly SimOrder[];
  executions(): readonly SimExecution[];
  /** Held positions of an account; flat ones are left out. */
  positions(account?: string): readonly LedgerPosition[];
  account(account?: string): AccountValues;
  /** Connected clients by id, with how many subscriptions of each kind they hold. */
  clients(): readonly { readonly clientId: number; readonly version: number; count(kind: SubscriptionKind): number }[];
  placeManualOrder(order: ManualOrder): SimOrder;
  cancelManualOrder(permId: number): void;
  /** Fills a working order as if the market had traded there. */
  forceFill(permId: number, fill: Fill): void;
  /** Told of every change of orders and accounts before any client hears of it. */
  onChange(listener: (change: BrokerEvent['kind']) => void): void;
  exportState(): TwsSimulatorState;
  /** Closes every connection and listens again on the same port; working orders survive, subscriptions do not. */
  restart(downRealMs?: number): Promise<void>;
  close(): Promise<void>;
}
