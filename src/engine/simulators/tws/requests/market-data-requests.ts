import { resolveContract } from '../contracts/find-contracts.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session, Subscription } from '../session/session.ts';
import { genericTickProblem, isWithoutPrices, newsSourcesIn, parseGenericTicks } from '../streams/generic-ticks.ts';
import { LevelOneStream } from '../streams/level-one.ts';
import { grantData } from '../streams/entitlement.ts';
import { codesIn, newsProviders } from '../news/news-desk.ts';
import { openNewsStream } from '../streams/news-stream.ts';
import { readContract, readLegs, type ContractQuery } from '../wire/contract-query.ts';
import { requestIds } from '../wire/message-ids.ts';

type LineRequest = {
  readonly requestId: number;
  readonly query: ContractQuery;
  readonly genericTicks: string;
  readonly snapshot: boolean;
};

export const marketDataRequests: RequestHandlers = {
  [requestIds.marketData]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    readLegs(reader, query.secType);
    if (reader.flag('deltaNeutral')) reader.skip(['conId', 'delta', 'price']);
    const genericTicks = reader.text('genericTicks');
    const snapshot = reader.flag('snapshot');
    const regulatory = reader.flag('regulatorySnapshot');
    reader.text('options');
    return () => openLine(session, { requestId, query, genericTicks, snapshot: snapshot || regulatory });
  },
  [requestIds.cancelMarketData]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    return () => {
      if (!session.cancel('marketData', requestId))
        session.error(requestId, 300, `Can't find EId with tickerId:${requestId}`);
    };
  },
};

/** Lines count over all clients: they share the user's entitlement. */
function linesInUse(session: Session): number {
  return session.world.sessions().reduce((total, other) => total + other.count('marketData'), 0);
}

function openLine(session: Session, request: LineRequest): void {
  const { requestId, query, snapshot } = request;
  if (session.isOpen('marketData', requestId)) return session.error(requestId, 102, 'Duplicate ticker ID');
  const resolved = resolveContract(session.world.market, query);
  if (!resolved.ok) return session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
  if (linesInUse(session) >= session.world.settings.maxLines)
    return session.error(requestId, 101, 'Max number of tickers has been reached');
  const genericTicks = parseGenericTicks(request.genericTicks);
  const problem = genericTickProblem(genericTicks, resolved.value, snapshot);
  if (problem !== null) return session.error(requestId, 321, problem);
  const sources = newsSourcesOf(session, request.genericTicks);
  if (sources === 'refused')
    return session.error(requestId, 321, `Error validating request.-'bN' : cause - Incorrect generic tick list of 292`);
  if (sources !== null && isWithoutPrices(request.genericTicks)) {
    const news = openNewsStream({ session, requestId, instrument: resolved.value, providers: sources });
    return session.open('marketData', requestId, news);
  }
  const granted = grantData(session, requestId, resolved.value);
  if (granted === null) return;
  const stream = new LevelOneStream({
    session,
    requestId,
    instrument: resolved.value,
    genericTicks,
    snapshot,
    isDelayed: granted === 'delayed',
  });
  const news = sources && openNewsStream({ session, requestId, instrument: resolved.value, providers: sources });
  const both: Subscription = {
    label: stream.label,
    restart: () => stream.restart(),
    close: () => {
      news?.close();
      stream.close();
    },
  };
  if (!snapshot) session.open('marketData', requestId, both);
  stream.start();
}

/** Providers a line wants headlines of; null for none, refused when the account or the list does not allow it. */
function newsSourcesOf({ world }: Session, genericTicks: string): ReadonlySet<string> | null | 'refused' {
  const named = newsSourcesIn(genericTicks);
  if (named === null) return null;
  if (!world.settings.newsAllowed || world.news === null) return 'refused';
  if (named === '') return new Set(newsProviders.map(({ code }) => code));
  return codesIn(named) ?? 'refused';
}
