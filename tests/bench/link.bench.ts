import { connect } from '../../src/engine/link/connect.ts';
import type { Client } from '../../src/engine/link/api.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { memoryLog } from '../contract/memory-log.ts';
import { realTimers } from '../contract/real-timers.ts';
import { sampleContract, type SampleEntries } from '../contract/sample-contract.ts';
import { createSample, type Sample } from '../contract/sample-implementation.ts';
import type { Bench } from './bench.ts';
import { openTransport, transportNames, type TransportName } from '../contract/transports.ts';

const warmUp = 200;
const roundTrips = 2_000;
const flowMs = 1_000;
const rowsPerFrame = 1_000;

export const linkBench: Bench = {
  name: 'link',
  title: 'round trips and frames a second of each transport',
  async run() {
    const figures = Object.entries(await benchLink()).map(([name, value]) => {
      const unit = name.endsWith(' ms') ? 'ms' : '/s';
      return { name: name.slice(0, -unit.length - 1), value, unit };
    });
    return { figures, notes: ['both ends in one process: they share its time'] };
  },
};

/** Figures by name; the unit is the end of the name. Both ends run in this process, so they share its time. */
export type Figures = Readonly<Record<string, number>>;

/** Round trip of a small request and acknowledged frames per second, for each transport. */
export async function benchLink(): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const name of transportNames) {
    for (const [figure, value] of Object.entries(await benchTransport(name))) figures[`link ${name} ${figure}`] = value;
  }
  return figures;
}

async function benchTransport(name: TransportName): Promise<Figures> {
  const sample = createSample();
  const server = createServer(sampleContract, sample.implementation, {
    timers: realTimers,
    log: memoryLog().log,
    flushMs: 0,
  });
  const transport = await openTransport(name, (pipe) => server.accept(pipe, { role: 'window', id: 'bench' }));
  const client = connect(sampleContract, { dial: transport.dial, timers: realTimers });
  try {
    const trips = await timeRoundTrips(client);
    return {
      'round trip p50 ms': quantile(trips, 0.5),
      'round trip p99 ms': quantile(trips, 0.99),
      'batch frames of 1000 rows /s': await countBatches(client, sample),
      'latest frames of 1000 rows /s': await countLatest(client, sample),
    };
  } finally {
    client.close();
    server.close();
    await transport.close();
  }
}

async function timeRoundTrips(client: Client<SampleEntries>): Promise<readonly number[]> {
  const trips: number[] = [];
  for (let index = 0; index < warmUp + roundTrips; index += 1) {
    const start = performance.now();
    await client.call.echo({ text: 'small' });
    if (index >= warmUp) trips.push(performance.now() - start);
  }
  return trips.toSorted((a, b) => a - b);
}

/** The reader asks for the next frame as soon as it has one: the rate is bounded by the link alone. */
function countBatches(client: Client<SampleEntries>, sample: Sample): Promise<number> {
  const prices = Array.from({ length: rowsPerFrame }, (_each, index) => 100 + index / 100);
  return countFrames(
    (onFrame) => client.watch.tape({}, { onBatch: onFrame }),
    () => sample.append(prices),
  );
}

function countLatest(client: Client<SampleEntries>, sample: Sample): Promise<number> {
  let round = 0;
  const next = (): void => {
    round += 1;
    for (let row = 0; row < rowsPerFrame; row += 1) sample.setQuote(`T${row}`, round + row / 100);
  };
  return countFrames((onFrame) => client.watch.quotes({ tickers: [] }, { onChange: onFrame }), next);
}

function countFrames(watch: (onFrame: () => void) => { close(): void }, next: () => void): Promise<number> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    let frames = 0;
    const watching = watch(() => {
      frames += 1;
      const elapsedMs = performance.now() - startMs;
      if (elapsedMs < flowMs) {
        queueMicrotask(next);
        return;
      }
      watching.close();
      resolve((frames / elapsedMs) * 1_000);
    });
  });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
