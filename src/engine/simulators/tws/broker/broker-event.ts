import type { InstrumentId } from '../../../domain/ids.ts';
import type { LedgerState } from './account-ledger.ts';
import type { OrderProblem } from './order-policy.ts';
import type { SimExecution, SimOrder } from './sim-order.ts';

/** What the broker tells its clients, in the order in which TWS would send it. */
export type BrokerEvent =
  | { readonly kind: 'order'; readonly order: SimOrder; readonly withCommission: boolean }
  | { readonly kind: 'status'; readonly order: SimOrder }
  | { readonly kind: 'execution'; readonly execution: SimExecution }
  | { readonly kind: 'commission'; readonly execution: SimExecution }
  | ({ readonly kind: 'problem'; readonly order: SimOrder } & OrderProblem)
  | { readonly kind: 'position'; readonly account: string; readonly instrument: InstrumentId }
  | { readonly kind: 'bound'; readonly order: SimOrder };

export type BrokerListener = (event: BrokerEvent) => void;

/** Everything the broker must remember over a restart; plain JSON. */
export type BrokerState = {
  readonly ledgers: readonly LedgerState[];
  readonly orders: readonly SimOrder[];
  readonly executions: readonly SimExecution[];
  readonly lastIds: Readonly<Record<string, number>>;
  readonly nextPermId: number;
  readonly nextExecution: number;
  readonly nextManualId: number;
};
