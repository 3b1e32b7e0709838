import type { InstrumentId, IntentId } from '../domain/ids.ts';
import { exposureOf } from '../risk/exposure.ts';
import { AccountBook } from './account-book.ts';
import type { PendingTerms } from './apply-report.ts';
import { Arming } from './arming.ts';
import { BrokerInbox } from './broker-inbox.ts';
import { CarryOver } from './carry-over.ts';
import { DayWatch } from './day-watch.ts';
import type { Execution, ExecutionDeps } from './execution.ts';
import { ExecutionRows } from './execution-rows.ts';
import { ExitKeeper } from './exit-keeper.ts';
import { FillBook } from './fill-book.ts';
import { Flattener } from './flattener.ts';
import { GateKeeper } from './gate-keeper.ts';
import { InstrumentCache } from './instrument-cache.ts';
import { JournalDesk } from './journal-desk.ts';
import { KillSwitch } from './kill-switch.ts';
import { OrderCanceller } from './order-canceller.ts';
import { OrderLedger } from './order-ledger.ts';
import { OrderModifier } from './order-modifier.ts';
import { OrderSender } from './order-sender.ts';
import { OrderWatch } from './order-watch.ts';
import { PositionBook } from './position-book.ts';
import { Previewer } from './previewer.ts';
import { RecentOrders } from './recent-orders.ts';
import { Reconciler } from './reconciler.ts';
import { reconciliation } from './reconciliation.ts';
import { RiskView } from './risk-view.ts';
import { TradeRecorder } from './trade-recorder.ts';

const tickMs = 1_000;

