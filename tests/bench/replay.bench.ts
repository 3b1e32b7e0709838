import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openRecording } from '../../src/engine/adapters/recording/recorded-session.ts';
import { openMarketDatabase } from '../../src/engine/adapters/sqlite/market-database.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import type { RecordedSession } from '../../src/engine/ports/recording.ts';
import { readingsApart } from '../../src/engine/processes/replay/readings-apart.ts';
import { replayFacts, type ReplayProgress } from '../../src/engine/processes/replay/replay-facts.ts';
import { engineView } from '../support/engine-view.ts';
import { startQuorum } from '../support/start-quorum.ts';
import type { Bench, Figure } from './bench.ts';
import { silentLog } from './silent-log.ts';

const recordedMinutes = 20;
const speed = 20;
/** A start asks every vendor for everything at once: denser than any minute after it. */
const settledMinutes = 5;
const minuteMs = 60_000;
const longestMs = 240_000;

export const replayBench: Bench = {
  name: 'replay',
  title: 'a recorded start and some minutes of all vendors through the translators into a store, as fast as it goes',
  run: async () => {
    const { path, home } = await record();
    try {
      const session = await openRecording(path);
      if (!session.ok) throw new Error(session.failure.message);
      const unpackMs = await unpacking(session.value);
      const { figures, notes } = await replaying({ path, fromMs: session.value.fromMs }, join(home, 'replayed.db'));
      const items = session.value.content.items;
      return {
        figures: [{ name: 'items unpacked, nothing more', value: (1_000 * items) / unpackMs, unit: '/s' }, ...figures],
        notes,
      };
    } finally {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** The practice market's first minutes, in the folder that is left for the replay. */
async function record(): Promise<{ readonly path: string; readonly home: string }> {
  const settings = { practice: { speed }, recording: { enabled: true } };
  const quorum = await startQuorum({ settings, keepHome: true });
  const engine = engineView(await quorum.links());
  const deadline = performance.now() + longestMs;
  let firstMs: number | null = null;
  for (;;) {
    await wait(100);
    const clock = engine.status.row('host')?.clock;
    // Before the market is there the clock is the machine's.
    if (clock?.speed === speed) firstMs ??= clock.venueMs;
    if (firstMs !== null && clock && clock.venueMs - firstMs >= recordedMinutes * minuteMs) break;
    if (performance.now() > deadline) break;
  }
  engine.close();
  await quorum.stop();
  const folder = join(quorum.home, 'practice', 'recordings');
  const [name] = readdirSync(folder).filter((each) => each.endsWith('.qrec'));
  if (name === undefined) throw new Error(`nothing was recorded in ${folder}`);
  return { path: join(folder, name), home: quorum.home };
}

async function unpacking(session: RecordedSession): Promise<number> {
  const began = performance.now();
  for await (const { bytes } of session.items()) if (bytes.length < 0) break;
  return performance.now() - began;
}

async function replaying(
  { path, fromMs }: { readonly path: string; readonly fromMs: number },
  file: string,
): Promise<{ readonly figures: readonly Figure[]; readonly notes: readonly string[] }> {
  const machine = createWorldClock();
  const opened = openMarketDatabase({ file, log: silentLog, clock: machine, isTemporary: true });
  if (!opened.ok) throw new Error(opened.failure.message);
  const minutes: (ReplayProgress & { readonly atMs: number })[] = [];
  const began = performance.now();
  const played = await replayFacts({
    ...{ readings: readingsApart(path), fromMs, store: opened.value.facts, machine, speed: 0 },
    signal: new AbortController().signal,
    onMinute: (progress) => void minutes.push({ ...progress, atMs: performance.now() - began }),
  });
  opened.value.close();
  const settled = minutes[settledMinutes];
  const last = minutes.at(-1);
  const later =
    settled && last && last.atMs > settled.atMs
      ? (last.timeMs - settled.timeMs) / (last.atMs - settled.atMs)
      : Number.NaN;
  const seconds = played.tookMs / 1_000;
  const recorded = ((played.lastTime ?? 0) - (played.firstTime ?? 0)) / 1_000;
  return {
    figures: [
      { name: 'items replayed', value: played.items / seconds, unit: '/s', baseline: 'items unpacked, nothing more' },
      { name: 'facts replayed', value: played.stored / seconds, unit: '/s' },
      { name: 'recorded seconds a second, from the start', value: recorded / seconds, unit: 'x' },
      {
        name: `recorded seconds a second, after ${settledMinutes} minutes`,
        ...{ value: later, unit: 'x', goal: { least: 100 } },
      },
    ],
    notes: [`${recorded.toFixed(0)} recorded seconds, ${played.items} items, ${played.stored} facts`],
  };
}
