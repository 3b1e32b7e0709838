import { currentTime, managedAccounts, nextValidId } from '../encode/session.ts';
import { isWorking } from '../broker/sim-order.ts';
import { sendOrder, sendStatus } from '../session/order-reports.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import { nothing } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { requestIds } from '../wire/message-ids.ts';

export function sendNextId(session: Session): void {
  const { brokerage, switches } = session.world;
  session.send(nextValidId(Math.max(1, brokerage.nextOrderId(session.clientId) + switches.nextIdShift)));
}

function sendWorkingOrders(session: Session): void {
  for (const order of session.world.brokerage.orders()) {
    if (!isWorking(order)) continue;
    sendOrder(session, order, false);
    sendStatus(session, order);
  }
}

/** What TWS says right after the API was started. */
export function welcome(session: Session): void {
  const { settings, brokerage } = session.world;
  const isFirst = session.clientId === 0 || session.clientId === settings.masterClientId;
  if (settings.ordersBeforeWelcome && isFirst) sendWorkingOrders(session);
  session.send(managedAccounts(brokerage.accounts()));
  sendNextId(session);
  for (const farm of ['usfarm', 'usopt', 'usfuture'])
    session.error(-1, 2104, `Market data farm connection is OK:${farm}`);
  session.error(-1, 2106, 'HMDS data farm connection is OK:ushmds');
  session.error(-1, 2158, 'Sec-def data farm connection is OK:secdefnj');
}

export const sessionRequests: RequestHandlers = {
  [requestIds.currentTime]: (session, reader) => {
    reader.int('version');
    return () => session.send(currentTime(session.world.clock.now()));
  },
  [requestIds.ids]: (session, reader) => {
    reader.skip(['version', 'count']);
    return () => sendNextId(session);
  },
  [requestIds.managedAccounts]: (session, reader) => {
    reader.int('version');
    return () => session.send(managedAccounts(session.world.brokerage.accounts()));
  },
  [requestIds.logLevel]: (_session, reader) => {
    reader.skip(['version', 'level']);
    return nothing;
  },
  [requestIds.marketDataType]: (session, reader) => {
    reader.int('version');
    const type = reader.int('marketDataType');
    return () => {
      if (type >= 1 && type <= 4) session.marketDataType = type;
      else session.error(-1, 321, `Error validating request.-'bN' : cause - Invalid market data type ${type}`);
    };
  },
};
