import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openRecording } from '../../adapters/recording/recorded-session.ts';
import { recordingExtension } from '../../adapters/recording/recorder.ts';
import { openTaqSource } from '../../adapters/replay/taq-source.ts';
import { openMarketStore } from '../../adapters/sqlite/market-store.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import { vendorList } from '../../adapters/vendor-list.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { terminalText } from '../../domain/shown-text.ts';
import type { TapeSource } from '../../ports/tape-source.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import type { Pipeline } from './pipeline.ts';
import { play } from './play.ts';
import { readReplayArguments, replayUsage, type ReplayArguments } from './replay-arguments.ts';
import { recordedDay } from './recorded-day.ts';
import { recordingOf, replayLog, summaryJson, summaryText } from './replay-report.ts';
import { jsonLine, silentLayers, tableHead, tableLine } from './replay-lines.ts';
import { unreadableFile } from '../../domain/unreadable-file.ts';

/** Recorded time between two lines of one ticker when the file runs as fast as it can. */
const fastStepMs = 300_000;
const exit = { done: 0, failed: 1, usage: 2 } as const;

export type ReplayOutput = { out(text: string): void; err(text: string): void };

/** `quorum watch --replay`: answers the exit code. A stop asked for ends it like the end of the file. */
export async function watchReplay(argv: readonly string[], given: ReplayOutput, signal: AbortSignal): Promise<number> {
  // Names in a recording are somebody else's: a terminal must not obey them.
  const output = {
    out: (text: string): void => given.out(terminalText(text)),
    err: (text: string): void => given.err(terminalText(text)),
  };
  const { err } = output;
  const wanted = readReplayArguments(argv);
  if (!wanted.ok) {
    err(`${wanted.failure.message}\n${replayUsage}`);
    return exit.usage;
  }
  const { path, tickers } = wanted.value;
  try {
    const source = await openSource(path, { warn: err, signal });
    if (!source.ok) {
      err(source.failure.message);
      return exit.failed;
    }
    const missing = tickers.filter((ticker) => !source.value.symbols.includes(ticker));
    if (missing.length > 0) {
      err(`${basename(path)} has no ${missing.join(', ')}; it has ${source.value.symbols.join(', ')}`);
      return exit.failed;
    }
    const parts = { wanted: wanted.value, source: source.value, output, signal };
    return await withStore((store) => show({ ...parts, store }));
  } catch (error) {
    err(unreadableFile(path, error));
    return exit.failed;
  }
}

/** A recorded day with everything in it, or a tape in TAQ columns. */
async function openSource(
  path: string,
  { warn, signal }: { readonly warn: (text: string) => void; readonly signal: AbortSignal },
): Promise<Outcome<TapeSource>> {
  if (!path.endsWith(recordingExtension)) return openTaqSource(path);
  const session = await openRecording(path);
  if (!session.ok) return session;
  const sound = await session.value.verify();
  if (!sound.ok) warn(`${sound.failure.message}; what is sound is played`);
  return recordedDay(session.value, vendorList, signal);
}

async function withStore(task: (store: MarketStore) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-replay-'));
  const opened = openMarketStore({ file: join(folder, 'market.db'), log: replayLog, clock: createWorldClock() });
  try {
    if (!opened.ok) throw new Error(opened.failure.message);
    return await task(opened.value);
  } finally {
    if (opened.ok) opened.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function show(parts: {
  readonly wanted: ReplayArguments;
  readonly source: TapeSource;
  readonly store: MarketStore;
  readonly output: ReplayOutput;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { wanted, source, store, output, signal } = parts;
  const { out } = output;
  let recording = '';
  let silent: readonly string[] = [];
  const onStep = (timeMs: number, pipeline: Pipeline): void => {
    const rows = pipeline.rows();
    silent = silentLayers(rows);
    if (recording === '') {
      recording = recordingOf(source.title, timeMs);
      if (!wanted.json) out(`${recording}\n${tableHead()}`);
    }
    for (const found of rows) {
      if (wanted.tickers.length > 0 && !wanted.tickers.includes(found.row.ticker)) continue;
      out(wanted.json ? jsonLine(timeMs, recording, found) : tableLine(timeMs, found));
    }
  };
  const stepMs = wanted.speed === 0 ? fastStepMs : Math.max(1_000, wanted.speed * 1_000);
  const played = await play({
    source,
    store,
    machine: createWorldClock(),
    log: replayLog,
    speed: wanted.speed,
    stepMs,
    onStep,
    signal,
  });
  const summary = { ...played, recording, refused: source.refusals(), silent, stopped: signal.aborted };
  out(wanted.json ? summaryJson(summary) : summaryText(summary));
  return played.rows > 0 ? exit.done : exit.failed;
}
