import { resolveContract } from '../contracts/find-contracts.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { historicalTicksMessage } from '../history/historical-ticks.ts';
import { openTickByTick, type TickKind } from '../streams/tick-by-tick.ts';
import { readContract, type ContractQuery } from '../wire/contract-query.ts';
import { requestIds } from '../wire/message-ids.ts';

const kinds: Readonly<Record<string, TickKind>> = {
  Last: 'Last',
  AllLast: 'AllLast',
  BidAsk: 'BidAsk',
  MidPoint: 'MidPoint',
};

export const tickByTickRequests: RequestHandlers = {
  [requestIds.tickByTick]: (session, reader) => {
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    const kind = reader.text('tickType');
    const past = reader.int('numberOfTicks');
    const ignoreSize = reader.flag('ignoreSize');
    return () => open(session, { requestId, query, kind, past, ignoreSize });
  },
  [requestIds.cancelTickByTick]: (session, reader) => {
    const requestId = reader.int('requestId');
    return () => {
      if (!session.cancel('tickByTick', requestId))
        session.error(requestId, 300, `Can't find EId with tickerId:${requestId}`);
    };
  },
};

/** One request of an instrument in so many seconds of real time, on each connection. */
function askedAgainTooSoon(session: Session, conId: number): boolean {
  const { wall, settings } = session.world;
  const now = wall.monotonicMs();
  const before = session.tickByTickAsked.get(conId) ?? Number.NEGATIVE_INFINITY;
  if (now - before < settings.tickByTickAgainRealMs) return true;
  session.tickByTickAsked.set(conId, now);
  return false;
}

function open(
  session: Session,
  request: { requestId: number; query: ContractQuery; kind: string; past: number; ignoreSize: boolean },
): void {
  const { requestId, query } = request;
  const { world } = session;
  const kind = kinds[request.kind];
  if (kind === undefined)
    return session.error(requestId, 321, `Error validating request.-'ca' : cause - Invalid tick type ${request.kind}`);
  const resolved = resolveContract(world.market, query);
  if (!resolved.ok) return session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
  const instrument = resolved.value;
  const wantsTrades = kind === 'Last' || kind === 'AllLast';
  if (
    instrument.secType === 'OPT' ||
    (instrument.secType === 'CASH' && wantsTrades) ||
    (instrument.secType === 'IND' && !wantsTrades)
  ) {
    return session.error(
      requestId,
      10189,
      `Failed to request tick-by-tick data:No market data permissions for ${query.exchange} ${instrument.secType}`,
    );
  }
  if (askedAgainTooSoon(session, instrument.conId))
    return session.error(requestId, 10190, 'Max number of tick-by-tick requests has been reached.');
  const inUse = world.sessions().reduce((total, other) => total + other.count('tickByTick'), 0);
  if (inUse >= world.settings.maxTickByTick)
    return session.error(requestId, 10190, 'Max number of tick-by-tick requests has been reached.');
  if (request.past > 0) {
    const nowMs = world.clock.now();
    const kindOfPast = kind === 'BidAsk' ? 'BID_ASK' : kind === 'MidPoint' ? 'MIDPOINT' : 'TRADES';
    session.send(
      historicalTicksMessage(world.market, {
        requestId,
        instrument,
        kind: kindOfPast,
        startMs: null,
        endMs: nowMs,
        count: Math.min(1_000, request.past),
      }),
    );
  }
  openTickByTick({ session, requestId, instrument, kind, ignoreSize: request.ignoreSize });
}
