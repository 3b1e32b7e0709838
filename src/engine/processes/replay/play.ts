import { ReplayMarketData } from '../../adapters/replay/replay-market-data.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import type { TapeSource } from '../../ports/tape-source.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { passTime, turn, type PassingTime } from './pass-time.ts';
import { createRecordedClock, type RecordedClock } from './recorded-clock.ts';

export type PlayOptions = {
  readonly source: TapeSource;
  readonly store: MarketStore;
  readonly machine: Clock;
  readonly log: Log;
  /** Recorded seconds per second; 0 = as fast as possible. */
  readonly speed: number;
  /** Recorded time between two looks at the scores. */
  readonly stepMs: number;
  readonly onStep: (timeMs: number, pipeline: Pipeline) => void;
  readonly signal: AbortSignal;
};

export type Played = { readonly rows: number; readonly firstTime: number | null; readonly lastTime: number | null };

/** Rows taken before signals and output get their turn. */
const rowsPerTurn = 500;

/** Plays a recording through the pipeline; the last step shows what the last row left behind. */
export async function play(options: PlayOptions): Promise<Played> {
  const { source, machine, signal } = options;
  let running: Running | null = null;
  let rows = 0;
  let firstTime: number | null = null;
  let lastTime: number | null = null;
  try {
    for await (const row of source.rows()) {
      running ??= await start(options, row.time);
      firstTime ??= row.time;
      if (rows % rowsPerTurn === 0) await turn(machine, 0);
      await passTime(running.time, row.time);
      if (signal.aborted) break;
      if (row.kind === 'facts') running.pipeline.evidence(row.facts);
      else running.market.take(row);
      rows += 1;
      lastTime = row.time;
    }
    if (running && lastTime !== null) {
      running.stopSteps();
      running.time.clock.advanceTo(lastTime + settleMs);
      options.onStep(lastTime, running.pipeline);
    }
    return { rows, firstTime, lastTime };
  } finally {
    running?.pipeline.close();
    running?.time.clock.close();
  }
}

/** Longer than the slowest flush between a row and its score. */
const settleMs = 2_000;

type Running = {
  readonly time: PassingTime;
  readonly market: ReplayMarketData;
  readonly pipeline: Pipeline;
  readonly stopSteps: () => void;
};

async function start(options: PlayOptions, firstTime: number): Promise<Running> {
  const { source, store, machine, log } = options;
  const clock = createRecordedClock(firstTime, machine);
  const { symbols, answers } = source;
  const market = new ReplayMarketData(clock, source);
  const pipeline = createPipeline({ market: market.port, symbols, withOptions: answers !== null, store, clock, log });
  market.become('ready', `Replay of ${source.title}`);
  // Instruments arrive by promises and timers; the recording waits for them, at its own first moment.
  for (let round = 0; !pipeline.ready() && round < 1_000; round += 1) {
    await turn(machine, 0);
    clock.advanceTo(firstTime + round);
  }
  const stopSteps = stepping({ clock, stepMs: options.stepMs, step: () => options.onStep(clock.now(), pipeline) });
  const { speed, stepMs, signal } = options;
  const pace = { machine, speed, stepMs, signal, firstTime, startedMs: machine.monotonicMs(), unwaitedMs: 0 };
  return { time: { clock, ...pace }, market, pipeline, stopSteps };
}

/** Steps fall on round times: 09:35:00, not five minutes after the first trade. */
function stepping(parts: {
  readonly clock: RecordedClock;
  readonly stepMs: number;
  readonly step: () => void;
}): () => void {
  const { clock, stepMs, step } = parts;
  let cancel = clock.after(stepMs - (clock.now() % stepMs), () => {
    step();
    cancel = clock.every(stepMs, step);
  });
  return () => cancel();
}
