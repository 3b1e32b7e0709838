import { ok } from '../../../engine/domain/outcome.ts';
import type { IndicatorColumns } from '../../../engine/quant/indicators/bar-columns.ts';
import {
  computeIndicator,
  indicatorCatalog,
  resolveIndicator,
} from '../../../engine/quant/indicators/indicator-catalog.ts';
import type { IndicatorSpec } from '../../../engine/quant/indicators/indicator-spec.ts';
import type { Parameters } from '../../../engine/quant/indicators/parameters.ts';
import { type Column, table } from '../table.ts';
import { type BarsFile, readBars } from './read-bars.ts';
import { badRowNotes } from './records.ts';
import { readNumber, type VerbArguments, type VerbOptions } from './verb-arguments.ts';
import { type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';

export const indicatorsOptions: VerbOptions = { numbers: ['last'], texts: ['name', 'params', 'symbol'] };

type Computed = {
  readonly spec: IndicatorSpec;
  readonly parameters: Parameters;
  readonly lines: Readonly<Record<string, Float64Array>>;
};

/** `20`, `12,26,9` in the indicator's own order, or `fast=12,slow=26`. */
function readParameters(text: string, { id, parameters }: IndicatorSpec): VerbOutcome<Parameters> {
  const given: Record<string, number> = {};
  for (const [at, part] of text.split(',').entries()) {
    const [left = '', right] = part.split('=');
    const name = right === undefined ? parameters[at]?.name : left.trim();
    const value = readNumber(right ?? left);
    if (name === undefined) return usage(`--params: ${id} takes ${parameters.length} numbers`);
    if (value === null) return usage(`--params: "${part}" is not a number`);
    given[name] = value;
  }
  return ok(given);
}

function compute(id: string, params: string | undefined, columns: IndicatorColumns): VerbOutcome<Computed> {
  const known = resolveIndicator({ id });
  if (!known.ok) {
    const ids = indicatorCatalog.map((spec) => spec.id).join(', ');
    return usage(`--name: ${known.failure.message}; there are ${ids}`);
  }
  const given = params === undefined ? ok({}) : readParameters(params, known.value.spec);
  if (!given.ok) return given;
  const resolved = resolveIndicator({ id, parameters: given.value });
  if (!resolved.ok) return usage(`--params: ${resolved.failure.message}`);
  const lines = computeIndicator({ id, parameters: given.value }, columns);
  return lines.ok ? ok({ ...resolved.value, lines: lines.value }) : usage(`${id}: ${lines.failure.message}`);
}

function labelOf({ spec, parameters }: Computed): string {
  const values = Object.values(parameters);
  return values.length === 0 ? spec.id : `${spec.id} ${values.join(' ')}`;
}

function shown(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : String(Number(value.toPrecision(8)));
}

/** One row a bar, the latest last. */
function seriesTable(computed: Computed, { times, columns }: BarsFile, last: number): string {
  const lines: readonly Column<number>[] = Object.entries(computed.lines).map(([name, line]) => ({
    title: name,
    align: 'right',
    text: (bar) => shown(line[bar]),
  }));
  const rows = Array.from(times, (_time, bar) => bar).slice(-last);
  const head: readonly Column<number>[] = [
    { title: 'Time', text: (bar) => times[bar] ?? '' },
    { title: 'close', align: 'right', text: (bar) => shown(columns.close[bar]) },
  ];
  return `${labelOf(computed)}: ${computed.spec.title}\n\n${table([...head, ...lines], rows)}`;
}

/** Every indicator at the latest bar. */
function latestTable(all: readonly Computed[], { times }: BarsFile): string {
  const end = times.length - 1;
  const rows = all.flatMap((computed) =>
    Object.entries(computed.lines).map(([line, values]) => ({ computed, line, value: values[end] })),
  );
  const body = table<(typeof rows)[number]>(
    [
      { title: 'Indicator', text: ({ computed }) => labelOf(computed) },
      { title: 'Line', text: ({ line }) => line },
      { title: 'Value', align: 'right', text: ({ value }) => shown(value) },
      { title: '', text: ({ computed }) => computed.spec.title },
    ],
    rows,
  );
  return `${times.length} bars, latest ${times[end] ?? ''}\n\n${body}`;
}

function jsonOf(computed: Computed, last: number): unknown {
  const lines = Object.entries(computed.lines).map(([name, line]) => [
    name,
    Array.from(line.slice(-last), (value) => (Number.isNaN(value) ? null : value)),
  ]);
  return {
    id: computed.spec.id,
    title: computed.spec.title,
    parameters: computed.parameters,
    warmUp: computed.spec.warmUp(computed.parameters),
    lines: Object.fromEntries(lines) as Record<string, readonly (number | null)[]>,
  };
}

/** A column without a single number is one the file does not have. */
function presentColumns({ columns, session }: BarsFile): IndicatorColumns {
  const { volume, ...prices } = columns;
  return volume.some(Number.isFinite) ? { ...prices, volume, session } : { ...prices, session };
}

/** Indicators of a bars file: one over its latest bars, or each at the last bar when none is named. */
export function indicatorsVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  if (file === null)
    return usage(
      'indicators needs a file of bars: quorum indicators FILE [--name RSI] [--params 14] [--last N] [--symbol S]',
    );
  const { name, params, symbol } = args.texts;
  const read = readBars(file, symbol ?? null);
  if (!read.ok) return read;
  const bars = read.value;
  const { last = name === undefined ? 1 : 20 } = args.numbers;
  if (!(Number.isInteger(last) && last >= 1)) return usage(`--last must be a whole number from 1 up, got ${last}`);
  if (name === undefined && params !== undefined) return usage('--params needs an indicator: --name');
  const columns = presentColumns(bars);
  const has = ({ inputs }: IndicatorSpec) => inputs.every((input) => columns[input] !== undefined);
  const ids = name === undefined ? indicatorCatalog.filter(has).map(({ id }) => id) : [name];
  const all: Computed[] = [];
  for (const id of ids) {
    const computed = compute(id, params, columns);
    if (!computed.ok) return computed;
    all.push(computed.value);
  }
  const notes = [...badRowNotes(file.name, bars.badRows, bars.totalRows)];
  const left = indicatorCatalog.length - all.length;
  if (name === undefined && left > 0) notes.push(`${left} indicators need a column the file does not have`);
  const [first] = all;
  const shownTable =
    name !== undefined && first !== undefined ? seriesTable(first, bars, last) : latestTable(all, bars);
  const json = { bars: bars.times.length, badRows: bars.badRows, times: bars.times.slice(-last) };
  return ok({
    exitCode: 0,
    json: { ...json, indicators: all.map((computed) => jsonOf(computed, last)) },
    table: shownTable,
    notes,
  });
}
