import { pnl, pnlSingle } from '../encode/account.ts';
import { accountValues, valuedPositions } from '../broker/valuation.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { every } from '../session/world.ts';
import type { Message } from '../wire/field-writer.ts';
import { requestIds } from '../wire/message-ids.ts';

export const pnlRequests: RequestHandlers = {
  [requestIds.pnl]: (session, reader) => {
    const requestId = reader.int('requestId');
    const account = reader.text('account');
    reader.text('model');
    return () => {
      if (!isKnown(session, requestId, account)) return;
      openPaced(session, 'pnl', requestId, () => accountMessage(session, requestId, account));
    };
  },
  [requestIds.cancelPnl]: (session, reader) => {
    const requestId = reader.int('requestId');
    return () => void session.cancel('pnl', requestId);
  },
  [requestIds.pnlSingle]: (session, reader) => {
    const requestId = reader.int('requestId');
    const account = reader.text('account');
    reader.text('model');
    const conId = reader.int('conId');
    return () => {
      if (!isKnown(session, requestId, account)) return;
      openPaced(session, 'pnlSingle', requestId, () => positionMessage(session, { requestId, account, conId }));
    };
  },
  [requestIds.cancelPnlSingle]: (session, reader) => {
    const requestId = reader.int('requestId');
    return () => void session.cancel('pnlSingle', requestId);
  },
};

function isKnown(session: Session, requestId: number, account: string): boolean {
  if (session.world.brokerage.ledger(account)) return true;
  session.error(requestId, 321, `Error validating request.-'bX' : cause - Invalid account code '${account}'.`);
  return false;
}

/** About once a second, only when something changed. */
function openPaced(
  session: Session,
  kind: 'pnl' | 'pnlSingle',
  requestId: number,
  message: () => Message | null,
): void {
  const { world } = session;
  let sent = '';
  const push = (): void => {
    if (world.switches.deadFeeds.has('pnl') || session.congested) return;
    const next = message();
    const text = next?.join('|') ?? '';
    if (!next || text === sent) return;
    sent = text;
    session.send(next);
  };
  push();
  session.open(kind, requestId, { label: kind, close: every(world, world.settings.pnlMs, push) });
}

function accountMessage(session: Session, requestId: number, account: string): Message | null {
  const { brokerage, market } = session.world;
  const ledger = brokerage.ledger(account);
  return ledger ? pnl(requestId, accountValues(market, ledger)) : null;
}

function positionMessage(
  session: Session,
  wanted: { requestId: number; account: string; conId: number },
): Message | null {
  const { brokerage, market } = session.world;
  const ledger = brokerage.ledger(wanted.account);
  if (!ledger) return null;
  const position = valuedPositions(market, ledger).find(({ details }) => details.conId === wanted.conId) ?? null;
  return pnlSingle(wanted.requestId, position, position ? position.unrealized + position.realizedToday : 0);
}
