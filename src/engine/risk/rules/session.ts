import { hoursKind, phaseOf } from '../../domain/trading-hours.ts';
import { deny, notApplicable, pass, type RiskRule, warn } from '../rule.ts';

export const sessionRule: RiskRule = {
  id: 'session',
  title: 'Trading session',
  description: 'No market orders outside regular hours',
  unit: '',
  skipsReductions: true,
  check: ({ order, instrument, state }) => {
    if (instrument.secType === 'IND') return notApplicable('An index is not traded');
    const phase = phaseOf(instrument.secType, state.clock.now);
    if (phase === 'regular') return pass('Regular session');
    if (order.type === 'MKT' || order.type === 'ADAPTIVE')
      return deny(`A market order outside regular hours (${phase}) would meet the next opening unseen`);
    if (hoursKind(instrument.secType) !== 'stocks')
      return warn(`The market of ${instrument.id} is closed; the order waits for its next opening`);
    if (!order.outsideRth) return warn(`Session is ${phase}; the order waits for regular hours`);
    return pass(`Session is ${phase}; the order may trade outside regular hours`);
  },
};
