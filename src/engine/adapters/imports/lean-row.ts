import type { DraftFact } from '../../domain/facts/fact.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { noTrades } from '../vendor-kit/untold-quote.ts';
import type { LeanName, LeanWhat } from './lean-name.ts';

export type LeanResolution = 'tick' | 'second' | 'minute' | 'hour' | 'daily';

export type LeanRow = {
  readonly cells: readonly string[];
  readonly named: LeanName;
  readonly scale: number;
  readonly startMs: number;
  readonly resolution: LeanResolution;
  readonly intervalMs: number;
};

/** A time, open, high, low, close and volume; or a time and twice open, high, low, close and size. */
const columnsOfBar = { trade: 6, quote: 11 } as const;

/** The fact a row is, or why it is none. */
export function leanFact(row: LeanRow): DraftFact | string {
  const { cells, named, resolution } = row;
  const what = named.what ?? whatOf(cells.length);
  if (what === null) return `a row of ${cells.length} columns, neither a bar (6) nor a quote (11)`;
  if (what === 'openinterest') return 'open interest without a trade or quote';
  if (resolution !== 'tick' && cells.length !== columnsOfBar[what])
    return `a ${what} of ${cells.length} columns instead of ${columnsOfBar[what]}`;
  if (what === 'quote') return quoteFact(row);
  return resolution === 'tick' ? tradeFact(row) : barFact(row);
}

function whatOf(columns: number): LeanWhat | null {
  if (columns === columnsOfBar.trade) return 'trade';
  return columns === columnsOfBar.quote ? 'quote' : null;
}

function numberAt({ cells }: LeanRow, at: number): number | null {
  return readNumber(cells[at]) ?? null;
}

function priceAt(row: LeanRow, at: number): number | null {
  const value = numberAt(row, at);
  return value === null ? null : value / row.scale;
}

function quoteFact(row: LeanRow): DraftFact | string {
  const { resolution, startMs, intervalMs } = row;
  const tick = resolution === 'tick';
  const [bid = null, ask = null] = (tick ? [1, 2] : [4, 9]).map((at) => priceAt(row, at));
  if (bid === null && ask === null) return 'a quote with neither side';
  const sizes = tick ? { bidSize: null, askSize: null } : { bidSize: numberAt(row, 5), askSize: numberAt(row, 10) };
  // A minute's quote is its last one.
  const eventTime = resolution === 'daily' ? startMs : startMs + intervalMs;
  const key = `${resolution}:${eventTime}`;
  const { subject } = row.named;
  return { subject, eventTime, kind: 'quote', key, body: { bid, ask, ...sizes, ...noTrades, delayMs: 0 } };
}

function tradeFact(row: LeanRow): DraftFact | string {
  const { cells, named, startMs } = row;
  const [price, size] = [priceAt(row, 1), numberAt(row, 2)];
  if (price === null || size === null) return 'a trade without price or size';
  const body = { price, size, venue: cells[3] ?? '', conditions: [], cancelled: false };
  const key = `${startMs}:${cells.slice(1).join(',')}`;
  return { subject: named.subject, eventTime: startMs, kind: 'trade', key, body };
}

function barFact(row: LeanRow): DraftFact | string {
  const { startMs, intervalMs } = row;
  const close = priceAt(row, 4);
  if (close === null) return 'a bar without a close';
  const [open = null, high = null, low = null] = [1, 2, 3].map((at) => priceAt(row, at));
  if (high !== null && low !== null && (high < low || close > high || close < low))
    return 'a bar outside its own range';
  const body = { intervalMs, start: startMs, open, high, low, close, volume: numberAt(row, 5) };
  return { subject: row.named.subject, eventTime: startMs, kind: 'bar', key: `${intervalMs}:${startMs}`, body };
}
