import type { SimInstrument } from '../../simulated-market.ts';
import type { Session } from '../session/session.ts';

/** Live or delayed data for a line; null when it was refused, which has then been answered. */
export function grantData(session: Session, requestId: number, instrument: SimInstrument): 'live' | 'delayed' | null {
  const { switches, settings } = session.world;
  if (switches.competingSession) {
    session.error(requestId, 10197, 'No market data during competing live session');
    return null;
  }
  const entitlement = switches.entitlements.get(instrument.symbol) ?? settings.entitlement(instrument);
  const wantsDelayed = session.marketDataType >= 3;
  if (entitlement === 'live') return 'live';
  if (entitlement === 'none') {
    session.error(requestId, 354, 'Requested market data is not subscribed. Delayed market data is not available.');
    return null;
  }
  if (!wantsDelayed) {
    session.error(requestId, 10168, 'Requested market data is not subscribed. Delayed market data is not enabled.');
    return null;
  }
  session.error(requestId, 10167, 'Requested market data is not subscribed. Displaying delayed market data.');
  return 'delayed';
}
