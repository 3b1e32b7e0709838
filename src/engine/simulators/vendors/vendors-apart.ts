import { Worker } from 'node:worker_threads';
import type { Log } from '../../ports/log.ts';
import type { PracticeMarket } from '../market/practice-market.ts';
import { realClock } from '../real-clock.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { ApartStart, ClockAt, FromVendors, ToVendors } from './apart-messages.ts';
import type { EmulatorStatistics, RunningEmulator } from './kit/emulator.ts';
import type { RunningVendors, WantedVendors } from './vendor-emulators.ts';

export type ApartOptions = {
  /** Built or source file that runs `runVendorThread`. */
  readonly entry: string | URL;
  readonly market: PracticeMarket;
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly wanted?: WantedVendors;
  readonly ports?: Readonly<Record<string, number>>;
  readonly faults?: ApartStart['faults'];
};

/** A thread that does not come up within this is given up, real ms. */
const longestStartMs = 20_000;
const longestCloseMs = 3_000;

const nothingCounted: EmulatorStatistics = {
  requests: 0,
  byPath: {},
  peakPerMinute: 0,
  refusedOverBudget: 0,
  sockets: 0,
  joins: 0,
  framesSent: 0,
};

type Ready = Extract<FromVendors, { readonly type: 'ready' }>;

/**
 * The vendors' servers in a thread of their own, on a market of the same seed that follows the same clock: however long
 * an answer takes to work out, the broker's socket and the trader's orders do not wait for it. Executions reported to the
 * broker's market are reported there too.
 */
export async function startVendorsApart(options: ApartOptions): Promise<RunningVendors> {
  const { market, clock, log } = options;
  const at = (): ClockAt => ({ venueMs: clock.now(), wallMs: realClock.wallMs(), speed: clock.speed });
  const start: ApartStart = {
    seed: market.seed,
    tradingDate: market.tradingDate,
    clock: at(),
    wanted: options.wanted ?? 'all',
    ports: options.ports ?? {},
    faults: options.faults ?? {},
  };
  const worker = new Worker(options.entry, { workerData: start });
  const send = (message: ToVendors): void => worker.postMessage(message);
  const counted = new Map<string, EmulatorStatistics>();
  let onClosed: () => void = () => undefined;
  worker.on('message', (message: FromVendors) => {
    if (message.type === 'statistics') counted.set(message.vendor, message.statistics);
    else if (message.type === 'log') log[message.level](message.message, message.fields);
    else if (message.type === 'closed') onClosed();
  });
  const ready = await untilReady(worker);
  worker.on('error', (error) => log.error('the vendors’ thread failed', { error: String(error) }));
  const stops = [
    clock.onChange(({ venueMs, wallMs, speed }) => send({ type: 'clock', clock: { venueMs, wallMs, speed } })),
    market.onExecution((instrument, print) => send({ type: 'execution', instrument, print })),
  ];

  return {
    running: new Map(
      ready.running.map(({ vendor, bases, credentials }): [string, RunningEmulator] => [
        vendor,
        {
          bases,
          credentials,
          addFault: (rule) => send({ type: 'fault', vendor, rule }),
          clearFaults: () => send({ type: 'fault', vendor, rule: null }),
          statistics: () => counted.get(vendor) ?? nothingCounted,
          close: () => Promise.resolve(),
        },
      ]),
    ),
    failed: new Map(ready.failed),
    suspend: () => send({ type: 'suspend' }),
    startDay: (tradingDate) => send({ type: 'day', tradingDate }),
    close: async () => {
      for (const stop of stops) stop();
      await new Promise<void>((resolve) => {
        onClosed = resolve;
        realClock.after(longestCloseMs, resolve);
        send({ type: 'close' });
      });
      await worker.terminate();
    },
  };
}

function untilReady(worker: Worker): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const cancel = realClock.after(longestStartMs, () => fail(new Error(`no answer within ${longestStartMs} ms`)));
    const fail = (error: Error): void => {
      cancel();
      void worker.terminate();
      reject(error);
    };
    worker.once('error', fail);
    worker.on('message', (message: FromVendors) => {
      if (message.type !== 'ready') return;
      cancel();
      worker.off('error', fail);
      resolve(message);
    });
  });
}
