import { dateUtc, instantOf, newYork } from '../../domain/time.ts';
import { linesOf } from './csv-rows.ts';
import { textOfPart, type ImportFile, type ImportFormat, type ImportPart, type ImportSink } from './import-format.ts';
import { leanName, type LeanName } from './lean-name.ts';
import { leanFact, type LeanResolution } from './lean-row.ts';
import { occurrences } from './occurrences.ts';
import { dayKnownAt, dayMs, isRoundTheClock } from './round-the-clock.ts';

/** The zips of LEAN's data folder: one file a contract and day, or one file a contract with a row a day or an hour. */
export const leanZip: ImportFormat = {
  id: 'lean',
  title: 'LEAN data zip',
  recognises: ({ name, parts }) =>
    name.endsWith('.zip') && parts.length > 0 && parts.every((part) => leanName(part.name, name) !== null),
  read: (file, sink) => {
    for (const part of file.parts) {
      const named = leanName(part.name, file.name);
      if (named) readPart({ file, part, named, sink });
    }
  },
};

const intervals = { tick: 0, second: 1_000, minute: 60_000, hour: 3_600_000, daily: dayMs } as const;
const chicagoIndices = new Set(['SPX', 'VIX', 'NDX', 'RUT', 'OEX', 'DJX', 'XSP']);

type Reading = {
  readonly file: ImportFile;
  readonly part: ImportPart;
  readonly named: LeanName;
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
  const times = timesOf(named, text, sink);
  const keyOf = occurrences();
  if (named.what === 'openinterest')
    sink.remark('open interest alone is no fact of its own here and is counted as refused');
  const { resolution } = times;
  for (const line of linesOf(text)) {
    const cells = line.split(',');
    const startMs = times.startOf(cells[0] ?? '');
    const intervalMs = intervals[resolution];
    const result =
      startMs === null
        ? 'a time that cannot be read'
        : leanFact({ cells, named, scale, startMs, resolution, intervalMs });
    if (typeof result === 'string') sink.refuse(result);
    else sink.fact({ ...result, key: keyOf(result.key, result.eventTime) }, times.knownAt(startMs ?? 0));
  }
}

/** What trades around the clock is written by UTC. */
function isUtc({ kind, subject }: LeanName): boolean {
  return kind === 'future' || (kind === 'other' && isRoundTheClock(subject));
}

/** Indices of Cboe are written by its own clock, what trades around the clock by UTC, all else by New York's. */
function zoneOf(named: LeanName, sink: ImportSink): string {
  if (isUtc(named)) return 'UTC';
  if (named.kind === 'option' || !chicagoIndices.has(named.subject)) return newYork;
  sink.remark(`times of ${named.subject} were read as Chicago's`);
  return 'America/Chicago';
}

/** Shares and options are written in ten-thousandths; futures, currencies and indices as they are. */
function scaleOf(named: LeanName, text: string, sink: ImportSink): number {
  if (named.kind === 'option') return 10_000;
  const sample = text.slice(0, 4_096);
  if (isUtc(named) || /,\d*\.\d/.test(sample)) return 1;
  sink.remark(`prices of ${named.subject} are whole numbers and were read as ten-thousandths`);
  return 10_000;
}

type Times = {
  readonly resolution: LeanResolution;
  startOf(cell: string): number | null;
  /** A bar is known when it ends; a day when its session does. */
  knownAt(startMs: number): number;
};

function timesOf(named: LeanName, text: string, sink: ImportSink): Times {
  const zone = zoneOf(named, sink);
  const { date, resolution } = named;
  if (date !== null && resolution !== null)
    return {
      resolution,
      startOf: (cell) => instantOfMs(cell, date, zone),
      knownAt: (startMs) => startMs + intervals[resolution],
    };
  if (!isHourly(text)) {
    // Neither the names nor one row at midnight tell a day from an hour.
    if (isUtc(named) && text.trim().split('\n').length === 1)
      sink.remark(`the one row of ${named.subject} begins at midnight and was read as a day`);
    return { resolution: 'daily', startOf: midnightOf, knownAt: (startMs) => dayKnownAt(startMs, isUtc(named)) };
  }
  return {
    resolution: 'hour',
    startOf: (cell) => instantOfHour(cell, zone),
    knownAt: (startMs) => startMs + intervals.hour,
  };
}

const clocked = /^(\d{8}) (\d{2}):(\d{2})$/;

/** Days begin at midnight, hours mostly do not: what the file is about decides, and not one row that is wrong. */
function isHourly(text: string): boolean {
  const hours = text.match(/^\d{8} (?!00)\d{2}:00,/gm)?.length ?? 0;
  return hours > (text.match(/^\d{8} 00:00,/gm)?.length ?? 0);
}

function midnightOf(cell: string): number | null {
  const [, date = '', hour, minute] = clocked.exec(cell) ?? [];
  return hour === '00' && minute === '00' ? dateUtc(date) : null;
}

function instantOfHour(cell: string, zone: string): number | null {
  const [, date = '', hour, minute] = clocked.exec(cell) ?? [];
  return minute === '00' && Number(hour) < 24 ? instantOf(date, Number(hour) * 3_600, zone) : null;
}

function instantOfMs(cell: string, date: string, zone: string): number | null {
  const ms = Number(cell);
  if (cell === '' || !Number.isFinite(ms) || ms < 0 || ms >= dayMs) return null;
  const wholeSeconds = Math.floor(ms / 1_000);
  return instantOf(date, wholeSeconds, zone) + (ms - wholeSeconds * 1_000);
}
