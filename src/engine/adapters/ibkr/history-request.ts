import type { BarSizeSetting, WhatToShow } from '@stoqey/ib';
import { barMs, type Bar, type BarInterval } from '../../domain/bar.ts';
import { dateUtc } from '../../domain/time.ts';
import { hoursKind } from '../../domain/trading-hours.ts';
import type { HistoryQuery } from '../../ports/market-data.ts';
import type { WireBar } from './frame-sink.ts';
import { contractOf } from './instrument-translate.ts';
import type { RequestSpec } from './request-registry.ts';
import { utcText } from './wire-time.ts';

const barSizes: Readonly<Record<BarInterval, string>> = {
  '1s': '1 secs',
  '5s': '5 secs',
  '1m': '1 min',
  '5m': '5 mins',
  '1d': '1 day',
};

/** Longest history in one answer; larger ones block the socket. */
const maxBars = 2_000;
const regularSeconds = 23_400;
const extendedSeconds = 57_600;
const wholeDaySeconds = 86_400;

/** Duration text that covers `count` bars back from the end, weekends and holidays included. */
export function durationOf(
  query: Pick<HistoryQuery, 'interval' | 'count' | 'regularHoursOnly'> & { readonly roundTheClock?: boolean },
): string {
  const count = Math.min(maxBars, Math.max(1, Math.trunc(query.count)));
  if (query.interval === '1d') {
    if (count > 250) return `${Math.ceil(count / 250)} Y`;
    return `${Math.max(2, Math.ceil((count * 7) / 5) + 4)} D`;
  }
  const seconds = (count * barMs[query.interval]) / 1000;
  // Fewer seconds a day than it has only ask for a day too many.
  const dayUnits = query.roundTheClock ? wholeDaySeconds : query.regularHoursOnly ? regularSeconds : extendedSeconds;
  if (seconds <= 1_800) return `${Math.max(60, seconds)} S`;
  // D counts trading days and includes the running one.
  return `${Math.ceil(seconds / dayUnits) + 1} D`;
}

function startOf(bar: WireBar, daily: boolean): number | null {
  if (daily) return /^\d{8}$/.test(bar.date) ? dateUtc(bar.date) : null;
  const seconds = Number(bar.date);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

/** Bars as the domain knows them; rows without a time or a close are left out, duplicates keep the later row. */
export function translateBars(query: HistoryQuery, rows: readonly WireBar[]): readonly Bar[] {
  const daily = query.interval === '1d';
  const bars: Bar[] = [];
  for (const row of rows) {
    const start = startOf(row, daily);
    const { open, high, low, close } = row;
    if (start === null || ![open, high, low, close].every(Number.isFinite)) continue;
    const volume = row.volume > 0 ? row.volume : 0;
    const bar = { instrument: query.instrument.id, interval: query.interval, start, open, high, low, close, volume };
    if (bars.at(-1)?.start === start) bars.pop();
    bars.push(bar);
  }
  bars.sort((a, b) => a.start - b.start);
  return bars.slice(-Math.max(1, query.count));
}

/** Cryptocurrencies have their trades under another name: asked for the usual one TWS answers 10299. */
function whatToShow({ kind, instrument }: HistoryQuery): string {
  return kind === 'TRADES' && instrument.secType === 'CRYPTO' ? 'AGGTRADES' : kind;
}

export function historyRequest(query: HistoryQuery, timeoutMs: number): RequestSpec<readonly Bar[]> {
  return {
    title: `history of ${query.instrument.id}`,
    priority: Math.min(9, 3 + query.priority),
    timeoutMs,
    send: (api, reqId) =>
      api.reqHistoricalData(
        reqId,
        contractOf(query.instrument),
        query.endMs === null ? '' : utcText(query.endMs),
        durationOf({ ...query, roundTheClock: hoursKind(query.instrument.secType) !== 'stocks' }),
        barSizes[query.interval] as BarSizeSetting,
        whatToShow(query) as WhatToShow,
        query.regularHoursOnly ? 1 : 0,
        2,
        false,
      ),
    receive: (done) => ({ bars: (rows) => done(translateBars(query, rows)) }),
    cancel: (api, reqId) => api.cancelHistoricalData(reqId),
  };
}
