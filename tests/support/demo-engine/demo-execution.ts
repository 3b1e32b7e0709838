import type { executionContract, GateState, SubmitOrder } from '../../../src/engine/contract/execution-contract.ts';
import type { Order } from '../../../src/engine/domain/order.ts';
import { fail, ok } from '../../../src/engine/domain/outcome.ts';
import type { Position } from '../../../src/engine/domain/position.ts';
import type { ContractOf, Implementation } from '../../../src/engine/link/api.ts';
import { demoFeed, demoProcess } from './demo-health.ts';
import { demoCell, repeat } from './demo-latest.ts';
import type { DemoMarket } from './demo-market.ts';

function orderOf(terms: SubmitOrder, market: DemoMarket, state: Order['state']): Order {
  const { bracket: _, ...rest } = terms;
  return {
    ...rest,
    role: 'single',
    parentIntent: null,
    ticker: terms.instrument.split('.')[0] ?? '',
    account: 'DU100200',
    state,
    reason: '',
    brokerOrderId: 1,
    permId: 7,
    clientId: 72,
    filled: state === 'filled' ? terms.quantity : 0,
    averageFillPrice: null,
    modifyPending: false,
    adopted: false,
    createdTime: market.now(),
    sentTime: market.now(),
    updatedTime: market.now(),
  };
}

function firstOrders(market: DemoMarket): readonly Order[] {
  const base: SubmitOrder = {
    intent: '',
    instrument: 'NVDA.STK',
    side: 'SELL',
    quantity: 200,
    type: 'LMT',
    limitPrice: 196.4,
    stopPrice: null,
    trailAmount: null,
    timeInForce: 'DAY',
    outsideRth: false,
    bracket: null,
    origin: { source: 'window', label: '' },
    mode: 'practice',
  };
  return [
    { ...orderOf({ ...base, intent: 'a1' }, market, 'working'), role: 'target', createdTime: market.now() - 900_000 },
    {
      ...orderOf({ ...base, intent: 'a2', type: 'STP', limitPrice: null, stopPrice: 182.1 }, market, 'working'),
      role: 'stop',
      createdTime: market.now() - 900_000,
    },
    {
      ...orderOf(
        { ...base, intent: 'a3', instrument: 'TSLA.STK', side: 'BUY', quantity: 50, limitPrice: 398.2 },
        market,
        'unknown',
      ),
      reason: 'The link was lost after sending; the broker has not said',
      createdTime: market.now() - 60_000,
    },
  ];
}

function positionsOf(market: DemoMarket): readonly Position[] {
  return [
    ['NVDA', 200, 187.2, 'broker'],
    ['SPY', 100, 668.4, 'none'],
    ['XOM', -150, 117.9, 'client-only'],
  ].map(([ticker, quantity, averagePrice, protectiveStop]) => {
    const mark = market.name(String(ticker))?.price ?? null;
    const open = mark === null ? null : (mark - Number(averagePrice)) * Number(quantity);
    return {
      account: 'DU100200',
      instrument: `${ticker}.STK`,
      ticker: String(ticker),
      quantity: Number(quantity),
      averagePrice: Number(averagePrice),
      multiplier: 1,
      mark,
      marketValue: mark === null ? null : mark * Number(quantity),
      unrealizedPnl: open,
      dayPnl: open,
      protectiveStop: protectiveStop as Position['protectiveStop'],
      eventTime: market.now(),
    };
  });
}

