import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readTrades } from '../../../src/main/cli/standalone/read-trades.ts';
import { type TimeBars, timeBars } from '../../../src/main/cli/standalone/time-bars.ts';
import { sharedPath } from '../../vectors/shared-files.ts';
import { benchBars } from './bench-bars.ts';

const realFile = 'data/ticks/taq_XXX_2018-01-02_trades.csv.gz';

/** One-second bars of a real day of trades, or a made walk where the file is absent. */
export function benchTape(): { readonly bars: TimeBars; readonly note: string } {
  const path = sharedPath(realFile);
  if (path === null) {
    const { close } = benchBars(20_000);
    const bars = {
      endMs: close.map((_price, at) => at * 1_000),
      close,
      volume: close.map((_p, at) => 100 + (at % 7) * 50),
    };
    return { bars, note: 'the tape is a made one: no real one here' };
  }
  const read = readTrades({ name: path, text: gunzipSync(readFileSync(path)).toString() }, null);
  if (!read.ok) throw new Error(read.failure.message);
  const bars = timeBars(read.value, 1_000);
  return {
    bars,
    note: `the tape is a real one: ${read.value.price.length} trades in ${bars.close.length} one-second bars`,
  };
}
