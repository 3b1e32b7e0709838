import type { DraftFact } from '../../domain/facts/fact.ts';
import { occSymbol } from '../../domain/occ-symbol.ts';
import { dateOfUtc, dateUtc, instantOf, newYork } from '../../domain/time.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { noTrades } from '../vendor-kit/untold-quote.ts';
import { closeOfDate } from './close-of-date.ts';
import { linesOf } from './csv-rows.ts';
import { occurrences } from './occurrences.ts';
import { textOfPart, type ImportFile, type ImportFormat, type ImportPart, type ImportSink } from './import-format.ts';

/** What the name of a file inside a LEAN zip says of its rows. */
type LeanPart = {
  readonly subject: string;
  /** Trading date of rows that count milliseconds; null in daily and hourly files, whose rows carry their date. */
  readonly date: string | null;
  readonly resolution: 'tick' | 'second' | 'minute' | 'hour' | 'daily';
  readonly what: 'trade' | 'quote' | 'openinterest';
  readonly kind: 'option' | 'future' | 'other';
};

const dated = /^(\d{8})_([a-z0-9]+)_(minute|second|tick)_(trade|quote|openinterest)(.*)\.csv$/;
const undated = /^([a-z0-9]+?)(?:_(trade|quote|openinterest))?((?:_(?:american|european))?_.+)?\.csv$/;
const optionTail = /^_(?:american|european)_(call|put)_(\d+)_(\d{8})$/;
const futureTail = /^_(\d{6,8})$/;

/** The zips of LEAN's data folder: one file a contract and day, or one file a contract with a row a day. */
export const leanZip: ImportFormat = {
  id: 'lean',
  title: 'LEAN data zip',
  recognises: ({ name, parts }) =>
    name.endsWith('.zip') && parts.length > 0 && parts.every((part) => readName(part.name, name) !== null),
  read: (file, sink) => {
    for (const part of file.parts) {
      const named = readName(part.name, file.name);
      if (named) readPart({ file, part, named, sink });
    }
  },
};

function readName(name: string, zip: string): LeanPart | null {
  const day = dated.exec(name);
  if (day) {
    const [, date = '', symbol = '', resolution, what, tail = ''] = day;
    const named = nameOf(symbol, tail);
    return (
      named && { ...named, date, resolution: resolution as LeanPart['resolution'], what: what as LeanPart['what'] }
    );
  }
  const match = undated.exec(name);
  if (!match) return null;
  const [, symbol = '', what, tail = ''] = match;
  const named = nameOf(symbol, tail);
  const told = what ?? /_(trade|quote|openinterest)\b/.exec(zip)?.[1] ?? '';
  return (
    named && { ...named, date: null, resolution: 'daily', what: told === '' ? 'quote' : (told as LeanPart['what']) }
  );
}

function nameOf(symbol: string, tail: string): Pick<LeanPart, 'subject' | 'kind'> | null {
  const root = symbol.toUpperCase();
  if (tail === '') return { subject: root, kind: 'other' };
  const option = optionTail.exec(tail);
  if (option) {
    const [, right = 'call', strike = '0', expiry = ''] = option;
    const parts = { root, expiry, right: right === 'call' ? 'C' : 'P', strike: Number(strike) / 10_000 } as const;
    return { subject: occSymbol(parts), kind: 'option' };
  }
  const future = futureTail.exec(tail);
  return future ? { subject: `${root}${future[1] ?? ''}`, kind: 'future' } : null;
}

const intervals = { tick: 0, second: 1_000, minute: 60_000, hour: 3_600_000, daily: 86_400_000 } as const;
const currencyPair = /^[A-Z]{6}$/;
const chicagoIndices = new Set(['SPX', 'VIX', 'NDX', 'RUT', 'OEX', 'DJX', 'XSP']);

type Reading = {
  readonly file: ImportFile;
  readonly part: ImportPart;
  readonly named: LeanPart;
  readonly sink: ImportSink;
};

