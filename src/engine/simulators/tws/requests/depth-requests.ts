import { resolveContract } from '../contracts/find-contracts.ts';
import { validExchanges } from '../contracts/exchanges.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { DepthStream } from '../streams/depth-stream.ts';
import { readContract, type ContractQuery } from '../wire/contract-query.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds, requestIds } from '../wire/message-ids.ts';

type DepthRequest = {
  readonly requestId: number;
  readonly query: ContractQuery;
  readonly rows: number;
  readonly isSmart: boolean;
};

export const depthRequests: RequestHandlers = {
  [requestIds.depth]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    const rows = reader.int('rows');
    const isSmart = reader.flag('isSmart');
    reader.text('options');
    return () => openDepth(session, { requestId, query, rows, isSmart });
  },
  [requestIds.cancelDepth]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    reader.flag('isSmart');
    return () => {
      if (!session.cancel('depth', requestId))
        session.error(requestId, 310, `Can't find the subscribed market depth with tickerId:${requestId}`);
    };
  },
  [requestIds.depthExchanges]: (session) => () => session.send(depthExchanges()),
  [requestIds.smartComponents]: (session, reader) => {
    const requestId = reader.int('requestId');
    reader.text('bboExchange');
    return () => {
      const venues = ['NASDAQ', 'NYSE', 'ARCA', 'BATS', 'IEX', 'EDGX', 'MEMX'];
      const rows = venues.flatMap((venue, bit) => [bit, venue, String.fromCharCode(65 + bit)]);
      session.send([answerIds.smartComponents, requestId, venues.length, ...rows]);
    };
  },
};

function depthExchanges(): Message {
  const venues = [
    ['NASDAQ', 'STK', 'Deep2'],
    ['ARCA', 'STK', 'Deep'],
    ['NYSE', 'STK', 'Deep'],
    ['CFE', 'FUT', 'Deep'],
    ['CBOE', 'OPT', 'Deep'],
  ];
  const rows = venues.flatMap(([exchange = '', secType = '', kind = '']) => [exchange, secType, '', kind, '']);
  return [answerIds.depthExchanges, venues.length, ...rows];
}

function openDepth(session: Session, request: DepthRequest): void {
  const { requestId, query, rows, isSmart } = request;
  const { world } = session;
  if (session.isOpen('depth', requestId)) return session.error(requestId, 102, 'Duplicate ticker ID');
  const resolved = resolveContract(world.market, query);
  if (!resolved.ok) return session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
  if (rows <= 0)
    return session.error(requestId, 321, "Error validating request.-'bO' : cause - Invalid number of rows");
  const inUse = world.sessions().reduce((total, other) => total + other.count('depth'), 0);
  if (inUse >= world.settings.maxDepth) {
    return session.error(
      requestId,
      309,
      `Max number (${world.settings.maxDepth}) of market depth requests has been reached`,
    );
  }
  const instrument = resolved.value;
  if (instrument.secType === 'IND' || instrument.secType === 'CASH') {
    return session.error(
      requestId,
      10092,
      'Deep market data is not supported for this combination of security type/exchange',
    );
  }
  if (isSmart) {
    const venues = validExchanges(instrument).filter((venue) => venue !== 'SMART');
    session.error(
      requestId,
      2152,
      `Exchanges - Depth: ${venues.slice(0, 4).join('; ')}; Top: ${venues.slice(4).join('; ')}; `,
    );
  }
  const stream = new DepthStream({
    session,
    requestId,
    instrument,
    rows,
    isSmart,
    named: isSmart || query.exchange === 'NASDAQ' || query.exchange === 'ISLAND',
  });
  session.open('depth', requestId, stream);
  stream.start();
}