/** Accepts everything; nothing ever fills by itself. */
export function createDemoExecution(market: DemoMarket) {
  const gate = demoCell<GateState>({
    key: 'gate',
    state: 'active',
    reason: '',
    since: market.now(),
    mode: 'practice',
    account: 'DU100200',
    port: 7_497,
    oneClickArmed: false,
    liveArmed: false,
    unknownOrders: 1,
    killed: false,
    killedReason: '',
    dailyLossUsed: 1_204,
    dailyLossLimit: 6_000,
    dailyLossWarn: 4_000,
    riskUsedPercent: 1.2,
    riskLimitPercent: 6,
  });
  const orders = demoCell<readonly Order[]>(firstOrders(market));
  const accepted = (message: string) => ok({ accepted: true, message });
  const cancelAll = (): number => {
    const open = orders.get().filter(({ state }) => state === 'working').length;
    orders.set(
      orders.get().map((order) => (order.state === 'working' ? { ...order, state: 'cancelled' as const } : order)),
    );
    return open;
  };
  const implementation: Implementation<ContractOf<typeof executionContract>> = {
    preview: ({ order }) =>
      ok({
        allowed: order.quantity <= 5_000,
        notional: order.quantity * 188,
        maxLoss: order.quantity * 2.4,
        maxProfit: order.quantity * 5,
        rewardToRisk: 2.1,
        referencePrice: 188.2,
        positionBefore: 0,
        positionAfter: order.quantity,
        estimatedCommission: 1,
        margin: null,
        checks: [
          {
            rule: 'max-quantity',
            title: 'Quantity',
            verdict: order.quantity <= 5_000 ? 'pass' : 'deny',
            message: `${order.quantity} of 5,000`,
            used: order.quantity / 5_000,
            value: order.quantity,
            limit: 5_000,
            unit: 'shares',
          },
        ],
      }),
    submit: (order) => {
      const placed = orderOf(order, market, 'working');
      orders.set([...orders.get(), placed]);
      return ok({ outcome: 'sent', orders: [placed] });
    },
    modify: () => accepted('sent to the broker'),
    cancel: ({ intent }) => {
      orders.set(
        orders.get().map((order) => (order.intent === intent ? { ...order, state: 'cancelled' as const } : order)),
      );
      return accepted('sent to the broker');
    },
    cancelAll: () => accepted(`${cancelAll()} cancels sent to the broker`),
    flatten: ({ instrument }) => accepted(`Market order to close ${instrument ?? 'everything'} sent`),
    kill: ({ drill, reason }) => {
      if (!drill) gate.set({ ...gate.get(), state: 'halted', killed: true, killedReason: reason, since: market.now() });
      return ok({
        accepted: true,
        message: drill ? 'Nothing was changed' : 'New orders are blocked',
        cancelled: drill ? 0 : cancelAll(),
        elapsedMs: 31.4,
      });
    },
    release: () => {
      gate.set({ ...gate.get(), state: 'active', killed: false, killedReason: '', reason: '', since: market.now() });
      return accepted('Reconciled; orders are let through');
    },
    arm: ({ what, on }) => {
      gate.set({ ...gate.get(), ...(what === 'live' ? { liveArmed: on } : { oneClickArmed: on }) });
      return accepted('Until the program restarts');
    },
    reconcile: () => accepted('3 orders, 3 positions: no difference'),
    order: ({ intent }) => ok({ order: orders.get().find((order) => order.intent === intent) ?? null, events: [] }),
    orders: (_, sink) => orders.follow(sink, (value) => value),
    orderEvents: (_, sink) => {
      sink.caughtUp();
      return () => {};
    },
    positions: (_, sink) => repeat(sink, 500, () => positionsOf(market)),
    account: (_, sink) =>
      repeat(sink, 1_000, () => {
        const dayPnl = positionsOf(market).reduce((total, each) => total + (each.unrealizedPnl ?? 0), 0);
        return [
          {
            account: 'DU100200',
            mode: 'practice' as const,
            currency: 'USD',
            netLiquidation: 100_000 + dayPnl,
            cash: 12_400,
            buyingPower: 310_000,
            maintenanceMargin: 41_000,
            dayStartNetLiquidation: 100_000,
            dayPnl,
            realizedPnl: 120,
            unrealizedPnl: dayPnl,
            eventTime: market.now(),
          },
        ];
      }),
    gate: (_, sink) => gate.follow(sink, (value) => [value]),
    limits: (_, sink) =>
      repeat(sink, 5_000, () => [
        {
          rule: 'daily-loss',
          title: 'Daily loss',
          description: '',
          value: 1_204,
          limit: 6_000,
          unit: 'USD',
          used: 0.2,
          state: 'ok' as const,
        },
      ]),
    trades: (_, sink) => repeat(sink, 60_000, () => []),
    journal: () => ok([]),
    annotate: () => fail('not-found', 'No such trade'),
    exportJournal: () => ok({ fileName: 'journal.csv', content: '', rows: 0 }),
    backup: () => ok({ path: '~/backup.db', bytes: 1_000_000, integrity: 'ok' }),
    health: (_, sink) =>
      repeat(sink, 1_000, () => [
        demoFeed(
          { feed: 'ibkr-orders', title: 'IBKR orders', vendor: 'IBKR', linesUsed: null, linesLimit: null },
          market.now(),
        ),
      ]),
    process: (_, sink) => repeat(sink, 2_000, () => [demoProcess('execution')]),
  };
  return { implementation, gate };
}
