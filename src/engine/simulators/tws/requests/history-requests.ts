import { resolveContract } from '../contracts/find-contracts.ts';
import { barsOf, type BarQuery } from '../history/bars.ts';
import { barLength, durationStart, historyKind } from '../history/history-request.ts';
import { pacedBarMs } from '../history/history-pacing.ts';
import { historyMessage, scheduleMessage } from '../encode/history.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { openHistoryUpdates } from '../streams/history-updates.ts';
import { readContract, readLegs, type ContractQuery } from '../wire/contract-query.ts';
import { requestIds } from '../wire/message-ids.ts';
import { parseRequestTime } from '../wire/wire-time.ts';

export type HistoryRequest = {
  readonly requestId: number;
  readonly query: ContractQuery;
  readonly end: string;
  readonly barSize: string;
  readonly duration: string;
  readonly regularOnly: boolean;
  readonly whatToShow: string;
  readonly format: number;
  readonly keepUpToDate: boolean;
};

export const historyRequests: RequestHandlers = {
  [requestIds.history]: (session, reader) => {
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    reader.flag('includeExpired');
    const end = reader.text('endDateTime');
    const barSize = reader.text('barSize');
    const duration = reader.text('duration');
    const regularOnly = reader.flag('useRth');
    const whatToShow = reader.text('whatToShow').toUpperCase();
    const format = reader.int('formatDate');
    readLegs(reader, query.secType);
    const keepUpToDate = reader.flag('keepUpToDate');
    reader.text('options');
    return () =>
      answer(session, { requestId, query, end, barSize, duration, regularOnly, whatToShow, format, keepUpToDate });
  },
  [requestIds.cancelHistory]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    return () => {
      if (session.cancel('history', requestId)) {
        session.error(
          requestId,
          162,
          `Historical Market Data Service error message:API historical data query cancelled: ${requestId}`,
        );
      } else {
        session.error(requestId, 366, `No historical data query found for ticker id:${requestId}`);
      }
    };
  },
};

function invalid(session: Session, requestId: number, cause: string): void {
  session.error(requestId, 321, `Error validating request.-'bU' : cause - ${cause}`);
}

function answer(session: Session, request: HistoryRequest): void {
  const { requestId, whatToShow } = request;
  const { world } = session;
  const resolved = resolveContract(world.market, request.query);
  if (!resolved.ok) return session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
  if (request.keepUpToDate && request.end !== '')
    return invalid(session, requestId, 'End date not supported with keepUpToDate');
  const end = endOf(session, request);
  if (end === null) return invalid(session, requestId, `Invalid end date/time ${request.end}`);
  const start = durationStart(request.duration, end);
  if (!start.ok) return session.error(requestId, 321, start.failure.message);
  if (whatToShow === 'SCHEDULE') return session.send(scheduleMessage(requestId, start.value, end));
  const { secType, symbol, currency } = resolved.value;
  if (secType === 'CRYPTO' && whatToShow === 'TRADES')
    return session.error(requestId, 10299, 'Expected what to show is AGGTRADES, please use that instead of TRADES.');
  if (secType === 'CASH' && (whatToShow === 'TRADES' || whatToShow === 'AGGTRADES')) {
    const text = `No historical market data for ${symbol}/CASH.${currency}@IDEALPRO Last ${request.barSize}`;
    return session.error(requestId, 162, `Historical Market Data Service error message:${text}`);
  }
  const kind = historyKind(whatToShow);
  const barMs = barLength(request.barSize);
  if (!kind || barMs === null)
    return invalid(
      session,
      requestId,
      kind ? `Invalid bar size ${request.barSize}` : `Invalid what to show ${whatToShow}`,
    );
  const tooSoon = barMs <= pacedBarMs ? pacingProblem(session, request) : null;
  if (tooSoon !== null) return session.error(requestId, 162, tooSoon);
  const bars = {
    instrument: resolved.value,
    kind,
    barMs,
    fromMs: start.value,
    toMs: end,
    regularOnly: request.regularOnly,
  };
  deliver(session, request, bars);
}

/** Without an end the forming bar is included. */
function endOf(session: Session, request: HistoryRequest): number | null {
  if (request.end === '') return session.world.clock.now() + 1;
  const parsed = parseRequestTime(request.end);
  if (parsed && !parsed.zoneGiven) {
    session.error(
      request.requestId,
      2174,
      'You submitted request with date-time attributes without explicit time zone. Please switch to use yyyymmdd-hh:mm:ss in UTC or use instrument time zone, like US/Eastern.',
    );
  }
  return parsed?.timeMs ?? null;
}

function pacingProblem(session: Session, request: HistoryRequest): string | null {
  const { settings, historyPacing } = session.world;
  if (!settings.historyPacing) return null;
  const { query, whatToShow } = request;
  const contract = `${query.conId}/${query.symbol}/${query.localSymbol}/${query.exchange}/${whatToShow}`;
  return historyPacing.violation({
    contract,
    request: `${contract}/${request.end}/${request.duration}/${request.barSize}`,
    weight: whatToShow === 'BID_ASK' ? 2 : 1,
  });
}

function deliver(session: Session, request: HistoryRequest, query: BarQuery): void {
  const { requestId, format, whatToShow } = request;
  const { market, settings } = session.world;
  if (session.count('history') >= settings.maxOpenHistory)
    return session.error(
      requestId,
      162,
      'Historical Market Data Service error message:Too many open historical queries',
    );
  const bars = barsOf(market, query);
  if (bars.length === 0) {
    const what = `${query.instrument.symbol}@${request.query.exchange} ${whatToShow}`;
    return session.error(
      requestId,
      162,
      `Historical Market Data Service error message:HMDS query returned no data: ${what}`,
    );
  }
  session.send(historyMessage({ requestId, bars, query, format, version: session.version }));
  if (request.keepUpToDate)
    openHistoryUpdates({ session, requestId, query, format, fromMs: bars.at(-1)?.startMs ?? query.fromMs });
}
