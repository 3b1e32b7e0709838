import {
  accountSummary,
  accountSummaryEnd,
  accountUpdateMulti,
  accountUpdateMultiEnd,
  accountRows,
  isLedgerRow,
} from '../encode/account.ts';
import { accountValues } from '../broker/valuation.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { every } from '../session/world.ts';
import { openAccountUpdates } from '../streams/account-updates.ts';
import { openPositions, openPositionsMulti } from '../streams/position-stream.ts';
import { requestIds } from '../wire/message-ids.ts';

/** The one slot of streams that have no request id on the wire. */
const onlyOne = 0;

export const accountRequests: RequestHandlers = {
  [requestIds.accountUpdates]: (session, reader) => {
    reader.int('version');
    const subscribe = reader.flag('subscribe');
    const account = reader.text('account');
    return () => {
      if (!subscribe) session.cancel('account', onlyOne);
      else openAccountUpdates(session, account);
    };
  },
  [requestIds.positions]: (session, reader) => {
    reader.int('version');
    return () => openPositions(session);
  },
  [requestIds.cancelPositions]: (session, reader) => {
    reader.int('version');
    return () => void session.cancel('positions', onlyOne);
  },
  [requestIds.positionsMulti]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const account = reader.text('account');
    reader.text('model');
    return () => openPositionsMulti(session, requestId, account);
  },
  [requestIds.cancelPositionsMulti]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    return () => void session.cancel('positionsMulti', requestId);
  },
  [requestIds.accountSummary]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    reader.text('group');
    const tags = reader.text('tags');
    return () => openSummary(session, requestId, tags);
  },
  [requestIds.cancelAccountSummary]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    return () => void session.cancel('accountSummary', requestId);
  },
  [requestIds.accountUpdatesMulti]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const account = reader.text('account');
    reader.text('model');
    const ledgerOnly = reader.flag('ledgerAndNlv');
    return () => openUpdatesMulti(session, { requestId, account, ledgerOnly });
  },
  [requestIds.cancelAccountUpdatesMulti]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    return () => void session.cancel('accountUpdatesMulti', requestId);
  },
};

function openSummary(session: Session, requestId: number, tags: string): void {
  const { world } = session;
  if (session.count('accountSummary') >= world.settings.maxSummaries && !session.isOpen('accountSummary', requestId)) {
    return session.error(
      requestId,
      322,
      "Error processing request.-'bZ' : cause - Maximum number of account summary requests exceeded",
    );
  }
  const wanted = new Set(
    tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  );
  const wantsLedger = [...wanted].some((tag) => tag.startsWith('$LEDGER'));
  const send = (): void => {
    for (const account of world.brokerage.accounts()) {
      const ledger = world.brokerage.ledger(account);
      if (!ledger) continue;
      const rows = accountRows(account, accountValues(world.market, ledger));
      for (const row of rows) {
        if (wanted.has(row.key) || (wantsLedger && isLedgerRow(row)))
          session.send(accountSummary(requestId, account, row));
      }
    }
    session.send(accountSummaryEnd(requestId));
  };
  send();
  session.open('accountSummary', requestId, { label: tags, close: every(world, world.settings.accountMs, send) });
}

function openUpdatesMulti(
  session: Session,
  request: { requestId: number; account: string; ledgerOnly: boolean },
): void {
  const { world } = session;
  const accounts = request.account === '' ? world.brokerage.accounts() : [request.account];
  const send = (): void => {
    for (const account of accounts) {
      const ledger = world.brokerage.ledger(account);
      if (!ledger) continue;
      for (const row of accountRows(account, accountValues(world.market, ledger))) {
        if (!request.ledgerOnly || isLedgerRow(row)) session.send(accountUpdateMulti(request.requestId, account, row));
      }
    }
  };
  send();
  session.send(accountUpdateMultiEnd(request.requestId));
  session.open('accountUpdatesMulti', request.requestId, {
    label: request.account,
    close: every(world, world.settings.accountMs, send),
  });
}
