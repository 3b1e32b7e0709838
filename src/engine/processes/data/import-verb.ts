import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { importFormats } from '../../adapters/imports/import-list.ts';
import { openImportFile } from '../../adapters/imports/open-import-file.ts';
import { plausibleSink } from '../../adapters/imports/plausible-sink.ts';
import { createRecorder } from '../../adapters/recording/recorder.ts';
import { openTaqSource } from '../../adapters/replay/taq-source.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import { importedSource } from '../../domain/facts/imported-source.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import { replayLog } from '../replay/replay-report.ts';
import type { DataArguments } from './data-arguments.ts';
import { dataUsage } from './data-arguments.ts';
import { exit, type DataOutput, type DataVerb } from './data-verb.ts';
import { importKeeper, type ImportCounts } from './import-keeper.ts';
import { keepTape } from './keep-tape.ts';

/** `quorum import`: says of every file what it is, what became of its rows and why others were refused. */
export const importVerb: DataVerb = async ({ wanted, output, signal }) => {
  if (wanted.words.length === 0) {
    output.err(`import needs a file\n${dataUsage}`);
    return exit.usage;
  }
  const file = wanted.into ?? join(wanted.folder, 'market.db');
  const opened = wanted.dryRun ? null : openMarketDatabase({ file, log: replayLog, clock: createWorldClock() });
  if (opened !== null && !opened.ok) {
    const hint = opened.failure.code === 'locked' ? '; stop Quorum, or import --into another file' : '';
    output.err(opened.failure.message + hint);
    return exit.failed;
  }
  let code: number = exit.done;
  try {
    for (const path of wanted.words) {
      if (signal.aborted) break;
      const store = opened?.value.facts ?? null;
      code = Math.max(code, await importSafely({ path, store, wanted, output }));
    }
  } finally {
    opened?.value.close();
  }
  return code;
};

type One = {
  readonly path: string;
  readonly store: FactStore | null;
  readonly wanted: DataArguments;
  readonly output: DataOutput;
};

/** A file that breaks its importer is one file that was not taken in. */
async function importSafely(one: One): Promise<number> {
  try {
    return await importOne(one);
  } catch (error) {
    one.output.err(`${one.path}: ${error instanceof Error ? error.message : String(error)}`);
    return exit.failed;
  }
}

async function importOne({ path, store, wanted, output }: One): Promise<number> {
  const file = await openImportFile(path);
  if (!file.ok) {
    output.err(file.failure.message);
    return file.failure.code === 'no-file' ? exit.failed : exit.usage;
  }
  const format = importFormats.find((one) => one.recognises(file.value));
  const recording = join(wanted.folder, 'recordings', 'imported', basename(path));
  const recorder = (): ReturnType<typeof createRecorder> => {
    // Taken in a second time it takes the place of the first.
    rmSync(recording, { recursive: true, force: true });
    return createRecorder({ folder: recording, clock: createWorldClock(), log: replayLog, mostWaitingBytes: Infinity });
  };
  const keeper = importKeeper({
    store,
    recorder: store === null ? null : recorder,
    source: importedSource(format?.id ?? 'taq'),
    endpoint: basename(path),
  });
  if (format) format.read(file.value, plausibleSink(keeper.sink), { symbol: wanted.symbol });
  else {
    const tape = await openTaqSource(path);
    if (!tape.ok) {
      output.err(`${path}: no format this program knows`);
      return exit.usage;
    }
    await keepTape(tape.value, keeper.sink);
  }
  const counts = await keeper.finish();
  output.out(report({ path, title: format?.title ?? 'NYSE TAQ tape', counts, recording, json: wanted.json }));
  return exit.done;
}

function report(parts: {
  readonly path: string;
  readonly title: string;
  readonly counts: ImportCounts;
  readonly recording: string;
  readonly json: boolean;
}): string {
  const { path, title, counts, recording, json } = parts;
  if (json) return JSON.stringify({ path, format: title, ...counts, recording: counts.items > 0 ? recording : null });
  const kinds = Object.entries(counts.kinds).map(([kind, count]) => `${count} ${kind}`);
  const lines = [
    `${path}: ${title}`,
    `  ${counts.rows} rows: ${kinds.join(', ') || 'no facts'}; ${counts.stored} new, ${counts.repeated} known`,
  ];
  if (counts.items > 0) lines.push(`  ${counts.items} frames, to be replayed from ${recording}`);
  for (const remark of counts.remarks) lines.push(`  note: ${remark}`);
  for (const [reason, count] of Object.entries(counts.refused)) lines.push(`  refused ${count}: ${reason}`);
  return lines.join('\n');
}
