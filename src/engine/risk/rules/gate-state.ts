import { deny, pass, type RiskRule } from '../rule.ts';

/** Closed until open orders, executions, positions and account are known; halted while the journal cannot write. */
export const gateState: RiskRule = {
  id: 'gate-state',
  title: 'Gate',
  description: 'No new order before the broker’s orders, executions, positions and account are merged',
  unit: '',
  skipsReductions: false,
  check: ({ state, reduces, positionFresh }) => {
    if (state.journalFailure !== null)
      return deny(`Trading is halted, the journal cannot be written: ${state.journalFailure}`);
    if (state.gate.open) return pass('Orders, executions, positions and account are reconciled');
    if (reduces && positionFresh)
      return pass(`Gate closed (${state.gate.reason}), but the order only reduces a position the broker has confirmed`);
    return deny(state.gate.reason);
  },
  usage: (state) => ({ value: null, limit: null, broken: !state.gate.open || state.journalFailure !== null }),
};
