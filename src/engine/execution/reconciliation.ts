import type { BrokerSnapshot } from '../ports/broker.ts';
import { chooseAccount } from './account-choice.ts';
import type { AccountBook } from './account-book.ts';
import type { BrokerInbox } from './broker-inbox.ts';
import type { CarryOver } from './carry-over.ts';
import type { DayWatch } from './day-watch.ts';
import type { SettingsSource } from './execution-settings.ts';
import { type Merged, mergeSnapshot } from './merge-snapshot.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderWatch } from './order-watch.ts';
import type { PositionBook } from './position-book.ts';
import type { ReconcilerDeps } from './reconciler.ts';

export type ReconciliationDeps = Pick<ReconcilerDeps, 'broker' | 'gate' | 'clock' | 'log'> & {
  readonly ledger: OrderLedger;
  readonly inbox: BrokerInbox;
  readonly watch: OrderWatch;
  readonly positions: PositionBook;
  readonly account: AccountBook;
  readonly day: DayWatch;
  readonly carryOver: CarryOver;
  readonly settings: SettingsSource;
  readonly scope: string;
  changed(): void;
};

/** What is done with a complete answer of the broker, and with the loss of the link. */
export function reconciliation(deps: ReconciliationDeps): ReconcilerDeps {
  const { broker, gate, clock, log, ledger, inbox, watch, positions } = deps;
  let undecided = 0;
  return {
    broker,
    gate,
    clock,
    log,
    mark: () => inbox.mark,
    onLost: (connection) => {
      watch.linkLost(connection.detail);
      positions.markStale();
      deps.changed();
    },
    merge: (snapshot, mark) => {
      const { account, obstacle } = chooseAccount(snapshot.accounts, deps.settings.get().broker.account);
      if (account === null) return { found: '', obstacle };
      const merged = mergeAll(snapshot, { mark, account }, deps);
      undecided = merged.unknown + merged.undecided + merged.suspected;
      deps.changed();
      return { found: foundText(merged, snapshot), obstacle: null };
    },
    unsettled: () =>
      undecided > 0 ||
      ledger
        .openOrders()
        .some((order) => order.modifyPending || order.state === 'unknown' || order.state === 'cancel-pending'),
  };
}

function mergeAll(
  snapshot: BrokerSnapshot,
  { mark, account }: { mark: number; account: string },
  deps: ReconciliationDeps,
): Merged & { readonly suspected: number } {
  deps.account.choose(account);
  const maybeInTransit = (intent: string) => deps.watch.maybeInTransit(intent);
  const cancelInTransit = (intent: string) => deps.watch.cancelInTransit(intent);
  const merged = mergeSnapshot(snapshot, mark, {
    ledger: deps.ledger,
    inbox: deps.inbox,
    account,
    scope: deps.scope,
    maybeInTransit,
    cancelInTransit,
  });
  deps.positions.baseline(
    snapshot.positions.filter((position) => position.account === account),
    mark,
  );
  deps.account.onSnapshot(snapshot.accountValues);
  deps.day.update();
  return { ...merged, suspected: deps.carryOver.check(account) };
}

function foundText(
  { open, adopted, resolved, unknown, suspected }: Merged & { readonly suspected: number },
  snapshot: BrokerSnapshot,
): string {
  const parts = [
    `${open} open order(s)`,
    `${snapshot.executions.length} execution(s)`,
    `${snapshot.positions.length} position(s)`,
  ];
  if (adopted > 0) parts.push(`${adopted} order(s) from elsewhere adopted`);
  if (resolved > 0) parts.push(`${resolved} unknown order(s) resolved`);
  if (unknown > 0) parts.push(`${unknown} order(s) still UNKNOWN`);
  if (suspected > 0) parts.push(`${suspected} position(s) differ from the journal`);
  return `Reconciled: ${parts.join(', ')}`;
}
