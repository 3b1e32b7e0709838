import { accountDownloadEnd, accountRows, accountTime, accountValue, portfolioValue } from '../encode/account.ts';
import { accountValues, valuedPositions } from '../broker/valuation.ts';
import type { Session } from '../session/session.ts';
import { every } from '../session/world.ts';

/** Account window: a full download, then changes every few minutes and after each fill; one account at a time. */
export function openAccountUpdates(session: Session, wanted: string): void {
  const { world } = session;
  const account = wanted === '' ? world.brokerage.accounts()[0] : wanted;
  const ledger = account === undefined ? null : world.brokerage.ledger(account);
  if (account === undefined || !ledger) {
    return session.error(-1, 321, `Error validating request.-'bT' : cause - Invalid account code '${wanted}'.`);
  }
  const sent = new Map<string, string>();
  const push = (): void => {
    if (world.switches.deadFeeds.has('account')) return;
    pushChanges(session, account, sent);
  };
  push();
  session.send(accountDownloadEnd(account));
  const stops = [
    every(world, world.settings.accountMs, push),
    world.brokerage.listen((event) => {
      if (event.kind === 'position' && event.account === account) push();
    }),
  ];
  session.open('account', 0, { label: account, close: () => stops.forEach((stop) => stop()) });
}

function pushChanges(session: Session, account: string, sent: Map<string, string>): void {
  const { market, brokerage, clock } = session.world;
  const ledger = brokerage.ledger(account);
  if (!ledger) return;
  for (const row of accountRows(account, accountValues(market, ledger))) {
    const key = `${row.key} ${row.currency}`;
    if (sent.get(key) === row.value) continue;
    sent.set(key, row.value);
    session.send(accountValue(account, row));
  }
  for (const position of valuedPositions(market, ledger)) session.send(portfolioValue(account, position));
  session.send(accountTime(clock.now()));
}
