import { parquetArchive } from '../../src/engine/adapters/duckdb/parquet-archive.ts';
import { openMarketReader } from '../../src/engine/adapters/sqlite/market-reader.ts';
import { sourceOfDay, spanOfDay } from '../../src/engine/processes/data/archive-day.ts';

/** Archives a day over and over; the test kills it. Arguments: store, folder, date. */
const [file = '', folder = '', date = ''] = process.argv.slice(2);
const reader = openMarketReader(file);
if (!reader.ok) throw new Error(reader.failure.message);
const day = spanOfDay(date);
for (;;) await parquetArchive(folder).write(day, sourceOfDay(reader.value, day));
