import { isTradingDay, regularSession } from '../../../domain/calendar.ts';
import { addDays, newYork, wallTime } from '../../../domain/time.ts';
import type { SimBar } from '../../simulated-market.ts';
import { barTime, type BarQuery } from '../history/bars.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';
import { clockText, zonedText } from '../wire/wire-time.ts';

export function historyMessage(at: {
  requestId: number;
  bars: readonly SimBar[];
  query: BarQuery;
  format: number;
  version: number;
}): Message {
  const { bars, query, version } = at;
  const timeZone = version >= since.instrumentTimeZone ? query.instrument.timeZoneId : newYork;
  const rows = bars.flatMap((bar) => [
    barTime(bar.startMs, { barMs: query.barMs, format: at.format, version, timeZone }),
    price(bar.open),
    price(bar.high),
    price(bar.low),
    price(bar.close),
    volume(bar, query),
    price(bar.vwap),
    count(bar, query),
  ]);
  const span = [zonedText(query.fromMs, version, timeZone), zonedText(query.toMs, version, timeZone)];
  return [answerIds.history, at.requestId, ...span, bars.length, ...rows];
}

/** Fields in the update's own order: open, close, high, low. */
export function historyUpdate(at: {
  requestId: number;
  bar: SimBar;
  query: BarQuery;
  format: number;
  version: number;
}): Message {
  const { bar, query, version } = at;
  const time = barTime(bar.startMs, {
    barMs: query.barMs,
    format: at.format,
    version,
    timeZone: query.instrument.timeZoneId,
  });
  return [
    answerIds.historyUpdate,
    at.requestId,
    count(bar, query),
    time,
    price(bar.open),
    price(bar.close),
    price(bar.high),
    price(bar.low),
    price(bar.vwap),
    volume(bar, query),
  ];
}

function price(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Only trades have volume and count; the others carry -1. */
function volume(bar: SimBar, query: BarQuery): number {
  return query.kind === 'TRADES' && query.instrument.secType !== 'IND'
    ? Math.round(bar.volume)
    : query.kind === 'TRADES'
      ? 0
      : -1;
}

function count(bar: SimBar, query: BarQuery): number {
  return query.kind === 'TRADES' ? Math.max(0, Math.round(bar.count)) : -1;
}

/** Regular sessions between two instants. */
export function scheduleMessage(requestId: number, fromMs: number, toMs: number): Message {
  const sessions: string[] = [];
  let rows = 0;
  for (let date = wallTime(fromMs).date; date <= wallTime(toMs).date; date = addDays(date, 1)) {
    if (!isTradingDay(date)) continue;
    const { openMs, closeMs } = regularSession(date);
    sessions.push(`${date}-${clockText(openMs, newYork)}`, `${date}-${clockText(closeMs, newYork)}`, date);
    rows += 1;
  }
  const span = [sessions[0] ?? '', sessions.at(-2) ?? ''];
  return [answerIds.historicalSchedule, requestId, ...span, 'US/Eastern', rows, ...sessions];
}
