import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replayFile } from '../../adapters/replay/replay-file.ts';
import { openMarketStore } from '../../adapters/sqlite/market-store.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import type { Log } from '../../ports/log.ts';
import { createReplayOutput } from './replay-output.ts';
import { startReplayPipeline } from './replay-pipeline.ts';

const usage = 'usage: quorum watch --replay FILE [--speed X] [--json]   X = recorded seconds per second, 0 = at once';
const tableMs = 1_000;
/** Lets the last conflated frames and scores through before the end. */
const lastPassMs = 1_000;

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const err = (line: string): void => void process.stderr.write(`${line}\n`);
const log: Log = { debug: () => undefined, info: () => undefined, warn: err, error: err, child: () => log };

/** Answers the exit code: 0 played, 1 the file cannot be played, 2 the command line is wrong. */
async function run(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      replay: { type: 'string' },
      speed: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
    },
  });
  const speed = Number(values.speed);
  if (!values.replay || !Number.isFinite(speed) || speed < 0)
    throw new TypeError('a file and a speed from 0 are needed');
  const clock = createWorldClock();
  const replay = await replayFile({ path: values.replay, speed, clock });
  if (!replay.ok) {
    err(replay.failure.message);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'quorum-replay-'));
  const store = openMarketStore({ file: join(folder, 'market.db'), log, clock });
  if (!store.ok) throw new Error(store.failure.message);
  const output = createReplayOutput(values.json ? out : null);
  const { weights } = settingsSchema.parse({}).confluence;
  const pipeline = startReplayPipeline({ replay: replay.value, store: store.value, weights, log, listener: output });
  const stopTable = clock.every(tableMs, () => {
    if (!values.json) out(output.table());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => replay.value.stop());
  const report = await replay.value.play();
  await new Promise<void>((resolve) => void clock.after(lastPassMs, resolve));
  stopTable();
  if (!values.json) out(output.table());
  err(`${replay.value.title}: ${report.rows} ticks played, ${report.skipped} lines left out`);
  pipeline.close();
  store.value.close();
  rmSync(folder, { recursive: true, force: true });
  return 0;
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const wrong = error instanceof TypeError;
    err(error instanceof Error ? error.message : String(error));
    if (wrong) err(usage);
    process.exit(wrong ? 2 : 1);
  },
);
