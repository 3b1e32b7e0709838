import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { byConId, placeOrder } from './testing/wire-client.ts';

/** One scripted hour with latency, partial fills and a fault; answers its journal. */
async function hour(seed: number): Promise<readonly string[]> {
  const { simulator, market, step, client } = await openSimulator(onTestFinished, {
    seed,
    latency: { orderMs: [3, 40], cancelMs: [3, 40] },
    faults: [{ after: 2_000, do: { kind: 'duplicate', message: 'orderStatus', count: 2 } }],
  });
  const wire = await client();
  wire.send(1, 11, 1, ...byConId(spy.conId), false, '100,233', false, false, '');
  wire.send(92, 2, 'DU1234567', '');
  wire.send(
    ...placeOrder({ orderId: 1, conId: spy.conId, action: 'BUY', quantity: 900, type: 'MKT', tif: 'DAY' }).map(
      (field) => (field === 900 ? 150 : field),
    ),
  );
  wire.send(...placeOrder({ orderId: 2, conId: spy.conId, action: 'SELL', quantity: 100, type: 'LMT', limit: 600.04 }));
  await wire.settle();
  for (let move = 0; move < 40; move += 1) {
    market.setQuote(spy.id, { bid: 600 + (move % 7) / 100, ask: 600.02 + (move % 7) / 100 });
    market.trade(spy.id, { price: 600.02, size: 10 + move, aggressor: move % 2 === 0 ? 1 : -1 });
    step(173);
    await wire.settle();
  }
  return simulator.journal
    .frames()
    .map((frame) => `${frame.venueMs} ${frame.connection} ${frame.direction} ${frame.text}`);
}

test('the same seed and steps give the same journal, frame by frame; another seed does not', async () => {
  const first = await hour(11);
  expect(await hour(11)).toEqual(first);
  expect(first.length).toBeGreaterThan(200);
  expect(await hour(12)).not.toEqual(first);
});
