import { completedOrder, completedOrdersEnd } from '../encode/completed-orders.ts';
import { commissionReport, executionDetails, executionEnd } from '../encode/executions.ts';
import { openOrderEnd } from '../encode/orders.ts';
import { isDone, isWorking, type SimExecution, type SimOrder } from '../broker/sim-order.ts';
import { sendOrder, sendStatus } from '../session/order-reports.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { requestIds } from '../wire/message-ids.ts';
import { parseRequestTime } from '../wire/wire-time.ts';

type ExecutionFilter = {
  readonly clientId: number;
  readonly account: string;
  readonly fromMs: number;
  readonly symbol: string;
  readonly secType: string;
  readonly exchange: string;
  readonly side: string;
};

export const orderQueries: RequestHandlers = {
  [requestIds.openOrders]: (session, reader) => {
    reader.int('version');
    return () => {
      if (session.clientId === 0) session.world.brokerage.bindManual();
      sendOpen(session, (order) => order.clientId === session.clientId);
    };
  },
  [requestIds.allOpenOrders]: (session, reader) => {
    reader.int('version');
    return () => sendOpen(session, () => true);
  },
  [requestIds.autoOpenOrders]: (session, reader) => {
    reader.int('version');
    const bind = reader.flag('autoBind');
    return () => {
      if (session.clientId !== 0)
        return session.error(-1, 321, "Error validating request.-'bR' : cause - Only client 0 may bind orders");
      session.autoBind = bind;
      if (bind) session.world.brokerage.bindManual();
    };
  },
  [requestIds.completedOrders]: (session, reader) => {
    const apiOnly = reader.flag('apiOnly');
    return () => sendCompleted(session, apiOnly);
  },
  [requestIds.executions]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const clientId = reader.int('clientId');
    const account = reader.text('account');
    const time = reader.text('time');
    const filter = {
      clientId,
      account,
      fromMs: parseRequestTime(time)?.timeMs ?? 0,
      symbol: reader.text('symbol').toUpperCase(),
      secType: reader.text('secType').toUpperCase(),
      exchange: reader.text('exchange').toUpperCase(),
      side: reader.text('side').toUpperCase(),
    };
    return () => sendExecutions(session, requestId, filter);
  },
};

function sendOpen(session: Session, wanted: (order: SimOrder) => boolean): void {
  for (const order of session.world.brokerage.orders()) {
    if (!isWorking(order) || !wanted(order)) continue;
    sendOrder(session, order, false);
    sendStatus(session, order);
  }
  session.send(openOrderEnd());
}

function sendCompleted(session: Session, apiOnly: boolean): void {
  const { brokerage, market } = session.world;
  for (const order of brokerage.orders()) {
    const instrument = market.byId(order.instrument);
    if (!isDone(order) || !instrument || (apiOnly && order.orderId === 0)) continue;
    session.send(completedOrder(order, instrument, session.version));
  }
  session.send(completedOrdersEnd());
}

/** Filled-in parts of the filter restrict; the answer carries executions of every client, as TWS does. */
function fits(session: Session, execution: SimExecution, filter: ExecutionFilter): boolean {
  const instrument = session.world.market.byId(execution.instrument);
  const side = execution.action === 'BUY' ? ['BUY', 'BOT', 'BOUGHT'] : ['SELL', 'SLD', 'SOLD', 'SSHORT'];
  return (
    instrument !== null &&
    (filter.clientId === 0 || execution.clientId === filter.clientId) &&
    (filter.account === '' || execution.account === filter.account) &&
    execution.timeMs >= filter.fromMs &&
    (filter.symbol === '' || instrument.symbol === filter.symbol) &&
    (filter.secType === '' || instrument.secType === filter.secType) &&
    (filter.exchange === '' || filter.exchange === 'SMART' || execution.venue === filter.exchange) &&
    (filter.side === '' || side.includes(filter.side))
  );
}

function sendExecutions(session: Session, requestId: number, filter: ExecutionFilter): void {
  const found = session.world.brokerage.executions().filter((execution) => fits(session, execution, filter));
  for (const execution of found) {
    const instrument = session.world.market.byId(execution.instrument);
    if (!instrument) continue;
    session.send(executionDetails({ execution, instrument, requestId, version: session.version }));
  }
  for (const execution of found) session.send(commissionReport(execution));
  session.send(executionEnd(requestId));
}
