import type { SimInstrument } from '../../simulated-market.ts';
import { resolveContract } from '../contracts/find-contracts.ts';
import { barsOf } from '../history/bars.ts';
import { dayMs, durationStart, historyKind } from '../history/history-request.ts';
import { historicalTicksMessage } from '../history/historical-ticks.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import { nothing } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { readContract, type ContractQuery } from '../wire/contract-query.ts';
import { answerIds, requestIds } from '../wire/message-ids.ts';
import { parseRequestTime, utcText } from '../wire/wire-time.ts';

export const pastDataRequests: RequestHandlers = {
  [requestIds.headTimestamp]: (session, reader) => {
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    reader.skip(['includeExpired', 'useRth']);
    const whatToShow = reader.text('whatToShow');
    const format = reader.int('formatDate');
    return () =>
      withInstrument(session, requestId, query, (instrument) =>
        headTimestamp(session, { requestId, instrument, whatToShow, format }),
      );
  },
  [requestIds.cancelHeadTimestamp]: (_session, reader) => {
    reader.int('requestId');
    return nothing;
  },
  [requestIds.histogram]: (session, reader) => {
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    reader.flag('includeExpired');
    const regularOnly = reader.flag('useRth');
    const period = reader.text('period');
    return () =>
      withInstrument(session, requestId, query, (instrument) =>
        histogram(session, { requestId, instrument, regularOnly, period }),
      );
  },
  [requestIds.cancelHistogram]: (_session, reader) => {
    reader.int('requestId');
    return nothing;
  },
  [requestIds.historicalTicks]: (session, reader) => {
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    reader.flag('includeExpired');
    const start = reader.text('start');
    const end = reader.text('end');
    const count = reader.int('count');
    const whatToShow = reader.text('whatToShow').toUpperCase();
    reader.skip(['useRth', 'ignoreSize', 'options']);
    return () =>
      withInstrument(session, requestId, query, (instrument) =>
        historicalTicks(session, { requestId, instrument, start, end, count, whatToShow }),
      );
  },
};

function withInstrument(
  session: Session,
  requestId: number,
  query: ContractQuery,
  act: (instrument: SimInstrument) => void,
): void {
  const resolved = resolveContract(session.world.market, query);
  if (resolved.ok) act(resolved.value);
  else session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
}

function headTimestamp(
  session: Session,
  at: { requestId: number; instrument: SimInstrument; whatToShow: string; format: number },
): void {
  const kind = historyKind(at.whatToShow);
  const first = kind && session.world.market.history(at.instrument.id, kind, dayMs, 0, session.world.clock.now())[0];
  if (!first)
    return session.error(at.requestId, 162, 'Historical Market Data Service error message:No head time stamp');
  const text = at.format === 2 ? String(Math.floor(first.startMs / 1000)) : utcText(first.startMs);
  session.send([answerIds.headTimestamp, at.requestId, text]);
}

function histogram(
  session: Session,
  at: { requestId: number; instrument: SimInstrument; regularOnly: boolean; period: string },
): void {
  const { clock, market } = session.world;
  const unit = /^(\d+)\s*(day|week|month|second)s?$/i.exec(at.period.trim());
  const start = unit ? durationStart(`${unit[1] ?? ''} ${(unit[2] ?? '').charAt(0).toUpperCase()}`, clock.now()) : null;
  if (!start?.ok)
    return session.error(at.requestId, 321, `Error validating request.-'bV' : cause - Invalid period ${at.period}`);
  const sizes = new Map<number, number>();
  const query = {
    instrument: at.instrument,
    kind: 'TRADES' as const,
    barMs: 60_000,
    fromMs: start.value,
    toMs: clock.now(),
    regularOnly: at.regularOnly,
  };
  for (const bar of barsOf(market, query)) {
    const price = Math.round(bar.close / at.instrument.minTick) * at.instrument.minTick;
    const key = Math.round(price * 1e6) / 1e6;
    sizes.set(key, (sizes.get(key) ?? 0) + Math.round(bar.volume));
  }
  const rows = [...sizes].toSorted(([a], [b]) => a - b);
  session.send([answerIds.histogram, at.requestId, rows.length, ...rows.flat()]);
}

function historicalTicks(
  session: Session,
  at: { requestId: number; instrument: SimInstrument; start: string; end: string; count: number; whatToShow: string },
): void {
  const { requestId, instrument, whatToShow } = at;
  const startMs = at.start === '' ? null : (parseRequestTime(at.start)?.timeMs ?? null);
  const endMs = at.end === '' ? null : (parseRequestTime(at.end)?.timeMs ?? null);
  const known = whatToShow === 'TRADES' || whatToShow === 'BID_ASK' || whatToShow === 'MIDPOINT';
  if (!known || at.count <= 0 || (startMs === null) === (endMs === null)) {
    return session.error(
      requestId,
      321,
      "Error validating request.-'bZ' : cause - Historical ticks need one of start and end, a count and TRADES, BID_ASK or MIDPOINT",
    );
  }
  session.send(
    historicalTicksMessage(session.world.market, {
      requestId,
      instrument,
      kind: whatToShow,
      startMs,
      endMs,
      count: Math.min(1_000, at.count),
    }),
  );
}
