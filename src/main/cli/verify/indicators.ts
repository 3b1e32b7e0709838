import { computeIndicator, type IndicatorLines } from '../../../engine/quant/indicators/indicator-catalog.ts';
import { barColumns, type IndicatorColumns } from '../../../engine/quant/indicators/bar-columns.ts';
import { cases, type Fields, list, number, numberOrNull, numbers, record, text } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

/** How a reference function is asked for: our parameter and output by the file's names. */
type Function = {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** Smallest magnitude the relative tolerance is taken of; sums of volume allow more. */
  readonly floor?: number;
};

const period = { period: 'period' };
const single = (id: string, output: string): Function => ({ id, parameters: period, outputs: { [output]: output } });
const volumeFloor = 1e6;

const functions: Readonly<Record<string, Function>> = {
  SMA: single('SMA', 'sma'),
  EMA: single('EMA', 'ema'),
  WMA: single('WMA', 'wma'),
  DEMA: single('DEMA', 'dema'),
  TEMA: single('TEMA', 'tema'),
  RSI: single('RSI', 'rsi'),
  CCI: single('CCI', 'cci'),
  MFI: single('MFI', 'mfi'),
  WILLR: single('WILLR', 'willr'),
  ATR: single('ATR', 'atr'),
  ADX: single('ADX', 'adx'),
  TRANGE: { id: 'TRANGE', parameters: {}, outputs: { tr: 'tr' } },
  PLUS_DI: { id: 'DMI', parameters: period, outputs: { plus_di: 'plusDi' } },
  MINUS_DI: { id: 'DMI', parameters: period, outputs: { minus_di: 'minusDi' } },
  AROON: { id: 'AROON', parameters: period, outputs: { down: 'down', up: 'up' } },
  STOCH: {
    id: 'STOCH',
    parameters: { fastk: 'fastK', slowk: 'slowK', slowd: 'slowD' },
    outputs: { slowk: 'slowK', slowd: 'slowD' },
  },
  STOCHF: {
    id: 'STOCHF',
    parameters: { fastk: 'fastK', fastd: 'fastD' },
    outputs: { fastk: 'fastK', fastd: 'fastD' },
  },
  MACD: {
    id: 'MACD',
    parameters: { fast: 'fast', slow: 'slow', signal: 'signal' },
    outputs: { macd: 'macd', signal: 'signal', hist: 'histogram' },
  },
  BBANDS: {
    id: 'BBANDS',
    parameters: { period: 'period', dev_up: 'deviationsUp', dev_dn: 'deviationsDown' },
    outputs: { upper: 'upper', middle: 'middle', lower: 'lower' },
  },
  OBV: { id: 'OBV', parameters: {}, outputs: { obv: 'obv' }, floor: volumeFloor },
  AD: { id: 'AD', parameters: {}, outputs: { ad: 'ad' }, floor: volumeFloor },
  ADOSC: {
    id: 'ADOSC',
    parameters: { fast: 'fast', slow: 'slow' },
    outputs: { adosc: 'adosc' },
    floor: volumeFloor,
  },
};

function columnsOf(fields: Fields, path: string): IndicatorColumns {
  const bars = record(fields['bars'], `${path}.bars`);
  const columns = barColumns
    .filter((name) => bars[name] !== undefined)
    .map((name) => [name, numbers(bars[name], `${path}.bars.${name}`)] as const);
  return Object.fromEntries(columns);
}

/** Numbers by our names, all of them. The kind of average inside is always the simple one. */
function parametersOf(fields: Fields, known: Function, path: string): Readonly<Record<string, number>> {
  for (const [name, value] of Object.entries(fields)) {
    const isKnown = known.parameters[name] !== undefined || value === 'SMA' || value === 0;
    if (!isKnown) throw new MalformedVectors(`${path}.${name}: not a parameter known here`);
  }
  const named = Object.entries(known.parameters);
  return Object.fromEntries(named.map(([name, own]) => [own, number(fields[name], `${path}.${name}`)]));
}

type Entry = { readonly fields: Fields; readonly path: string; readonly columns: IndicatorColumns };

function linesOf({ fields, path, columns }: Entry, known: Function): IndicatorLines {
  const parameters = parametersOf(record(fields['params'], `${path}.params`), known, `${path}.params`);
  const computed = computeIndicator({ id: known.id, parameters }, columns);
  if (!computed.ok) throw new MalformedVectors(`${path}: ${computed.failure.message}`);
  return computed.value;
}

function verifyEntry(entry: Entry, compare: Comparisons): void {
  const { fields, path } = entry;
  const name = text(fields['fn'], `${path}.fn`);
  const known = functions[name];
  if (known === undefined) throw new MalformedVectors(`${path}.fn: no function ${name} is known`);
  const lines = linesOf(entry, known);
  for (const [output, expected] of Object.entries(record(fields['outputs'], `${path}.outputs`))) {
    const where = `${path}.outputs.${output}`;
    const line = lines[known.outputs[output] ?? ''];
    if (!line) throw new MalformedVectors(`${where}: ${name} has no such output`);
    compareLine({ quantity: `${name} ${output}`, line, expected, where, floor: known.floor ?? 1 }, compare);
  }
  compareFirst({ fields, path, name, lines: Object.values(lines) }, compare);
}

export type LineComparison = {
  readonly quantity: string;
  readonly line: Float64Array;
  readonly expected: unknown;
  readonly where: string;
  readonly floor: number;
};

/** Every bar of a line against its reference: 1e-9 of the value, or of `floor` where that is more. */
export function compareLine({ quantity, line, expected, where, floor }: LineComparison, compare: Comparisons): void {
  const reference = list(expected, where);
  compare.number({
    quantity: 'number of bars',
    actual: line.length,
    expected: reference.length,
    tolerance: 0,
    where,
  });
  for (const [bar, entry] of reference.entries()) {
    const value = numberOrNull(entry, `${where}[${bar}]`);
    const tolerance = 1e-9 * Math.max(floor, Math.abs(value ?? 0));
    compare.number({ quantity, actual: line[bar], expected: value, tolerance, where: `${where}[${bar}]` });
  }
}

type FirstValue = { readonly fields: Fields; readonly path: string; readonly name: string } & {
  readonly lines: readonly Float64Array[];
};

function compareFirst({ fields, path, name, lines }: FirstValue, compare: Comparisons): void {
  if (fields['first_index'] === undefined) return;
  const where = `${path}.first_index`;
  const first = Math.min(...lines.map((line) => line.findIndex((value) => !Number.isNaN(value))));
  // A series shorter than the warm-up has no first value, and no one way to state that.
  if (first === -1) return;
  const expected = numberOrNull(fields['first_index'], where);
  compare.number({ quantity: `${name} first value`, actual: first, expected, tolerance: 0, where });
}

/** Technical indicators on series of bars. */
export const verifyIndicators: Verifier = (file, compare) => {
  for (const series of cases(file, 'series')) {
    const columns = columnsOf(series.fields, series.path);
    for (const { fields, path } of cases(series.fields, 'indicators', series.path)) {
      verifyEntry({ fields, path, columns }, compare);
    }
  }
};
