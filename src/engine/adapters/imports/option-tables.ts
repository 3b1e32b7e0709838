import { parseOccSymbol, type OccParts } from '../../domain/occ-symbol.ts';
import { chainSnapshot, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { numberOrNull } from '../vendor-kit/numbers.ts';
import { zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { closeOfDate } from './close-of-date.ts';
import { columnsOf, csvCells, linesOf } from './csv-rows.ts';
import {
  headOf,
  symbolOfName,
  textOfPart,
  type ImportFile,
  type ImportFormat,
  type ImportSink,
} from './import-format.ts';

type Cells = (name: string) => string;

/** Rows of a CSV by the names of its header. */
function* table(file: ImportFile): Generator<Cells> {
  const [part] = file.parts;
  const lines = linesOf(part ? textOfPart(part) : '');
  const names = columnsOf(lines.next().value ?? '');
  for (const line of lines) {
    const cells = csvCells(line);
    yield (name) => cells[names.indexOf(name)]?.trim() ?? '';
  }
}

function headerHas(file: ImportFile, ...names: readonly string[]): boolean {
  const columns = columnsOf(linesOf(headOf(file)).next().value ?? '');
  return names.every((name) => columns.includes(name));
}

type Chain = {
  readonly subject: string;
  readonly date: string;
  readonly spot: number | null;
  readonly options: readonly ChainRow[];
};

/** An end-of-day chain is known when its session closes. */
function keepChain(sink: ImportSink, { subject, date, spot, options }: Chain): void {
  if (options.length === 0) return;
  const closeMs = closeOfDate(date);
  const body = chainSnapshot(options, { spot, impliedVol30: null, delayMs: 0 });
  sink.fact({ kind: 'chain-snapshot', subject, key: date, eventTime: closeMs, body }, closeMs);
}

/** Daily chain of a symbol with the price of its underlying on every row. */
export const dailyChainCsv: ImportFormat = {
  id: 'daily-chain',
  title: 'daily option chain table',
  recognises: (file) => headerHas(file, 'underlying_last', 'optionroot', 'quotedate', 'openinterest'),
  read: (file, sink) => {
    const chains = new Map<string, { spot: number | null; options: ChainRow[] }>();
    for (const cell of table(file)) {
      const [date, terms] = [readDate(cell('quotedate')), parseOccSymbol(cell('optionroot'))];
      if (date === null || terms === null) {
        sink.refuse(date === null ? 'a date that cannot be read' : 'no option symbol');
        continue;
      }
      const place = `${cell('underlying')} ${date}`;
      const chain = chains.get(place) ?? { spot: numberOrNull(cell('underlying_last')), options: [] };
      chains.set(place, chain);
      chain.options.push({ ...terms, ...amounts(cell, 'last') });
    }
    for (const [place, chain] of chains) {
      const [subject = '', date = ''] = place.split(' ');
      keepChain(sink, { subject, date, ...chain });
    }
  },
};

function amounts(cell: Cells, last: string): Omit<ChainRow, keyof OccParts> {
  const number = (...names: readonly string[]): number | null =>
    names.map((name) => numberOrNull(cell(name))).find((value) => value !== null) ?? null;
  return {
    bid: number('bid'),
    ask: number('ask'),
    last: number(last),
    volume: number('volume'),
    openInterest: number('openinterest', 'open_interest'),
    // 0 = the vendor did not solve it.
    impliedVol: zeroIsMissing(number('impliedvol', 'implied_volatility')),
    delta: number('delta'),
    gamma: number('gamma'),
    vega: number('vega'),
    theta: number('theta'),
  };
}

/** LEAN's universe of a day: the row without expiry is the underlying, the date stands in the file's name. */
export const leanUniverse: ImportFormat = {
  id: 'lean-universe',
  title: 'LEAN option universe',
  recognises: (file) => headerHas(file, '#expiry', 'strike', 'right', 'close') && nameDate(file) !== null,
  read: (file, sink, hints) => {
    const date = nameDate(file) ?? '';
    const subject = hints.symbol ?? symbolOfName(file.name.replace(/^lean_/, ''));
    const options: ChainRow[] = [];
    let spot: number | null = null;
    for (const cell of table(file)) {
      if (cell('#expiry') === '') {
        spot = numberOrNull(cell('close'));
        continue;
      }
      const [expiry, strike, right] = [readDate(cell('#expiry')), numberOrNull(cell('strike')), cell('right')];
      if (expiry === null || strike === null || (right !== 'C' && right !== 'P'))
        sink.refuse('a row that names no option');
      else options.push({ root: subject, expiry, strike, right, ...amounts(cell, 'close') });
    }
    keepChain(sink, { subject, date, spot, options });
  },
};

function nameDate({ name }: ImportFile): string | null {
  return readDate(/(\d{8})(?!.*\d{8})/.exec(name)?.[1]);
}