function readPart(reading: Reading): void {
  const { part, named, sink } = reading;
  let text: string;
  try {
    text = textOfPart(part);
  } catch (error) {
    sink.refuse(`a file inside that cannot be unpacked (${error instanceof Error ? error.message : String(error)})`);
    return;
  }
  const scale = scaleOf(named, text, sink);
  const zone = zoneOf(named, sink);
  const keyOf = occurrences();
  if (named.what === 'openinterest')
    sink.remark('open interest alone is no fact of its own here and is counted as refused');
  for (const line of linesOf(text)) {
    const cells = line.split(',');
    const startMs = startOf(cells[0] ?? '', named, zone);
    const result = startMs === null ? 'a time that cannot be read' : rowFact({ cells, named, scale, startMs });
    if (typeof result === 'string') sink.refuse(result);
    else sink.fact({ ...result, key: keyOf(result.key, result.eventTime) }, knownAt(named, startMs ?? 0));
  }
}

/** Indices of Cboe are written by its own clock, what trades around the clock by UTC, all else by New York's. */
function zoneOf({ kind, subject }: LeanPart, sink: ImportSink): string {
  if (kind === 'future' || currencyPair.test(subject)) return 'UTC';
  if (kind === 'option' || !chicagoIndices.has(subject)) return newYork;
  sink.remark(`times of ${subject} were read as Chicago's`);
  return 'America/Chicago';
}

/** Shares and options are written in ten-thousandths; futures, currencies and indices as they are. */
function scaleOf({ kind, subject }: LeanPart, text: string, sink: ImportSink): number {
  if (kind === 'option') return 10_000;
  const sample = text.slice(0, 4_096);
  if (kind === 'future' || currencyPair.test(subject) || /,\d*\.\d/.test(sample)) return 1;
  sink.remark(`prices of ${subject} are whole numbers and were read as ten-thousandths`);
  return 10_000;
}

function startOf(cell: string, { date }: LeanPart, zone: string): number | null {
  if (date === null) {
    const match = /^(\d{8}) (\d{2}):(\d{2})$/.exec(cell);
    return match ? dateUtc(match[1] ?? '') : null;
  }
  const ms = Number(cell);
  if (cell === '' || !Number.isFinite(ms) || ms < 0 || ms >= 86_400_000) return null;
  const wholeSeconds = Math.floor(ms / 1_000);
  return instantOf(date, wholeSeconds, zone) + (ms - wholeSeconds * 1_000);
}

/** A bar is known when it ends; a day when its session does. */
function knownAt({ date, resolution }: LeanPart, startMs: number): number {
  if (date !== null) return startMs + intervals[resolution];
  return closeOfDate(dateOfUtc(startMs));
}

type RowOf = {
  readonly cells: readonly string[];
  readonly named: LeanPart;
  readonly scale: number;
  readonly startMs: number;
};

function rowFact({ cells, named, scale, startMs }: RowOf): DraftFact | string {
  const { subject, what, resolution } = named;
  const number = (at: number): number | null => readNumber(cells[at]) ?? null;
  const price = (at: number): number | null => {
    const value = number(at);
    return value === null ? null : value / scale;
  };
  const place = { subject, eventTime: startMs };
  if (what === 'openinterest') return 'open interest without a trade or quote';
  if (what === 'quote') {
    const tick = resolution === 'tick';
    const [bid, ask] = tick ? [price(1), price(2)] : [price(4), price(9)];
    if (bid === null && ask === null) return 'a quote with neither side';
    const sizes = tick ? { bidSize: null, askSize: null } : { bidSize: number(5), askSize: number(10) };
    // A minute's quote is its last one.
    const eventTime = named.date === null ? startMs : startMs + intervals[resolution];
    const key = `${resolution}:${eventTime}`;
    return { ...place, eventTime, kind: 'quote', key, body: { bid, ask, ...sizes, ...noTrades, delayMs: 0 } };
  }
  if (resolution === 'tick') {
    const last = price(1);
    if (last === null || number(2) === null) return 'a trade without price or size';
    const body = { price: last, size: number(2) ?? 0, venue: cells[3] ?? '', conditions: [], cancelled: false };
    return { ...place, kind: 'trade', key: `${startMs}:${cells.slice(1).join(',')}`, body };
  }
  const close = price(4);
  if (close === null) return 'a bar without a close';
  const [open, high, low, volume] = [price(1), price(2), price(3), number(5)];
  if (high !== null && low !== null && (high < low || close > high || close < low))
    return 'a bar outside its own range';
  const body = { intervalMs: intervals[resolution], start: startMs, open, high, low, close, volume };
  return { ...place, kind: 'bar', key: `${body.intervalMs}:${startMs}`, body };
}
