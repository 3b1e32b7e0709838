import { Client, Contract, Order } from 'ib-tws-api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';

test('the unrelated client ib-tws-api completes details, history, stream, order and positions at version 151', async () => {
  // It prints every report that it has no handler for.
  vi.spyOn(console, 'log').mockReturnValue(undefined);
  const { simulator, market, step } = await openSimulator(onTestFinished);
  const client = new Client({ host: '127.0.0.1', port: simulator.port, clientId: 5, timeoutMs: 10_000 });
  const statuses: Record<string, unknown>[] = [];
  client._emitter.on('orderStatus', (status) => void statuses.push(status));
  await client.connect();
  onTestFinished(() => client._protocolBytes.disconnect());
  const contract = Contract.stock('SPY');
  expect(await client.getContractDetails(contract)).toMatchObject([{ minTick: 0.01, contract: { conId: spy.conId } }]);
  expect(Number(await client.getCurrentTime())).toBe(Math.floor(market.clock.now() / 1000));
  const history = await client.getHistoricalData({
    contract,
    endDateTime: '',
    duration: '1 D',
    barSizeSetting: '5 mins',
    whatToShow: 'TRADES',
    useRth: 1,
    formatDate: 1,
    keepUpToDate: false,
  });
  expect(history.bars[0]?.date).toBe('20260105  09:30:00');
  const optionClass = await client.getSecDefOptParams({
    contract: { ...contract, conId: spy.conId },
    exchange: 'SMART',
    futFopExchange: '',
  });
  expect(optionClass.strikes).toHaveLength(5);

  const ticks: unknown[] = [];
  const stream = await client.streamMarketData({ contract });
  stream.on('tick', (tick: unknown) => void ticks.push(tick));
  await eventually(() => expect(ticks.length).toBeGreaterThan(3));
  market.setQuote(spy.id, { bid: 600.5, ask: 600.52 });
  step(300);
  await eventually(() => expect(JSON.stringify(ticks)).toContain('600.52'));
  stream.stop();

  await client.placeOrder({ contract, order: Order.market({ action: 'BUY', totalQuantity: 100 }) });
  await eventually(() =>
    expect(statuses.at(-1)).toMatchObject({ status: 'Filled', filled: 100, avgFillPrice: 600.52 }),
  );
  const resting = await client.placeOrder({
    contract,
    order: Order.limit({ action: 'BUY', totalQuantity: 10, lmtPrice: 590 }),
  });
  expect(await client.cancelOrder(resting)).toMatchObject({ code: '202' });
  expect(JSON.stringify(await client.getPositions())).toContain('600.53');
  expect(simulator.clients()).toMatchObject([{ clientId: 5, version: 151 }]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});