/** Puts the execution service together. Nothing is sent and nothing is heard before `start`. */
export function createExecution(deps: ExecutionDeps): Execution {
  const { broker, store, clock, mode, settings } = deps;
  const log = deps.log.child('execution');
  const scope = deps.marketRun === undefined || deps.marketRun === '' ? '' : `${deps.marketRun}/`;
  const pendingTerms = new Map<IntentId, PendingTerms>();
  const ledger = new OrderLedger({ store, clock, log, mode });
  const fills = new FillBook({ store, mode, log, scope });
  const trades = new TradeRecorder(store);
  const positions = new PositionBook(clock);
  const account = new AccountBook();
  const gate = new GateKeeper();
  const arming = new Arming(() => settings.get().broker.allowLive);
  const recent = new RecentOrders(clock, (intent) => ledger.order(intent));
  const instruments = new InstrumentCache(deps.instruments, store);
  const day = new DayWatch({
    account,
    ledger,
    store,
    clock,
    log,
    mode,
    haltPercent: () => settings.get().risk.dailyLossHaltPercent,
  });
  const askAgain = (reason: string) => reconciler.soon(reason);
  const watch = new OrderWatch({ ledger, clock, pendingTerms, askAgain });
  const inbox: BrokerInbox = new BrokerInbox({
    ...{ ledger, fills, trades, clock, log, mode, scope, clientId: broker.clientId, pendingTerms, askAgain },
    onFill: (record) => {
      const instrument = instruments.get(record.fill.instrument);
      if (instrument !== null && record.fill.account === account.account) positions.onFill(record, instrument);
      rows.soon();
    },
    onPosition: (position) => {
      if (position.account === account.account) positions.onBrokerPosition(position, inbox.mark);
      rows.soon();
    },
    onAccountValue: (event) => {
      account.onValue(event);
      day.update();
      rows.soon();
    },
    onPnl: (event) => {
      account.onPnl(event);
      day.update();
      rows.soon();
    },
    onInstrument: (instrument) => instruments.offer(instrument),
  });
  const canceller = new OrderCanceller({ broker, ledger, inbox, watch, clock, askAgain });
  const killSwitch: KillSwitch = new KillSwitch({
    ledger,
    store,
    canceller,
    flattener: () => flattener,
    clock,
    log,
    mode,
    changed: () => rows.now(),
  });
  const quoteOf = (id: InstrumentId) => deps.quotes.quoteOf(id);
  const risk = new RiskView({
    ...{ mode, port: broker.port, clock, settings, ledger, positions, account, day, gate, pendingTerms, quoteOf },
    instrumentOf: (id) => instruments.get(id),
    liveArmed: () => arming.live,
    killed: () => killSwitch.state,
    recent: () => recent.list(),
  });
  const sender = new OrderSender({
    ...{ broker, ledger, inbox, store, risk, recent, watch, clock, log, mode, quoteOf },
    account: () => account.account,
    instrument: (id) => instruments.find(id),
    scoreOf: (ticker) => deps.scores.scoreOf(ticker),
  });
  const flattener: Flattener = new Flattener({
    ...{ ledger, positions, canceller, sender, mode, newId: deps.newId },
    exposureOf: (id) => {
      const instrument = instruments.get(id);
      const orders = ledger.orders().filter((order) => order.instrument === id);
      return instrument === null
        ? null
        : exposureOf({ instrument, ticker: instrument.symbol, position: positions.range(id), orders, price: 0 });
    },
  });
  const modifier = new OrderModifier({
    ...{ broker, ledger, inbox, risk, watch, pendingTerms },
    instrumentOf: (id) => instruments.get(id),
  });
  const exits = new ExitKeeper({ ledger, positions, modifier, clock, log });
  const previewer = new Previewer({
    broker,
    ledger,
    risk,
    positions,
    instrument: (id) => instruments.find(id),
    account: () => account.account,
    want: (id) => rows.want(id),
  });
  const carryOver = new CarryOver({ ledger, fills, trades, positions, clock, log, mode });
  const reconciler: Reconciler = new Reconciler(
    reconciliation({
      broker,
      gate,
      clock,
      log,
      ledger,
      inbox,
      watch,
      positions,
      account,
      day,
      carryOver,
      settings,
      scope,
      changed: () => rows.now(),
    }),
  );
  const desk = new JournalDesk({ store, trades, clock, mode, backupFolder: deps.backupFolder });
  const rows: ExecutionRows = new ExecutionRows({
    ledger,
    fills,
    trades,
    positions,
    account,
    day,
    risk,
    arming,
    gate,
    store,
    clock,
    mode,
    quotes: deps.quotes,
  });

  const subscriptions = [
    ledger.onOrder((order) => {
      exits.soon(order);
      rows.soon();
    }),
    ledger.onHealth(() => rows.now()),
    gate.onChange(({ open }) => {
      if (open) killSwitch.cancelOwed();
      rows.now();
    }),
    settings.onChange(() => rows.now()),
  ];
  const stops: (() => void)[] = [];
  watch.linkLost('The program ended while the order was on its way');

  function tick(): void {
    if (ledger.failure !== null) ledger.flush();
    day.update();
    for (const drift of positions.settle()) {
      log.warn('position differs from own count, the broker is right', {
        instrument: drift.instrument,
        own: drift.own,
        broker: drift.broker,
      });
      askAgain(`position of ${drift.instrument} differs`);
    }
    rows.now();
  }

  return {
    preview: (request) => previewer.preview(request),
    submit: (order) => {
      // An order without a quote is denied; asking for the quote makes the next try possible.
      if (quoteOf(order.instrument) === null) rows.want(order.instrument);
      return sender.submit(order);
    },
    modify: (request) => modifier.modify(request),
    cancel: (intent) => canceller.cancel(intent),
    cancelAll: () => {
      const { accepted, message } = canceller.cancelAll();
      return { accepted, message };
    },
    flatten: ({ instrument, origin }) => flattener.flatten(instrument, origin),
    kill: (request) => killSwitch.kill(request),
    killFile: (present) => killSwitch.killFile(present),
    release: () => killSwitch.release(),
    arm: (request) => {
      const result = arming.set(request);
      rows.now();
      return result;
    },
    reconcile: () => reconciler.now(),
    order: (intent) => ({ order: ledger.order(intent), events: store.eventsOf(intent) }),
    journal: (filter) => desk.list(filter),
    annotate: (change) => desk.annotate(change),
    exportJournal: (request) => desk.exported(request),
    backup: () => desk.backup(),
    orders: rows.orders,
    positions: rows.positions,
    account: rows.account,
    gate: rows.gate,
    limits: rows.limits,
    trades: rows.trades,
    orderEvents: {
      after: (seq, limit) => store.eventsAfter(seq, limit),
      onEvent: (listener) => ledger.onEvent(listener),
      lastSeq: () => store.lastSeq(),
    },
    start: () => {
      subscriptions.push(broker.onEvent((event) => inbox.take(event)));
      stops.push(clock.every(tickMs, tick));
      reconciler.start();
      rows.now();
    },
    close: () => {
      reconciler.close();
      rows.close();
      for (const stop of stops) stop();
      for (const subscription of subscriptions) subscription.close();
    },
  };
}
