import { randomUUID } from 'node:crypto';
import type { SubmitOrder } from '../../src/engine/contract/execution-contract.ts';

/** A small market order in practice, with what the test wants otherwise. */
export function orderOf(change: Partial<SubmitOrder> = {}): SubmitOrder {
  return {
    intent: randomUUID(),
    instrument: 'SPY.STK',
    side: 'BUY',
    quantity: 1,
    type: 'MKT',
    limitPrice: null,
    stopPrice: null,
    trailAmount: null,
    timeInForce: 'DAY',
    outsideRth: false,
    bracket: null,
    origin: { source: 'cli', label: 'test' },
    mode: 'practice',
    ...change,
  };
}
