import { regularSession, sessionPhase, tradingDate } from '../../../domain/calendar.ts';
import { instantOf } from '../../../domain/time.ts';
import type { SimInstrument } from '../../simulated-market.ts';
import { isTradable, nextOpenMs } from '../contracts/trading-hours.ts';
import { parseRequestTime } from '../wire/wire-time.ts';
import type { SimOrder } from './sim-order.ts';

/** When an order may first trade: now, at its own good-after time, or at the next open. */
export function firstTradeMs(order: SimOrder, instrument: SimInstrument, nowMs: number): number {
  const wanted = order.terms.goodAfterTime === '' ? null : parseRequestTime(order.terms.goodAfterTime);
  const from = Math.max(nowMs, wanted?.timeMs ?? nowMs);
  return isTradable(instrument, order.terms.outsideRth, from) ? from : nextOpenMs(instrument, from);
}

/** When an order ends by itself; null for one that stays. */
export function expiryMs(order: SimOrder, instrument: SimInstrument, nowMs: number): number | null {
  if (order.terms.tif === 'GTC') return null;
  if (order.terms.tif === 'GTD') return parseRequestTime(order.terms.goodTillDate)?.timeMs ?? null;
  const { secType } = instrument;
  const tooLateToday = sessionPhase(nowMs) === 'after-hours' && !order.terms.outsideRth;
  const date = tradingDate(tooLateToday ? nowMs + 86_400_000 : nowMs);
  if (secType === 'FUT' || secType === 'CASH') return instantOf(date, 17 * 3600);
  if (secType === 'CRYPTO') return null;
  return order.terms.outsideRth ? instantOf(date, 20 * 3600) : regularSession(date).closeMs;
}
