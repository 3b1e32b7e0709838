import { sessionPhase } from '../../domain/calendar.ts';
import { deny, notApplicable, pass, type RiskRule, warn } from '../rule.ts';

export const sessionRule: RiskRule = {
  id: 'session',
  title: 'Trading session',
  description: 'No market orders outside regular hours',
  unit: '',
  skipsReductions: true,
  check: ({ order, instrument, state }) => {
    if (instrument.secType !== 'STK' && instrument.secType !== 'OPT')
      return notApplicable(`${instrument.secType} has its own hours`);
    const phase = sessionPhase(state.clock.now);
    if (phase === 'regular') return pass('Regular session');
    if (order.type === 'MKT' || order.type === 'ADAPTIVE')
      return deny(`A market order outside regular hours (${phase}) would meet the next opening unseen`);
    if (!order.outsideRth) return warn(`Session is ${phase}; the order waits for regular hours`);
    return pass(`Session is ${phase}; the order may trade outside regular hours`);
  },
};
