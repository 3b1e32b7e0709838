import type { Ticker } from '../../domain/ids.ts';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MarketData } from '../../ports/market-data.ts';
import type { OptionData } from '../../ports/option-data.ts';
import type { TapeSource, TapeTick } from '../../ports/tape-source.ts';
import { createReplayClock, type ReplayClock } from './replay-clock.ts';
import { ReplayMarketData } from './replay-market-data.ts';
import { openTaqSource, type TapeFileCode } from './taq-source.ts';

export type ReplayOptions = {
  /** The machine's clock: timers and pacing. */
  readonly clock: Clock;
  /** Recorded seconds per second; 0 = as fast as possible. */
  readonly speed: number;
};

export type ReplayReport = {
  readonly rows: number;
  readonly skipped: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
};

export type Replay = {
  readonly title: string;
  readonly symbols: readonly Ticker[];
  /** Give these to `createIngestion`. */
  readonly market: MarketData & OptionData;
  readonly clock: ReplayClock;
  /** Plays to the end, or until `stop`. */
  play(): Promise<ReplayReport>;
  stop(): void;
};

/** Rows taken before the program gets to do anything else. */
const rowsPerTurn = 500;

/** A recorded file as market data: `createIngestion({ marketData: replay.market, clock: replay.clock, ... })`. */
export async function replayFile(
  options: ReplayOptions & { readonly path: string },
): Promise<Outcome<Replay, TapeFileCode>> {
  const source = await openTaqSource(options.path);
  return source.ok ? ok(replaySource(source.value, options)) : source;
}

export function replaySource(source: TapeSource<TapeTick>, options: ReplayOptions): Replay {
  const clock = createReplayClock(options.clock, options.speed);
  const data = new ReplayMarketData(clock, source);
  let stopped = false;

  const turn = (delayMs: number): Promise<void> => new Promise((resolve) => void options.clock.after(delayMs, resolve));

  async function play(): Promise<ReplayReport> {
    let rows = 0;
    let firstTime: number | null = null;
    let lastTime: number | null = null;
    data.become('ready', `Replay of ${source.title}`);
    for await (const row of source.rows()) {
      if (stopped) break;
      if (firstTime === null) clock.setNow(row.time);
      firstTime ??= row.time;
      const waitMs = options.speed === 0 ? 0 : (row.time - clock.now()) / options.speed;
      if (waitMs > 1) await turn(waitMs);
      else if (rows % rowsPerTurn === 0) await turn(0);
      if (options.speed === 0) clock.setNow(row.time);
      data.take(row);
      rows += 1;
      lastTime = row.time;
    }
    data.become('stopped', `Replay of ${source.title} ended`);
    return { rows, skipped: source.skipped(), firstTime, lastTime };
  }

  return {
    title: source.title,
    symbols: source.symbols,
    market: data.port,
    clock,
    play,
    stop: () => void (stopped = true),
  };
}
