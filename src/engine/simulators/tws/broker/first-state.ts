import { tradingDate } from '../../../domain/calendar.ts';
import type { BrokerState } from './broker-event.ts';

/** A broker that has never traded: each account with its cash, ids from the start. */
export function firstState(at: {
  readonly accounts: readonly string[];
  readonly cash: number;
  readonly seed: number;
  readonly nowMs: number;
}): BrokerState {
  const { cash } = at;
  const start = { cash, realizedToday: 0, dayStartValue: cash, tradingDate: tradingDate(at.nowMs), positions: [] };
  return {
    ledgers: at.accounts.map((account) => ({ account, ...start })),
    orders: [],
    executions: [],
    lastIds: {},
    // Permanent ids start somewhere that depends on the seed, as they do at a broker.
    nextPermId: 600_000_000 + ((at.seed >>> 0) % 1_000_000) * 100,
    nextExecution: 1,
    nextManualId: -1,
  };
}
