import { basename, join } from 'node:path';
import { parquetArchive } from '../../adapters/duckdb/parquet-archive.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { openMarketReader } from '../../adapters/sqlite/market-reader.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import { isTradingDay, previousTradingDay, tradingDate } from '../../domain/calendar.ts';
import { replayLog } from '../replay/replay-report.ts';
import { sourceOfDay, spanOfDay, targetOf } from './archive-day.ts';
import { dataUsage } from './data-arguments.ts';
import { exit, type DataOutput, type DataVerb } from './data-verb.ts';

/** `quorum archive [DATE]` and `quorum archive restore DATE`. */
export const archiveVerb: DataVerb = async ({ wanted, output }) => {
  const [first, second, surplus] = wanted.words;
  const restoring = first === 'restore';
  const date = restoring ? second : (first ?? lastDay(wanted.folder));
  const tooMany = restoring ? surplus : second;
  if (date === undefined || tooMany !== undefined || !/^\d{8}$/.test(date) || !isTradingDay(date)) {
    output.err(`${date ?? 'archive restore'} is no trading day YYYYMMDD\n${dataUsage}`);
    return exit.usage;
  }
  const place = { folder: join(wanted.folder, 'archive'), file: wanted.into ?? join(wanted.folder, 'market.db'), date };
  return restoring ? restore(place, output, wanted.json) : write(place, output, wanted.json);
};

/** In practice the market has days of its own: there it is the one of what arrived last. */
function lastDay(folder: string): string {
  const finished = previousTradingDay(tradingDate(createWorldClock().wallMs()));
  if (basename(folder) !== 'practice') return finished;
  const reader = openMarketReader(join(folder, 'market.db'));
  if (!reader.ok) return finished;
  let newestMs: number | null = null;
  for (const { receivedTime } of reader.value.facts.query({ kinds: [], subjects: [], limit: 1 }))
    newestMs = receivedTime;
  reader.value.close();
  return newestMs === null ? finished : tradingDate(newestMs);
}

type Place = { readonly folder: string; readonly file: string; readonly date: string };

async function write({ folder, file, date }: Place, output: DataOutput, json: boolean): Promise<number> {
  const reader = openMarketReader(file);
  if (!reader.ok) {
    output.err(reader.failure.message);
    return exit.failed;
  }
  const day = spanOfDay(date);
  const written = await parquetArchive(folder).write(day, sourceOfDay(reader.value, day));
  reader.value.close();
  if (!written.ok) {
    output.err(written.failure.message);
    return exit.failed;
  }
  const { files } = written.value;
  if (files.length === 0) output.err(`Nothing that arrived on ${date} is in ${file}`);
  const sum = (of: 'rows' | 'bytes'): number => files.reduce((total, entry) => total + entry[of], 0);
  output.out(
    json
      ? JSON.stringify(written.value)
      : [
          `${join(folder, date)}: ${sum('rows')} rows in ${files.length} files, ${sum('bytes')} bytes`,
          ...files.map(({ name, rows, bytes }) => `  ${name}  ${rows} rows  ${bytes} bytes`),
        ].join('\n'),
  );
  return exit.done;
}

async function restore({ folder, file, date }: Place, output: DataOutput, json: boolean): Promise<number> {
  const opened = openMarketDatabase({ file, log: replayLog, clock: createWorldClock() });
  if (!opened.ok) {
    const hint = opened.failure.code === 'locked' ? '; stop Quorum, or restore --into another file' : '';
    output.err(opened.failure.message + hint);
    return exit.failed;
  }
  const restored = await parquetArchive(folder).restore(date, targetOf(opened.value, spanOfDay(date)));
  opened.value.close();
  if (!restored.ok) {
    output.err(restored.failure.message);
    return exit.failed;
  }
  const { rows, added } = restored.value;
  output.out(json ? JSON.stringify({ date, rows, added }) : `${date}: ${rows} rows checked, ${added} put in`);
  return exit.done;
}
