import { regularSession, settlementOf, tradingDate } from '../../domain/calendar.ts';
import { deny, notApplicable, pass, type RiskRule } from '../rule.ts';

/** Half an hour before the close: 15:30 ET, 12:30 on half days. */
const cutoffMs = 30 * 60_000;

export const expiryCutoff: RiskRule = {
  id: 'expiry-cutoff',
  title: 'Expiring options',
  description: 'No opening of options that expire today in the last half hour, none after expiry',
  unit: '',
  skipsReductions: true,
  check: ({ instrument, state }) => {
    if (instrument.secType !== 'OPT' || instrument.expiry === '') return notApplicable('Not an option');
    const today = tradingDate(state.clock.now);
    if (instrument.expiry < today) return deny(`${instrument.id} expired on ${instrument.expiry}`);
    if (instrument.expiry > today) return pass(`Expires on ${instrument.expiry}`);
    if (settlementOf(instrument.tradingClass) === 'AM')
      return deny('Settled at this morning’s open; it trades no longer');
    const late = state.clock.now >= regularSession(today).closeMs - cutoffMs;
    return late
      ? deny('Expires today; no opening in the last 30 minutes of the session')
      : pass('Expires today, before the cut-off');
  },
};
