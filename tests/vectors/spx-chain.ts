import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expiryInstant } from '../../src/engine/domain/calendar.ts';
import { dateUtc, instantOf } from '../../src/engine/domain/time.ts';
import { sharedPath } from './shared-files.ts';

/** One series of one expiry: standard (AM-settled) and weekly ones of the same date stand apart. */
export type SeriesQuotes = {
  readonly root: string;
  readonly expiry: string;
  /** Calendar days from the date of the chain. */
  readonly days: number;
  /** To the settlement, from 16:00 New York on the date of the chain. */
  readonly minutes: number;
  readonly strike: Float64Array;
  readonly callBid: Float64Array;
  readonly callAsk: Float64Array;
  readonly putBid: Float64Array;
  readonly putAsk: Float64Array;
};

export type RecordedChain = { readonly date: string; readonly spot: number; readonly series: readonly SeriesQuotes[] };

const folder = 'data/options/spx_chain_2019';

/** Recorded SPX chains, by file; none (with a printed reason) when this checkout has no data beside it. */
export function recordedChains(): readonly string[] {
  const path = sharedPath(folder);
  return path === null ? [] : readdirSync(path).toSorted();
}

type Strikes = Map<number, number[]>;

function seriesOf(name: string, strikes: Strikes, date: string): SeriesQuotes {
  const [root = '', expiry = ''] = name.split(' ');
  const strike = Float64Array.from(strikes.keys());
  const column = (at: number) => Float64Array.from(strike, (key) => strikes.get(key)?.[at] ?? Number.NaN);
  const settles = expiryInstant(expiry, root === 'SPX' ? 'AM' : 'PM');
  return {
    root,
    expiry,
    days: Math.round((dateUtc(expiry) - dateUtc(date)) / 86_400_000),
    minutes: (settles - instantOf(date, 16 * 3600)) / 60_000,
    strike,
    callBid: column(0),
    callAsk: column(1),
    putBid: column(2),
    putAsk: column(3),
  };
}

/** One day's chain with bids and asks; series that settled before the close are left out. */
export function recordedChain(file: string): RecordedChain {
  const path = resolve(sharedPath(folder) ?? '', file);
  const [header = '', ...rows] = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  const names = header.split(',');
  const at = (name: string) => names.indexOf(name);
  const [symbolAt, bidAt, askAt] = [at('optionroot'), at('bid'), at('ask')];
  const found = new Map<string, Strikes>();
  for (const row of rows) {
    const cells = row.split(',');
    const [, root = '', expiry = '', side = '', price = ''] =
      /^([A-Z]+)(\d{6})([CP])(\d{8})$/.exec(cells[symbolAt] ?? '') ?? [];
    const name = `${root} 20${expiry}`;
    const strikes: Strikes = found.get(name) ?? new Map<number, number[]>();
    found.set(name, strikes);
    const strike = Number(price) / 1000;
    const quote = strikes.get(strike) ?? [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    strikes.set(strike, quote);
    const offset = side === 'C' ? 0 : 2;
    quote[offset] = Number(cells[bidAt]);
    quote[offset + 1] = Number(cells[askAt]);
  }
  const first = rows[0]?.split(',') ?? [];
  const [month = '', day = '', year = ''] = (first[at('quotedate')] ?? '').split('/');
  const date = `${year}${month}${day}`;
  const series = [...found].map(([name, strikes]) => seriesOf(name, strikes, date));
  return { date, spot: Number(first[at('underlying_last')]), series: series.filter((one) => one.minutes > 0) };
}
