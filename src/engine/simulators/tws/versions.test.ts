import { EventName, IBApi, OrderAction, OrderType, SecType, TimeInForce, WhatToShow, BarSizeSetting } from '@stoqey/ib';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { negotiate } from './wire/versions.ts';

/** Every version at which one of the layouts changed. */
const served = [151, 176, 177, 178, 182, 183, 184, 185, 186, 187, 189, 190, 192, 193];
const contract = { conId: spy.conId, symbol: 'SPY', secType: SecType.STK, exchange: 'SMART', currency: 'USD' };
const plain = { transmit: true, tif: TimeInForce.DAY, totalQuantity: 10 };

test.each(served)('version %i: every message family fits its layout in both directions', async (serverVersion) => {
  const { simulator } = await openSimulator(onTestFinished, { serverVersion });
  const api = new IBApi({ host: '127.0.0.1', port: simulator.port, clientId: 2, maxReqPerSec: 40 });
  onTestFinished(() => void api.disconnect());
  const seen: { name: string; args: unknown[] }[] = [];
  api.on(EventName.all, (name: string, args: unknown[]) => void seen.push({ name, args }));
  const of = (name: EventName): readonly (readonly unknown[])[] =>
    seen.filter((event) => event.name === String(name)).map((event) => event.args);
  api.connect();
  await eventually(() => expect(of(EventName.nextValidId)).toHaveLength(1));
  expect(api.serverVersion).toBe(serverVersion);
  api.reqContractDetails(1, contract);
  api.reqMatchingSymbols(2, 'SP');
  api.reqMktData(3, { conId: 800_004, exchange: 'SMART' }, '', false, false);
  api.reqHistoricalData(4, contract, '', '1 D', BarSizeSetting.HOURS_ONE, WhatToShow.TRADES, 1, 1, false);
  api.placeOrder(1, contract, { ...plain, orderId: 1, action: OrderAction.BUY, orderType: OrderType.MKT });
  api.placeOrder(2, contract, {
    ...plain,
    orderId: 2,
    action: OrderAction.BUY,
    orderType: OrderType.LMT,
    lmtPrice: 590,
    algoStrategy: 'Adaptive',
    algoParams: [{ tag: 'adaptivePriority', value: 'Normal' }],
  });
  api.cancelOrder(2);
  api.placeOrder(3, contract, {
    ...plain,
    orderId: 3,
    action: OrderAction.SELL,
    orderType: OrderType.LMT,
    lmtPrice: 610,
  });
  api.reqOpenOrders();
  // Below 177 this client forgets the profile field of completed orders and loses its place.
  if (serverVersion >= 177) api.reqCompletedOrders(false);
  api.reqExecutions(5, {});
  api.reqGlobalCancel({});
  await eventually(() => expect(of(EventName.error).filter((args) => args[1] === 202)).toHaveLength(2));
  expect(of(EventName.contractDetails)).toMatchObject([
    [1, { contract: { conId: spy.conId, symbol: 'SPY' }, minTick: 0.01 }],
  ]);
  expect(of(EventName.tickOptionComputation).some((args) => args[1] === 13)).toBe(true);
  expect(of(EventName.execDetails)).toHaveLength(2);
  expect(of(EventName.completedOrder)).toHaveLength(serverVersion >= 177 ? 2 : 0);
  expect(of(EventName.openOrder).at(-1)).toMatchObject([
    3,
    { conId: spy.conId },
    { action: 'SELL', lmtPrice: 610 },
    {},
  ]);
  expect(of(EventName.error).filter((args) => args[1] !== 202)).toEqual([]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});

test('both sides settle on the highest version they share', () => {
  expect(negotiate('v100..193', 193)).toBe(193);
  expect(negotiate('v100..225', 193)).toBe(193);
  expect(negotiate('v100..187 +PACEAPI', 193)).toBe(187);
  expect(negotiate('v100..170', 193)).toBe(151);
  expect(negotiate('v100..193', 178)).toBe(178);
  expect(negotiate('v194..225', 193)).toBeNull();
  expect(negotiate('63', 193)).toBeNull();
  expect(negotiate('garbage', 193)).toBeNull();
});
