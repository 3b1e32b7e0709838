import type { InstrumentId } from '../../../domain/ids.ts';
import { positionEnd, positionMulti, positionMultiEnd, positionRow } from '../encode/account.ts';
import { valuedPositions } from '../broker/valuation.ts';
import type { ValuedPosition } from '../broker/mark-price.ts';
import type { Session } from '../session/session.ts';

type Row = { readonly account: string; readonly position: ValuedPosition };

/** Held positions of an account, or of all; closed ones only when asked for by instrument. */
function rows(session: Session, account: string, only: InstrumentId | null): readonly Row[] {
  const { brokerage, market } = session.world;
  const found: Row[] = [];
  for (const name of account === '' ? brokerage.accounts() : [account]) {
    const ledger = brokerage.ledger(name);
    if (!ledger) continue;
    for (const position of valuedPositions(market, ledger)) {
      if (only === null ? position.quantity !== 0 : position.instrument === only)
        found.push({ account: name, position });
    }
  }
  return found;
}

/** All accounts' positions, the end mark, then every change. */
export function openPositions(session: Session): void {
  for (const row of rows(session, '', null)) session.send(positionRow(row.account, row.position));
  session.send(positionEnd());
  const stop = session.world.brokerage.listen((event) => {
    if (event.kind !== 'position') return;
    for (const row of rows(session, event.account, event.instrument))
      session.send(positionRow(row.account, row.position));
  });
  session.open('positions', 0, { label: 'positions', close: stop });
}

export function openPositionsMulti(session: Session, requestId: number, account: string): void {
  for (const row of rows(session, account, null)) session.send(positionMulti(requestId, row.account, row.position));
  session.send(positionMultiEnd(requestId));
  const stop = session.world.brokerage.listen((event) => {
    if (event.kind !== 'position' || (account !== '' && event.account !== account)) return;
    for (const row of rows(session, event.account, event.instrument))
      session.send(positionMulti(requestId, row.account, row.position));
  });
  session.open('positionsMulti', requestId, { label: account, close: stop });
}
