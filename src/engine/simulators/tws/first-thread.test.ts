import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { byConId, placeOrder } from './testing/wire-client.ts';

test('a bare client sees details, quotes, a fill, its position and the account', async () => {
  const { simulator, client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(9, 8, 1, 0, 'SPY', 'STK', '', 0, '', '', 'SMART', '', 'USD', '', '', false, '', '', '');
  wire.send(1, 11, 2, ...byConId(spy.conId), false, '100,101,104,106,165,233,236', false, false, '');
  wire.send(
    ...placeOrder({ orderId: 1, conId: spy.conId, action: 'BUY', quantity: 100, type: 'MKT', orderRef: 'intent-1' }),
  );
  wire.send(61, 1);
  wire.send(6, 2, true, 'DU1234567');
  wire.send(92, 3, 'DU1234567', '');
  await wire.settle();
  expect(simulator.stats.protocolErrors).toEqual([]);
  expect(wire.of('contractDetails')[0]).toHaveLength(42);
  expect(wire.of('tickPrice').map((frame) => frame[3])).toEqual(expect.arrayContaining(['1', '2', '4']));
  expect(wire.of('execution').map((frame) => frame.slice(18, 22))).toEqual([['BOT', '100', '600.02', '600000700']]);
  expect(wire.of('position').map((frame) => [frame[3], frame[14], frame[15]])).toEqual([['756733', '100', '600.03']]);
  expect(simulator.positions()).toMatchObject([{ instrument: 'SPY.STK', quantity: 100 }]);
});
