import { describe } from 'vitest';
import { spy } from '../../src/engine/simulators/tws/testing/test-instruments.ts';
import { brokerSuite } from './broker-suite.ts';
import { openIbkr } from './open-ibkr.ts';

describe('TWS keeps the broker port', () => {
  brokerSuite(async () => {
    const { broker, simulator } = await openIbkr();
    const order = { conId: spy.conId, action: 'BUY', quantity: 1, orderType: 'LMT' } as const;
    return {
      broker,
      instrument: spy,
      cut: () => simulator.faults.inject({ kind: 'reset' }),
      manualOrder: (limitPrice) => void simulator.placeManualOrder({ ...order, limitPrice }),
    };
  });
});
