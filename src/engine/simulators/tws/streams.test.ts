import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from './testing/open-simulator.ts';
import { aapl, spy, vix } from './testing/test-instruments.ts';
import { byConId, placeOrder, type WireClient } from './testing/wire-client.ts';
import { unsetNumber, type Message } from './wire/field-writer.ts';

function line(requestId: number, conId: number, ticks = '', snapshot = false, exchange = 'SMART'): Message {
  return [1, 11, requestId, ...byConId(conId, exchange), false, ticks, snapshot, false, ''];
}

/** tick type -> value of sizes, generics and strings. */
function values(wire: WireClient, kind: 'tickSize' | 'tickGeneric' | 'tickString'): Readonly<Record<string, string>> {
  return Object.fromEntries(wire.of(kind).map((frame) => [frame[3] ?? '', frame[4] ?? '']));
}

test('a stock line starts with its facts and answers the generic ticks', async () => {
  const { client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...line(1, spy.conId, '100,101,104,106,165,233,236'));
  await wire.settle();
  expect(wire.kinds().slice(0, 4)).toEqual(['tickParameters', 'marketDataType', 'tickString', 'tickGeneric']);
  expect(wire.of('tickParameters')).toEqual([['81', '1', '0.01', '9c0001', '3']]);
  expect(values(wire, 'tickSize')).toMatchObject({
    0: '300',
    3: '400',
    8: '1000000',
    21: '1000000',
    27: '15000',
    28: '18000',
    29: '1000',
    30: '1200',
  });
  expect(values(wire, 'tickGeneric')).toEqual({ 49: '0', 46: '3', 23: '0.14', 24: '0.17' });
});

test('an index has no book; a side without a quote is -1', async () => {
  const { client, market } = await openSimulator(onTestFinished);
  market.setQuote(aapl.id, { bid: null, bidSize: 0 });
  const wire = await client();
  wire.send(...line(1, vix.conId, '', true, 'CBOE'));
  wire.send(...line(2, aapl.conId, '', true));
  await wire.settle();
  expect(
    wire
      .of('tickPrice')
      .filter((frame) => frame[2] === '1')
      .map((frame) => frame[3]),
  ).toEqual(['4']);
  expect(
    wire
      .of('tickPrice')
      .find((frame) => frame[2] === '2' && frame[3] === '1')
      ?.slice(4),
  ).toEqual(['-1', '0', '0']);
  expect(wire.of('snapshotEnd')).toHaveLength(2);
  expect(market.listenerCount()).toBe(0);
});

test('options answer with their computations and their own volume and open interest', async () => {
  const { client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...line(1, 800_004, '100,101'));
  await wire.settle();
  expect(wire.of('tickOption').map((frame) => [frame[2], frame[3], frame[4], frame[5], frame[6]])).toEqual([
    ['13', '0', '0.18', '0.5', '5.05'],
    ['10', '1', '0.18', '0.5', '5'],
    ['11', '1', '0.18', '0.5', '5.1'],
    ['12', '1', '0.18', '0.5', '5.05'],
  ]);
  expect(values(wire, 'tickSize')).toMatchObject({ 27: '1500', 28: '0', 29: '1000000', 30: '0' });
});

test('quotes are sampled: many changes within a quarter of a second are one', async () => {
  const { client, market, step } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...line(1, spy.conId, '233'));
  await wire.settle();
  wire.frames.length = 0;
  for (let change = 1; change <= 100; change += 1) {
    market.setQuote(spy.id, { bid: 590 + change / 100 });
    step(10);
  }
  market.trade(spy.id, { price: 600.02, size: 70, aggressor: 1 });
  step(250);
  await wire.settle();
  expect(wire.of('tickPrice').filter((frame) => frame[3] === '1')).toHaveLength(4);
  expect(values(wire, 'tickString')['48']).toMatch(/^600\.02;70;\d{13};1000070;600\.02\d*;true$/);
});

test('at high speed sampling follows real time', async () => {
  const { client, market, step } = await openSimulator(onTestFinished, { settings: { fastestSampleRealMs: 50 } });
  market.clock.setSpeed(100);
  const wire = await client();
  wire.send(...line(1, spy.conId));
  await wire.settle();
  market.clock.setSpeed(0);
  wire.frames.length = 0;
  market.clock.setSpeed(100);
  for (let change = 1; change <= 100; change += 1) {
    market.setQuote(spy.id, { bid: 590 + change / 100 });
    step(100);
  }
  market.clock.setSpeed(0);
  await wire.settle();
  expect(wire.of('tickPrice').length).toBeLessThanOrEqual(4);
});

