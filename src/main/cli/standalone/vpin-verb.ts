import { ok } from '../../../engine/domain/outcome.ts';
import { wallTime } from '../../../engine/domain/time.ts';
import { fullSampleSigma } from '../../../engine/quant/microstructure/bulk-classification.ts';
import type { VpinSettings } from '../../../engine/quant/microstructure/vpin.ts';
import { vpinColumns, type VpinColumns } from '../../../engine/quant/microstructure/vpin-columns.ts';
import { clockTime, number, table } from '../table.ts';
import { readTrades } from './read-trades.ts';
import { badRowNotes } from './records.ts';
import { type TimeBars, timeBars } from './time-bars.ts';
import type { VerbArguments, VerbOptions } from './verb-arguments.ts';
import { failed, type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';

export const vpinOptions: VerbOptions = {
  numbers: ['bar-seconds', 'bucket-volume', 'buckets', 'window', 'df'],
  texts: ['symbol'],
};

const usualBuckets = 50;
const shownBuckets = 12;

type Bucket = {
  readonly index: number;
  readonly timeMs: number;
  readonly buyShare: number;
  readonly vpin: number | null;
  readonly cdf: number | null;
  readonly toxic: boolean;
};

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function bucketsOf(columns: VpinColumns, bars: TimeBars, bucketVolume: number): readonly Bucket[] {
  return Array.from(columns.buy, (buy, index) => ({
    index,
    timeMs: bars.endMs[columns.bar[index] ?? 0] ?? 0,
    buyShare: buy / bucketVolume,
    vpin: known(columns.vpin[index]),
    cdf: known(columns.cdf[index]),
    toxic: columns.toxic[index] === 1,
  }));
}

function settingsOf(args: VerbArguments, bars: TimeBars): VerbOutcome<VpinSettings & { readonly buckets: number }> {
  const { buckets = usualBuckets, window, df } = args.numbers;
  const total = bars.volume.reduce((sum, volume) => sum + volume, 0);
  const days = new Set(Array.from(bars.endMs, (end) => wallTime(end).date)).size;
  const bucketVolume = args.numbers['bucket-volume'] ?? Math.floor(total / days / usualBuckets);
  if (!(bucketVolume > 0)) return usage(`--bucket-volume must be above 0, got ${bucketVolume}`);
  if (!(Number.isInteger(buckets) && buckets >= 1))
    return usage(`--buckets must be a whole number from 1 up, got ${buckets}`);
  if (window !== undefined && !(window >= 2)) return usage(`--window must be 2 bars or more, got ${window}`);
  if (df !== undefined && !(df > 0)) return usage(`--df must be above 0, got ${df}`);
  const sigma = window === undefined ? fullSampleSigma(bars.close) : { window };
  const distribution = df === undefined ? ({ kind: 'normal' } as const) : ({ kind: 'student-t', df } as const);
  return ok({ bucketVolume, buckets, sigma, distribution });
}

function bucketTable(buckets: readonly Bucket[]): string {
  const right = (title: string, text: (bucket: Bucket) => string) => ({ title, align: 'right' as const, text });
  return table<Bucket>(
    [
      right('Bucket', ({ index }) => String(index + 1)),
      { title: 'Filled (New York)', text: ({ timeMs }) => `${wallTime(timeMs).date} ${clockTime(timeMs)}` },
      right('Bought %', ({ buyShare }) => number(100 * buyShare, 1)),
      right('VPIN', ({ vpin }) => number(vpin, 4)),
      right('CDF', ({ cdf }) => number(cdf, 3)),
      { title: '', text: ({ toxic }) => (toxic ? 'toxic' : '') },
    ],
    buckets,
  );
}

function summary(buckets: readonly Bucket[]): string {
  const values = buckets.flatMap(({ vpin }) => (vpin === null ? [] : [vpin]));
  const most = values.length === 0 ? null : Math.max(...values);
  const toxic = buckets.filter((bucket) => bucket.toxic).length;
  return `VPIN now ${number(values.at(-1), 4)}, highest ${number(most, 4)}, ${values.length} values, ${toxic} toxic`;
}

/** VPIN of a tape: trades gathered into time bars, bars into volume buckets. */
export function vpinVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  if (file === null)
    return usage(
      'vpin needs a file of trades: quorum vpin FILE [--symbol S] [--bar-seconds N] [--bucket-volume V] [--buckets N] [--window BARS] [--df NU]',
    );
  const seconds = args.numbers['bar-seconds'] ?? 60;
  if (!(seconds >= 0.001)) return usage(`--bar-seconds must be 0.001 or more, got ${seconds}`);
  const read = readTrades(file, args.texts['symbol'] ?? null);
  if (!read.ok) return read;
  const { badRows, totalRows, price } = read.value;
  const bars = timeBars(read.value, seconds * 1000);
  const settings = settingsOf(args, bars);
  if (!settings.ok) return settings;
  const { bucketVolume, buckets: count, sigma } = settings.value;
  const buckets = bucketsOf(vpinColumns(bars.close, bars.volume, settings.value), bars, bucketVolume);
  const notes = [...badRowNotes(file.name, badRows, totalRows)];
  if (buckets.length === 0) return failed([`${file.name}: no complete bucket of ${bucketVolume}`, ...notes].join('\n'));
  const deviation =
    'fixed' in sigma ? `of the whole file (${number(sigma.fixed, 5)})` : `of the last ${sigma.window} bars`;
  notes.push(`Deviation of price changes ${deviation}${'fixed' in sigma ? ': looks ahead, not for live use' : ''}`);
  if (buckets.length < count) notes.push(`${buckets.length} buckets, VPIN needs ${count}: give fewer with --buckets`);
  const filledAtOnce = buckets.filter(({ timeMs }, at) => at > 0 && timeMs === buckets[at - 1]?.timeMs).length;
  if (filledAtOnce > 0)
    notes.push(
      `${filledAtOnce} buckets were filled by the bar of the one before: a large print, such as an auction, has one share for all`,
    );
  const title = `VPIN over ${count} buckets of ${number(bucketVolume, 0)}: ${price.length} trades, ${bars.close.length} bars of ${seconds} s, ${buckets.length} buckets`;
  const shown = buckets.slice(-shownBuckets);
  const json = {
    bucketVolume,
    buckets: count,
    barSeconds: seconds,
    sigma,
    trades: price.length,
    badRows: badRows.length,
  };
  return ok({
    exitCode: 0,
    json: { ...json, bars: bars.close.length, rows: buckets },
    table: [title, summary(buckets), '', bucketTable(shown)].join('\n'),
    notes,
  });
}
