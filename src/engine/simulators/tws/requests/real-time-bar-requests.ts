import type { SimBar, SimHistoryKind, SimInstrument } from '../../simulated-market.ts';
import { resolveContract } from '../contracts/find-contracts.ts';
import { realTimeBar } from '../encode/market-data.ts';
import { historyKind } from '../history/history-request.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { isTradable } from '../contracts/trading-hours.ts';
import { readContract, type ContractQuery } from '../wire/contract-query.ts';
import { requestIds } from '../wire/message-ids.ts';

const barMs = 5_000;

export const realTimeBarRequests: RequestHandlers = {
  [requestIds.realTimeBars]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    reader.int('barSize');
    const whatToShow = reader.text('whatToShow');
    const regularOnly = reader.flag('useRth');
    reader.text('options');
    return () => open(session, { requestId, query, whatToShow, regularOnly });
  },
  [requestIds.cancelRealTimeBars]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    return () => {
      if (!session.cancel('realTimeBars', requestId))
        session.error(requestId, 300, `Can't find EId with tickerId:${requestId}`);
    };
  },
};

function open(
  session: Session,
  at: { requestId: number; query: ContractQuery; whatToShow: string; regularOnly: boolean },
): void {
  const { requestId } = at;
  const resolved = resolveContract(session.world.market, at.query);
  if (!resolved.ok) return session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
  const kind = historyKind(at.whatToShow);
  if (!kind || kind === 'BID_ASK' || kind.endsWith('VOLATILITY')) {
    return session.error(requestId, 420, `Invalid Real-time Query:Invalid what to show ${at.whatToShow}`);
  }
  const { clock } = session.world;
  let cancel = (): void => undefined;
  const next = (): void => {
    const dueMs = (Math.floor(clock.now() / barMs) + 1) * barMs;
    cancel = clock.schedule(dueMs, () => {
      next();
      send(session, { requestId, instrument: resolved.value, kind, endMs: dueMs, regularOnly: at.regularOnly });
    });
  };
  next();
  session.open('realTimeBars', requestId, { label: resolved.value.id, close: () => cancel() });
}

function send(
  session: Session,
  at: { requestId: number; instrument: SimInstrument; kind: SimHistoryKind; endMs: number; regularOnly: boolean },
): void {
  const { market, switches } = session.world;
  const startMs = at.endMs - barMs;
  const isShown = at.instrument.secType === 'IND' || isTradable(at.instrument, !at.regularOnly, startMs);
  if (switches.deadFeeds.has('realTimeBars') || session.congested || !isShown) return;
  const bar =
    market.history(at.instrument.id, at.kind, barMs, startMs, at.endMs)[0] ?? flatBar(session, at.instrument, startMs);
  if (bar) session.send(realTimeBar(at.requestId, bar));
}

/** Five seconds without a trade still make a bar, at the last price. */
function flatBar(session: Session, instrument: SimInstrument, startMs: number): SimBar | null {
  const last = session.world.market.quote(instrument.id)?.last ?? null;
  return last === null
    ? null
    : { startMs, open: last, high: last, low: last, close: last, volume: 0, vwap: last, count: 0 };
}