test('a book travels as inserts, updates and deletes, and rebuilds to what is shown', async () => {
  const { client, market, step } = await openSimulator(onTestFinished);
  const level = (price: number, size: number, maker = 'ARCA') => ({ price, size, maker });
  market.setDepth(spy.id, {
    bids: [level(600, 3), level(599.9, 4)],
    asks: [level(600.1, 5), level(600.2, 6), level(600.3, 7)],
  });
  const wire = await client();
  wire.send(10, 5, 1, ...byConId(spy.conId), 5, true, '');
  await wire.settle();
  const changes = [
    { bids: [level(600, 9)], asks: [level(600.2, 6), level(600.3, 7), level(600.4, 1, 'BATS')] },
    { bids: [level(600.1, 2), level(600, 9)], asks: [] },
  ];
  for (const change of changes) {
    market.setDepth(spy.id, change);
    step(100);
  }
  await wire.settle();
  const book: Record<string, string[]> = { 0: [], 1: [] };
  for (const [, , , position, maker, operation, side, price, size] of wire.of('depthL2')) {
    const rows = book[side ?? ''] ?? [];
    if (operation === '2') rows.splice(Number(position), 1);
    else rows.splice(Number(position), operation === '1' ? 1 : 0, `${price} ${size} ${maker}`);
  }
  expect(book).toEqual({ 0: [], 1: ['600.1 2 ARCA', '600 9 ARCA'] });
  expect(wire.errors()).toEqual(['1|2152']);
});

test('tick-by-tick shows every trade and every quote, and past ticks when asked', async () => {
  const { client, market } = await openSimulator(onTestFinished, { settings: { tickByTickAgainRealMs: 0 } });
  const wire = await client();
  wire.send(97, 1, ...byConId(spy.conId), 'AllLast', 3, false);
  wire.send(97, 2, ...byConId(spy.conId), 'MidPoint', 0, false);
  await wire.settle();
  for (let trade = 1; trade <= 5; trade += 1)
    market.trade(spy.id, { price: 600 + trade / 100, size: trade, aggressor: 1 });
  market.setQuote(spy.id, { bid: 600.02, ask: 600.04 });
  await wire.settle();
  expect(wire.of('historicalTicksLast')[0]?.slice(0, 3)).toEqual(['98', '1', '3']);
  expect(
    wire
      .of('tickByTick')
      .filter((frame) => frame[2] === '2')
      .map((frame) => frame.slice(4, 6)),
  ).toEqual([
    ['600.01', '1'],
    ['600.02', '2'],
    ['600.03', '3'],
    ['600.04', '4'],
    ['600.05', '5'],
  ]);
  expect(
    wire
      .of('tickByTick')
      .filter((frame) => frame[2] === '4')
      .map((frame) => frame[4]),
  ).toEqual(['600.01', '600.03']);
});

test('account rows, positions and profit follow a fill', async () => {
  const { client, market, step } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(6, 2, true, 'DU1234567');
  wire.send(94, 5, 'DU1234567', '', spy.conId);
  wire.send(92, 6, 'DU1234567', '');
  await wire.settle();
  expect(wire.of('accountDownloadEnd')).toEqual([['54', '1', 'DU1234567']]);
  expect(wire.of('pnlSingle')).toEqual([['95', '5', '0', unsetNumber, unsetNumber, unsetNumber, unsetNumber]]);
  wire.frames.length = 0;
  wire.send(...placeOrder({ orderId: 1, conId: spy.conId, action: 'BUY', quantity: 100, type: 'MKT' }));
  await wire.settle();
  market.setQuote(spy.id, { bid: 601, ask: 601.02 });
  step(1_000);
  await wire.settle();
  expect(wire.of('portfolioValue')[0]).toEqual([
    '7',
    '8',
    '756733',
    'SPY',
    'STK',
    '',
    '0.0',
    '0',
    '',
    'ARCA',
    'USD',
    'SPY',
    'SPY',
    '100',
    '600.01',
    '60001',
    '600.03',
    '-2',
    '0',
    'DU1234567',
  ]);
  expect(wire.of('accountValue').find((frame) => frame[2] === 'TotalCashValue')?.[3]).toBe('39997.00');
  expect(wire.of('pnl').at(-1)).toEqual(['94', '6', '98', '98', '0']);
  expect(wire.of('pnlSingle').at(-1)).toEqual(['95', '5', '100', '98', '98', '0', '60101']);
});
