import {
  BarSizeSetting,
  EventName,
  IBApi,
  IBApiTickType,
  OrderAction,
  OrderType,
  SecType,
  TimeInForce,
  WhatToShow,
  OptionType,
} from '@stoqey/ib';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { aapl, spy, vix } from './testing/test-instruments.ts';

type Seen = { readonly name: string; readonly args: readonly unknown[] };

/** The client with everything it reports, by event. */
async function connect(port: number, clientId: number) {
  const api = new IBApi({ host: '127.0.0.1', port, clientId, maxReqPerSec: 40 });
  const seen: Seen[] = [];
  api.on(EventName.all, (name: string, args: unknown[]) => void seen.push({ name, args }));
  onTestFinished(() => void api.disconnect());
  api.connect();
  const of = (name: EventName): readonly (readonly unknown[])[] =>
    seen.filter((event) => event.name === String(name)).map((event) => event.args);
  await eventually(() => expect(of(EventName.nextValidId)).toHaveLength(1));
  return { api, seen, of };
}

const spyContract = { conId: spy.conId, symbol: 'SPY', secType: SecType.STK, exchange: 'SMART', currency: 'USD' };
const plain = { transmit: true, tif: TimeInForce.DAY, account: 'DU1234567' };

test('@stoqey/ib completes a whole session without a decoding problem', async () => {
  const { simulator, market, step } = await openSimulator(onTestFinished);
  const { api, of } = await connect(simulator.port, 7);
  expect(of(EventName.managedAccounts)).toEqual([['DU1234567,']]);
  api.reqContractDetails(1, spyContract);
  api.reqContractDetails(2, {
    symbol: 'SPY',
    secType: SecType.OPT,
    exchange: 'SMART',
    currency: 'USD',
    strike: 600,
    right: OptionType.Call,
  });
  api.reqContractDetails(3, { symbol: 'VIX', secType: SecType.FUT, exchange: 'CFE', currency: 'USD' });
  api.reqSecDefOptParams(4, 'SPY', '', SecType.STK, spy.conId);
  api.reqMatchingSymbols(5, 'A');
  api.reqMarketRule(26);
  api.reqMktData(10, spyContract, '100,101,104,106,165,233,236', false, false);
  api.reqMktDepth(11, { ...spyContract, exchange: 'ARCA' }, 5, false);
  api.reqMktDepth(12, spyContract, 5, true);
  api.reqTickByTickData(13, spyContract, 'AllLast' as never, 0, false);
  api.reqTickByTickData(14, { conId: aapl.conId, exchange: 'SMART' }, 'BidAsk' as never, 5, false);
  api.reqRealTimeBars(15, spyContract, 5, WhatToShow.TRADES, true);
  api.reqHistoricalData(16, spyContract, '', '2 D', BarSizeSetting.MINUTES_FIVE, WhatToShow.TRADES, 1, 1, true);
  api.reqHistoricalData(
    17,
    spyContract,
    '20260102-20:00:00',
    '1 Y',
    BarSizeSetting.DAYS_ONE,
    WhatToShow.TRADES,
    1,
    2,
    false,
  );
  api.reqHeadTimestamp(18, spyContract, WhatToShow.TRADES, true, 1);
  api.reqHistogramData(19, spyContract, true, 1, 'day' as never);
  api.reqHistoricalTicks(20, spyContract, '', '20260105-14:50:00', 10, WhatToShow.TRADES, true, false);
  api.reqMktData(21, { conId: 800_004, exchange: 'SMART' }, '100,101', false, false);
  api.reqMktData(22, { conId: vix.conId, exchange: 'CBOE' }, '', true, false);
  api.reqAccountUpdates(true, 'DU1234567');
  api.reqAccountSummary(30, 'All', 'NetLiquidation,BuyingPower,$LEDGER');
  api.reqPositions();
  api.reqPositionsMulti(31, 'DU1234567', '');
  api.reqAccountUpdatesMulti(32, 'DU1234567', '', false);
  api.reqPnL(33, 'DU1234567', '');
  api.reqPnLSingle(34, 'DU1234567', '', spy.conId);
  api.reqCurrentTime();
  api.placeOrder(1, spyContract, {
    ...plain,
    orderId: 1,
    action: OrderAction.BUY,
    totalQuantity: 100,
    orderType: OrderType.MKT,
    orderRef: 'intent-1',
  });
  await eventually(() => expect(of(EventName.commissionReport)).toHaveLength(1));
  market.setQuote(spy.id, { bid: 600.1, ask: 600.12 });
  market.trade(spy.id, { price: 600.12, size: 50, aggressor: 1 });
  step(6_000);
  await eventually(() => expect(of(EventName.realtimeBar)).toHaveLength(1));
  await eventually(() => expect(of(EventName.historicalDataUpdate).length).toBeGreaterThan(0));

  expect(of(EventName.contractDetails).filter(([id]) => id === 1)).toMatchObject([
    [1, { minTick: 0.01, marketRuleIds: expect.stringMatching(/^26,26/), contract: { conId: spy.conId } }],
  ]);
  expect(of(EventName.contractDetails).filter(([id]) => id === 2)).toHaveLength(2);
  expect(of(EventName.securityDefinitionOptionParameter)).toHaveLength(2);
  expect(
    of(EventName.tickPrice)
      .filter(([id, type]) => id === 10 && type === IBApiTickType.BID)
      .map((args) => args[2]),
  ).toEqual([600, 600.1]);
  expect(of(EventName.tickOptionComputation).map((args) => args[1])).toEqual(expect.arrayContaining([10, 11, 12, 13]));
  expect(of(EventName.tickSnapshotEnd)).toEqual([[22]]);
  expect(of(EventName.historicalData).filter(([id]) => id === 17).length).toBeGreaterThan(200);
  expect(of(EventName.historicalTicksLast)).toHaveLength(1);
  expect(of(EventName.tickByTickAllLast)).toMatchObject([
    [13, 2, expect.anything(), 600.02, 100, expect.anything(), expect.anything(), expect.anything()],
    [13, 2, expect.anything(), 600.12, 50, expect.anything(), expect.anything(), expect.anything()],
  ]);
  expect(of(EventName.execDetails)).toMatchObject([
    [-1, { conId: spy.conId }, { side: 'BOT', shares: 100, price: 600.02, orderRef: 'intent-1' }],
  ]);
  expect(of(EventName.position).at(-1)).toMatchObject(['DU1234567', { conId: spy.conId }, 100, 600.03]);
  expect(of(EventName.pnl).at(-1)?.[1]).toBeCloseTo(9 - 1, 6);
  expect(of(EventName.accountSummaryEnd)).toEqual([[30]]);
  expect(of(EventName.error).map((args) => [args[1], args[2]])).toEqual([[2152, 12]]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});

test('@stoqey/ib works orders: bracket, change, what-if, cancel, completed, executions', async () => {
  const { simulator, market } = await openSimulator(onTestFinished);
  const { api, of } = await connect(simulator.port, 7);
  const contract = { conId: aapl.conId, exchange: 'SMART' };
  api.placeOrder(1, contract, {
    ...plain,
    orderId: 1,
    action: OrderAction.BUY,
    totalQuantity: 50,
    orderType: OrderType.LMT,
    lmtPrice: 249.5,
    transmit: false,
  });
  api.placeOrder(2, contract, {
    ...plain,
    orderId: 2,
    parentId: 1,
    action: OrderAction.SELL,
    totalQuantity: 50,
    orderType: OrderType.LMT,
    lmtPrice: 255,
    transmit: false,
  });
  api.placeOrder(3, contract, {
    ...plain,
    orderId: 3,
    parentId: 1,
    action: OrderAction.SELL,
    totalQuantity: 50,
    orderType: OrderType.STP,
    auxPrice: 248,
  });
  await eventually(() =>
    expect(simulator.orders().map((order) => order.status)).toEqual(['Submitted', 'PreSubmitted', 'PreSubmitted']),
  );
  api.placeOrder(1, contract, {
    ...plain,
    orderId: 1,
    action: OrderAction.BUY,
    totalQuantity: 50,
    orderType: OrderType.LMT,
    lmtPrice: 249.6,
  });
  api.placeOrder(4, contract, {
    ...plain,
    orderId: 4,
    action: OrderAction.BUY,
    totalQuantity: 100,
    orderType: OrderType.MKT,
    whatIf: true,
  });
  await eventually(() => expect(of(EventName.openOrder).filter(([id]) => id === 4)).toHaveLength(1));
  expect(of(EventName.openOrder).filter(([id]) => id === 4)).toMatchObject([
    [4, {}, { whatIf: true }, { initMarginBefore: 0, commission: 1 }],
  ]);
  market.setQuote(aapl.id, { bid: 249.5, ask: 249.6, askSize: 500 });
  await eventually(() => expect(of(EventName.execDetails)).toHaveLength(1));
  market.setQuote(aapl.id, { bid: 255.1, ask: 255.2, bidSize: 500 });
  await eventually(() =>
    expect(simulator.orders().map((order) => order.status)).toEqual(['Filled', 'Filled', 'Cancelled']),
  );
  api.placeOrder(5, contract, {
    ...plain,
    orderId: 5,
    action: OrderAction.BUY,
    totalQuantity: 10,
    orderType: OrderType.LMT,
    lmtPrice: 250,
  });
  api.cancelOrder(5);
  api.reqOpenOrders();
  api.reqAllOpenOrders();
  api.reqCompletedOrders(true);
  api.reqExecutions(9, {});
  await eventually(() => expect(of(EventName.execDetailsEnd)).toHaveLength(1));
  expect(of(EventName.completedOrder)).toHaveLength(4);
  expect(of(EventName.execDetails).filter(([id]) => id === 9)).toHaveLength(2);
  expect(of(EventName.error).map((args) => [args[1], args[2]])).toEqual([
    [202, 3],
    [202, 5],
  ]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});

test('@stoqey/ib: what is not simulated is read in full and answered empty or refused', async () => {
  const { simulator } = await openSimulator(onTestFinished, { settings: { maxMessagesPerSecond: 500 } });
  const { api, of } = await connect(simulator.port, 0);
  const option = { conId: 800_004, exchange: 'SMART' };
  api.reqScannerParameters();
  api.reqScannerSubscription(1, { numberOfRows: 5, instrument: 'STK', locationCode: 'STK.US' } as never);
  api.reqNewsProviders();
  api.reqNewsBulletins(true);
  api.reqNewsArticle(2, 'X', 'Y');
  api.reqHistoricalNews(3, spy.conId, 'X', '', '', 5);
  api.reqFamilyCodes();
  api.reqSoftDollarTiers(4);
  api.reqFundamentalData(5, spyContract, 'ReportSnapshot');
  api.reqMktDepthExchanges();
  api.reqSmartComponents(6, '9c0001');
  api.calculateImpliedVolatility(7, option, 5, 600);
  api.calculateOptionPrice(8, option, 0.2, 600);
  api.cancelCalculateImpliedVolatility(7);
  api.cancelCalculateOptionPrice(8);
  api.exerciseOptions(9, option, 1, 1, 'DU1234567', 0);
  api.queryDisplayGroups(10);
  api.reqUserInfo(11);
  api.reqManagedAccts();
  api.reqIds();
  api.reqAutoOpenOrders(true);
  api.reqMarketDataType(3);
  api.setServerLogLevel(3);
  api.reqHistogramData(12, spyContract, true, 1, 'week' as never);
  api.cancelHistogramData(12);
  api.cancelHeadTimestamp(13);
  api.cancelAccountSummary(14);
  api.cancelPnL(15);
  api.cancelPositions();
  api.cancelScannerSubscription(1);
  api.reqCurrentTime();
  await eventually(() => expect(of(EventName.currentTime)).toHaveLength(1));
  await eventually(() => expect(of(EventName.histogramData)).toHaveLength(1));
  expect(of(EventName.error).map((args) => args[1])).toEqual([10172, 321, 430, 322]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});

test('@stoqey/ib: orders that ask for more than is simulated are refused by name, never worked as something else', async () => {
  const { simulator } = await openSimulator(onTestFinished);
  const { api, of } = await connect(simulator.port, 7);
  const contract = { conId: aapl.conId, exchange: 'SMART' };
  const limit = { ...plain, action: OrderAction.BUY, totalQuantity: 50, orderType: OrderType.LMT, lmtPrice: 249.5 };
  api.placeOrder(1, contract, { ...limit, orderId: 1, hedgeType: 'D' });
  api.placeOrder(2, contract, {
    ...limit,
    orderId: 2,
    ...{ scaleInitLevelSize: 10, scaleSubsLevelSize: 10, scalePriceIncrement: 0.1, scaleRandomPercent: false },
  });
  api.placeOrder(3, contract, { ...limit, orderId: 3, deltaNeutralOrderType: 'LMT', deltaNeutralAuxPrice: 1 });
  await eventually(() =>
    expect(of(EventName.error).map((args) => [args[1], args[2], /: ([\w, ]+)$/.exec(String(args[0]))?.[1]])).toEqual([
      [387, 1, 'hedge'],
      [387, 2, 'scale'],
      [387, 3, 'deltaNeutral'],
    ]),
  );
  expect(simulator.orders().filter((order) => order.status !== 'Inactive')).toEqual([]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});
