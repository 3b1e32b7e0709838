import { ReplayMarketData } from '../../adapters/replay/replay-market-data.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import type { TapeSource } from '../../ports/tape-source.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
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
const longestWaitMs = 250;
/** Recorded time. */
const longestStepMs = 60_000;
const stepsPerTurn = 20;

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
      await untilDue(options, { running, timeMs: row.time });
      await across(options, { running, timeMs: row.time });
      if (signal.aborted) break;
      running.clock.advanceTo(row.time);
      if (row.kind === 'facts') running.pipeline.evidence(row.facts);
      else running.market.take(row);
      rows += 1;
      lastTime = row.time;
    }
    if (running && lastTime !== null) {
      running.stopSteps();
      running.clock.advanceTo(lastTime + settleMs);
      options.onStep(lastTime, running.pipeline);
    }
    return { rows, firstTime, lastTime };
  } finally {
    running?.pipeline.close();
    running?.clock.close();
  }
}

/** Longer than the slowest flush between a row and its score. */
const settleMs = 2_000;

type Running = {
  readonly clock: RecordedClock;
  readonly market: ReplayMarketData;
  readonly pipeline: Pipeline;
  readonly stopSteps: () => void;
  readonly startedMs: number;
  readonly firstTime: number;
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
  return { clock, market, pipeline, stopSteps, startedMs: machine.monotonicMs(), firstTime };
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

/** A night, or a gap that a damaged file claims, is walked in steps: whoever wants the replay to end is heard between. */
async function across(
  { machine, signal }: PlayOptions,
  next: { readonly running: Running; readonly timeMs: number },
): Promise<void> {
  const { running, timeMs } = next;
  for (let steps = 1; timeMs - running.clock.now() > longestStepMs && !signal.aborted; steps += 1) {
    running.clock.advanceTo(running.clock.now() + longestStepMs);
    if (steps % stepsPerTurn === 0) await turn(machine, 0);
  }
}

/** At a speed the market goes on between two rows, too. */
async function untilDue(
  options: PlayOptions,
  next: { readonly running: Running; readonly timeMs: number },
): Promise<void> {
  const { speed, machine, signal } = options;
  const { running, timeMs } = next;
  if (speed === 0) return;
  for (;;) {
    const reached = running.firstTime + (machine.monotonicMs() - running.startedMs) * speed;
    const waitMs = (timeMs - reached) / speed;
    if (waitMs <= 1 || signal.aborted) return;
    running.clock.advanceTo(Math.min(reached, timeMs));
    await turn(machine, Math.min(waitMs, longestWaitMs));
  }
}

function turn(machine: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void machine.after(delayMs, resolve));
}
