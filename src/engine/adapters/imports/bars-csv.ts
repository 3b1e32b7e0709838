import type { DraftFact } from '../../domain/facts/fact.ts';
import { dateMidnightUtc, readDate, readInstant, readNaive } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { columnsOf, csvCells, linesOf } from './csv-rows.ts';
import {
  headOf,
  symbolOfName,
  textOfPart,
  type ImportFormat,
  type ImportHints,
  type ImportSink,
} from './import-format.ts';
import { dayKnownAt, dayMs, isRoundTheClock, isWeekend } from './round-the-clock.ts';

const timeColumns = ['date', 'timestamp', 'timestamp_utc', 'time', 'datetime'];
/** Daily bars lie a day apart, over a long weekend four. */
const longestGapOfDays = 4;
/** Indices of which only a close is published. */
const closeOnly = ['close', 'skew', 'vvix', 'ovx', 'gvz', 'vix'];

type Columns = {
  readonly time: number;
  readonly utc: boolean;
  readonly symbol: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** Bars as many write them: a time, open, high, low, close, perhaps a volume and a symbol; index histories of Cboe among them. */
export const barsCsv: ImportFormat = {
  id: 'bars-csv',
  title: 'CSV of bars',
  recognises: (file) => readColumns(linesOf(headOf(file)).next().value ?? '') !== null,
  read: (file, sink, hints) => {
    const [part] = file.parts;
    const lines = linesOf(part ? textOfPart(part) : '');
    const columns = readColumns(lines.next().value ?? '');
    if (columns === null) return;
    const rows = [...lines].map(csvCells);
    readRows({ rows, columns, sink, named: hints.symbol ?? symbolOfName(file.name), hints });
  },
};

function readColumns(header: string): Columns | null {
  const names = columnsOf(header);
  const at = (name: string): number => names.indexOf(name);
  const time = names.findIndex((name) => timeColumns.includes(name));
  if (time < 0) return null;
  const [open, high, low] = [at('open'), at('high'), at('low')];
  const whole = open >= 0 && high >= 0 && low >= 0 && at('close') >= 0;
  const single = names.length === 2 ? names.findIndex((name) => closeOnly.includes(name)) : -1;
  if (!whole && single < 0) return null;
  const symbol = [at('name'), at('symbol'), at('ticker')].find((index) => index >= 0) ?? -1;
  const utc = names[time] === 'timestamp_utc';
  return { time, utc, symbol, open, high, low, close: whole ? at('close') : single, volume: at('volume') };
}

type Rows = {
  readonly rows: readonly (readonly string[])[];
  readonly columns: Columns;
  readonly sink: ImportSink;
  readonly named: string;
  readonly hints: ImportHints;
};

function readRows({ rows, columns, sink, named, hints }: Rows): void {
  const times = rows.map((cells) => timeOf(cells[columns.time] ?? '', columns.utc));
  const stepMs = commonStep(times);
  const intervalMs = Math.min(stepMs, dayMs);
  const tooLong = stepMs > longestGapOfDays * dayMs;
  const subjects = rows.map((cells) =>
    columns.symbol < 0 ? named : (cells[columns.symbol]?.trim().toUpperCase() ?? ''),
  );
  const atWeekends = new Set(subjects.filter((_, index) => isWeekend(times[index] ?? Number.NaN)));
  const isUtcDay = (subject: string): boolean => atWeekends.has(subject) || isRoundTheClock(subject);
  if (columns.symbol < 0 && hints.symbol === null) sink.remark(`taken as bars of ${named}, after the file's name`);
  for (const [index, cells] of rows.entries()) {
    const time = times[index];
    const subject = subjects[index] ?? '';
    if (time === null || time === undefined) sink.refuse('a time that cannot be read');
    else if (tooLong) sink.refuse('a bar of more than a day');
    else if (subject === '') sink.refuse('a bar of no symbol');
    else {
      const fact = barFact({ cells, columns, subject, start: time, intervalMs });
      if (typeof fact === 'string') sink.refuse(fact);
      else sink.fact(fact, intervalMs >= dayMs ? dayKnownAt(time, isUtcDay(subject)) : time + intervalMs);
    }
  }
}

function timeOf(cell: string, utc: boolean): number | null {
  const text = cell.trim();
  const instant = readInstant(text);
  if (instant !== null) return instant;
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?: (\d{1,2}:\d{2}))?$/.exec(text);
  const date = american ? readDate(`${american[1]}/${american[2]}/${longYear(american[3] ?? '')}`) : readDate(text);
  if (date === null) return null;
  const clock = american ? american[4] : /[T ](\d{1,2}:\d{2}(?::\d{2})?)/.exec(text)?.[1];
  if (clock === undefined) return text.length > 10 ? null : dateMidnightUtc(date);
  const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} ${clock.padStart(clock.length < 5 ? 5 : 8, '0')}`;
  return readNaive(iso.replace(/ 0+(\d{2}:\d{2}(?::\d{2})?)$/, ' $1'), utc ? 'utc' : 'new-york');
}

/** Two digits of a year, by the rule spreadsheets use. */
function longYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}

/** The most frequent distance between neighbours; one day when there are none. */
function commonStep(times: readonly (number | null)[]): number {
  const steps = new Map<number, number>();
  for (let at = 1; at < times.length; at += 1) {
    const [before, now] = [times[at - 1], times[at]];
    const step = Math.abs((now ?? Number.NaN) - (before ?? Number.NaN));
    if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  const [most] = [...steps].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return most?.[0] ?? dayMs;
}

type BarRow = {
  readonly cells: readonly string[];
  readonly columns: Columns;
  readonly subject: string;
  readonly start: number;
  readonly intervalMs: number;
};

function barFact({ cells, columns, subject, start, intervalMs }: BarRow): DraftFact | string {
  const number = (at: number): number | null => (at < 0 ? null : (readNumber(cells[at]) ?? null));
  const [open, high, low, close] = [columns.open, columns.high, columns.low, columns.close].map(number);
  if (close === null || close === undefined) return 'a bar without a close';
  if (close <= 0) return 'a bar without a price';
  if (columns.open >= 0 && (open === null || high === null || low === null)) return 'a bar with an empty price';
  const prices = [open, close].filter((price) => price !== null && price !== undefined);
  if (typeof high === 'number' && typeof low === 'number' && prices.some((price) => price > high || price < low))
    return 'a bar outside its own range';
  const body = { intervalMs, start, open: open ?? null, high: high ?? null, low: low ?? null, close };
  return {
    kind: 'bar',
    subject,
    key: `${intervalMs}:${start}`,
    eventTime: start,
    body: { ...body, volume: number(columns.volume) },
  };
}
