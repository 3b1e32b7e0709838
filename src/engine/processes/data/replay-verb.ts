import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openRecording } from '../../adapters/recording/recorded-session.ts';
import { recordingExtension } from '../../adapters/recording/recorder.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import type { StoredFact } from '../../domain/facts/fact.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import { readingsApart } from '../replay/readings-apart.ts';
import { replayFacts, type ReplayedFacts, type ReplayProgress } from '../replay/replay-facts.ts';
import { clockText } from '../replay/replay-lines.ts';
import { replayLog } from '../replay/replay-report.ts';
import type { DataArguments } from './data-arguments.ts';
import { dataUsage } from './data-arguments.ts';
import { exit, type DataOutput, type DataVerb } from './data-verb.ts';

/** Checking more than this takes seconds in which nothing else is seen to happen. */
const longCheckBytes = 50 * 1_048_576;

/** `quorum replay`: a recorded day through the translators of now, into a store of its own. */
export const replayVerb: DataVerb = async ({ wanted, output, signal }) => {
  const [name, surplus] = wanted.words;
  if (name === undefined || surplus !== undefined) {
    output.err(`replay needs one recording\n${dataUsage}`);
    return exit.usage;
  }
  const path = /^\d{8}$/.test(name) ? join(wanted.folder, 'recordings', name + recordingExtension) : name;
  const session = await openRecording(path);
  if (!session.ok) {
    output.err(session.failure.message);
    return exit.failed;
  }
  const { packedBytes } = session.value.content;
  if (packedBytes > longCheckBytes) output.err(`checking ${(packedBytes / 1_048_576).toFixed(0)} MB`);
  const sound = await session.value.verify();
  if (!sound.ok) output.err(`${sound.failure.message}; what is sound is played`);
  const played = await withStore(wanted.into, (store) =>
    play({ path, fromMs: session.value.fromMs, store, wanted, output, signal }),
  );
  output.out(wanted.json ? JSON.stringify({ kind: 'summary', recording: path, ...played }) : summary(played));
  return sound.ok && !signal.aborted ? exit.done : exit.failed;
};

async function withStore<Result>(into: string | null, work: (store: FactStore) => Promise<Result>): Promise<Result> {
  const folder = into === null ? mkdtempSync(join(tmpdir(), 'quorum-replay-')) : null;
  const file = into ?? join(folder ?? '', 'market.db');
  const isTemporary = folder !== null;
  const opened = openMarketDatabase({ file, log: replayLog, clock: createWorldClock(), isTemporary });
  try {
    if (!opened.ok) throw new Error(opened.failure.message);
    return await work(opened.value.facts);
  } finally {
    if (opened.ok) opened.value.close();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

type Play = {
  readonly path: string;
  readonly fromMs: number;
  readonly store: FactStore;
  readonly wanted: DataArguments;
  readonly output: DataOutput;
  readonly signal: AbortSignal;
};

async function play({ path, fromMs, store, wanted, output, signal }: Play): Promise<ReplayedFacts> {
  const steps = wanted.step ? createInterface({ input: process.stdin }) : null;
  const lines = steps?.[Symbol.asyncIterator]();
  const shown = wanted.json ? (fact: StoredFact): string => JSON.stringify(fact) : factLine;
  try {
    return await replayFacts({
      ...{ fromMs, store, signal, speed: wanted.speed },
      readings: readingsApart(path),
      machine: createWorldClock(),
      ...(lines
        ? {
            nextStep: async (timeMs: number) => {
              output.err(`${clockText(timeMs)}: Enter for the next item`);
              await lines.next();
            },
          }
        : {}),
      ...(wanted.facts || wanted.step
        ? { onStored: (facts) => facts.length > 0 && output.out(facts.map(shown).join('\n')) }
        : { onMinute: (progress) => output.err(minuteLine(progress)) }),
    });
  } finally {
    steps?.close();
  }
}

function factLine({ receivedTime, source, endpoint, kind, subject, key }: StoredFact): string {
  return `${clockText(receivedTime)}  ${source}/${endpoint}  ${kind}  ${subject}  ${key}`;
}

function minuteLine({ timeMs, items, stored, reached }: ReplayProgress): string {
  return `${clockText(timeMs)}  ${count(items)} items  ${count(stored)} facts  ${reached.toFixed(reached < 10 ? 1 : 0)}x`;
}

function count(value: number): string {
  return value.toLocaleString('en-US').padStart(11);
}

function summary({ items, stored, repeated, refused, firstTime, lastTime, tookMs }: ReplayedFacts): string {
  const rows = Object.entries(refused).map(([reason, count]) => `  refused ${count}: ${reason}`);
  const seconds = ((lastTime ?? 0) - (firstTime ?? 0)) / 1_000;
  const took = `${seconds.toFixed(0)} recorded seconds in ${(tookMs / 1_000).toFixed(1)} s`;
  return [`${items} items played, ${stored} facts, ${repeated} seen before; ${took}`, ...rows].join('\n');
}
