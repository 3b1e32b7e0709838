import { EventName, type IBApi, type Order } from '@stoqey/ib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { shownText } from '../../domain/shown-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Broker, BrokerCode, BrokerEvent, BrokerOrder, BrokerSnapshot, WhatIf } from '../../ports/broker.ts';
import { hearBroker, type BrokerHearing } from './broker-events.ts';
import { SnapshotCollector } from './broker-snapshot.ts';
import { EndMarkers } from './end-markers.ts';
import { isOrderWarning } from './error-codes.ts';
import { contractOf } from './instrument-translate.ts';
import { wireOrder } from './order-translate.ts';
import type { IbkrSession } from './session.ts';

export type IbkrBrokerOptions = {
  readonly clock: Clock;
  readonly log: Log;
  /** Account whose figures are followed; empty = the first one TWS reports. */
  readonly account?: string;
};

const whatIfTimeoutMs = 5_000;

/** The order side of one session. Nothing is kept for a later connection; nothing TWS says is swallowed. */
export function createIbkrBroker(session: IbkrSession, options: IbkrBrokerOptions): Broker {
  const { clock } = options;
  const log = options.log.child('ibkr-broker');
  const listeners = new Set<(event: BrokerEvent) => void>();
  const ends = new EndMarkers(clock);
  const whatIfs = new Map<number, (answer: Outcome<WhatIf, BrokerCode>) => void>();
  let running: Promise<Outcome<BrokerSnapshot, BrokerCode>> | null = null;
  let collector: SnapshotCollector | null = null;
  let highestOrderId = 0;
  let followed: { summaryId: number; pnlId: number } | null = null;

  const account = (): string => options.account || (session.accounts()[0] ?? '');
  const urgent = (request: (api: IBApi) => void): Outcome<void, BrokerCode> => session.call({ urgent: true }, request);

  function emit(event: BrokerEvent): void {
    if (event.kind === 'order' && event.report.clientId === session.clientId) {
      highestOrderId = Math.max(highestOrderId, event.report.orderId);
    }
    collector?.take(event);
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        log.error('listener of broker events failed', { kind: event.kind, error: shownText(String(error)) });
      }
    }
  }

  const hearing: BrokerHearing = {
    event: emit,
    whatIf: (orderId, answer) => whatIfs.get(orderId)?.(ok(answer)),
    completed: (report) => {
      collector?.takeCompleted(report);
      emit({ kind: 'order', report });
    },
    ended: (what, reqId) => ends.ended(what, reqId),
    executionOf: () => undefined,
    unsupported: (what) => log.warn('TWS reports something in an unsupported security', { what: shownText(what) }),
    now: () => clock.now(),
  };
  session.onWire((wire) => {
    hearBroker(wire, hearing);
    wire.listen<[number, number, number, number]>(EventName.pnl, (_, daily, unrealized, realized) =>
      emit({
        kind: 'pnl',
        account: account(),
        daily: daily ?? null,
        unrealized: unrealized ?? null,
        realized: realized ?? null,
      }),
    );
  });
  session.onConnection(({ phase }) => {
    if (phase !== 'disconnected' && phase !== 'stopped') return;
    followed = null;
    ends.failAll('TWS disconnected');
    for (const settle of whatIfs.values()) settle(fail('link-lost', 'TWS disconnected'));
  });
  session.onOrderError((orderId, code, message) => {
    const warning = isOrderWarning(code, message);
    const asking = whatIfs.get(orderId);
    if (asking) {
      if (!warning) asking(fail('vendor-error', `TWS ${code}: ${message}`, { code }));
      return;
    }
    emit({ kind: 'order-error', orderId, code, message, warning });
  });

  function send(orders: readonly { readonly order: BrokerOrder; readonly wire: Order }[]): Outcome<void, BrokerCode> {
    return urgent((api) => {
      for (const { order, wire } of orders) api.placeOrder(order.orderId, contractOf(order.instrument), wire);
    });
  }

  /** Subscriptions of the account that live as long as the connection; asked for again with each snapshot. */
  function follow(): number {
    const background = (request: (api: IBApi) => void): unknown => session.call({ priority: 2 }, request);
    const before = followed;
    if (before !== null) background((api) => api.cancelAccountSummary(before.summaryId));
    const pnlId = before?.pnlId ?? session.newRequestId();
    if (before === null) {
      background((api) => api.reqPnL(pnlId, account(), ''));
      background((api) => api.reqAccountUpdates(true, account()));
    }
    followed = { summaryId: session.newRequestId(), pnlId };
    return followed.summaryId;
  }

  async function snapshot(): Promise<Outcome<BrokerSnapshot, BrokerCode>> {
    if (session.connection().phase !== 'ready') return fail('not-connected', 'TWS not connected');
    const current = new SnapshotCollector({
      call: (request) => session.call({ priority: 0 }, request),
      ends,
      newRequestId: () => session.newRequestId(),
      accounts: () => session.accounts(),
      account,
    });
    collector = current;
    const outcome = await current.run(follow());
    if (collector === current) collector = null;
    return outcome;
  }

  return {
    id: 'ibkr',
    port: session.port,
    clientId: session.clientId,
    connection: () => session.connection(),
    onConnection: (listener) => session.onConnection(listener),
    onEvent(listener) {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
    nextOrderIdHint() {
      const hint = session.nextOrderId();
      return hint === null ? null : Math.max(hint, highestOrderId + 1);
    },
    place(orders) {
      const prepared: { readonly order: BrokerOrder; readonly wire: Order }[] = [];
      for (const [index, order] of orders.entries()) {
        const wire = wireOrder(order, index === orders.length - 1);
        if (!wire.ok) return wire;
        prepared.push({ order, wire: wire.value });
      }
      return prepared.length === 0 ? fail('invalid-order', 'no order given') : send(prepared);
    },
    modify(order) {
      const wire = wireOrder(order, true);
      return wire.ok ? send([{ order, wire: wire.value }]) : wire;
    },
    cancel: (orderId) => urgent((api) => api.cancelOrder(orderId, noCancelFields)),
    cancelAll: () => urgent((api) => api.reqGlobalCancel(noCancelFields)),
    whatIf(order) {
      const wire = wireOrder(order, true);
      if (!wire.ok) return Promise.resolve(wire);
      return new Promise((resolve) => {
        const settle = (answer: Outcome<WhatIf, BrokerCode>): void => {
          if (!whatIfs.delete(order.orderId)) return;
          stop();
          resolve(answer);
        };
        whatIfs.set(order.orderId, settle);
        const stop = clock.after(whatIfTimeoutMs, () =>
          settle(fail('timeout', 'TWS did not answer the margin preview')),
        );
        const sent = send([{ order, wire: { ...wire.value, whatIf: true } }]);
        if (!sent.ok) settle(sent);
      });
    },
    snapshot: () => (running ??= snapshot().finally(() => (running = null))),
  };
}

const noCancelFields = { extOperator: '' };
