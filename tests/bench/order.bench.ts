import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SubmitOrder } from '../../src/engine/contract/execution-contract.ts';
import { eventually } from '../support/eventually.ts';
import type { Bench, Figure } from './bench.ts';
import { diskFlushTimes } from './disk-flush.ts';
import { startLoadedQuorum, type LoadedQuorum } from './load/loaded-quorum.ts';
import { quantile } from './percentiles.ts';

const instruments = 50;
const warmUp = 20;
const orders = 150;
const betweenMs = 110;
const now = (): number => performance.timeOrigin + performance.now();

export const orderBench: Bench = {
  name: 'order',
  title: 'order click to wire: from the submit at a link to its bytes at the broker',
  async run() {
    const loaded = await startLoadedQuorum(instruments);
    try {
      const figures: Figure[] = [];
      for (const rate of [500, 5_000]) figures.push(...(await measure(loaded, rate)));
      const flush = await diskFlushTimes(loaded.quorum.home);
      const name = 'one page to the disk, alone,';
      figures.push(
        { name: `${name} p50`, value: quantile(flush, 0.5), unit: 'ms' },
        { name: `${name} p99`, value: quantile(flush, 0.99), unit: 'ms' },
        { name: `${name} worst`, value: Math.max(...flush), unit: 'ms' },
      );
      return { figures, notes: ['an order waits for one flush; TMPDIR on memory shows the program without its disk'] };
    } finally {
      await loaded.stop();
    }
  },
};

async function measure({ load, quorum }: LoadedQuorum, rate: number): Promise<readonly Figure[]> {
  load.rate(rate);
  const links = await quorum.links();
  const execution = links.link('execution');
  await eventually(
    async () => {
      const answer = await execution.call.submit(order(0));
      if (!answer.ok || answer.value.outcome !== 'sent') throw new Error(JSON.stringify(answer));
    },
    { timeoutMs: 30_000, pollMs: 500 },
  );
  const sentMs = new Map<string, number>();
  for (let index = 0; index < warmUp + orders; index += 1) {
    const each = order(rate + index);
    if (index >= warmUp) sentMs.set(String(each.limitPrice), now());
    const answer = await execution.call.submit(each);
    if (!answer.ok || answer.value.outcome !== 'sent') throw new Error(`order was not sent: ${JSON.stringify(answer)}`);
    await wait(betweenMs);
  }
  const trips = (await load.orders()).flatMap(({ limitPrice, atMs }) => {
    const clickMs = sentMs.get(limitPrice);
    return clickMs === undefined ? [] : [atMs - clickMs];
  });
  links.close();
  load.rate(0);
  const name = `click to wire at ${rate} ticks/s`;
  return [
    { name: `${name} p50`, value: quantile(trips, 0.5), unit: 'ms' },
    { name: `${name} p99`, value: quantile(trips, 0.99), unit: 'ms', goal: { most: 20 } },
    { name: `${name} orders`, value: trips.length, unit: '' },
  ];
}

/** Far below the market, so that it rests; its price tells which order it is. */
function order(number: number): SubmitOrder {
  return {
    ...{ intent: randomUUID(), instrument: 'LAA.STK', side: 'BUY', quantity: 1, type: 'LMT' },
    ...{ limitPrice: (2_000 + (number % 6_000)) / 100, stopPrice: null, trailAmount: null, timeInForce: 'DAY' },
    ...{ outsideRth: false, bracket: null, origin: { source: 'cli', label: 'bench' }, mode: 'paper' },
  };
}
