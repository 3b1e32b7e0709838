import { parseOccSymbol, type OccParts } from '../../domain/occ-symbol.ts';
import { instantOf } from '../../domain/time.ts';
import { chainSnapshot, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { readDate, readNaive } from '../vendor-kit/dates.ts';
import { numberOrNull } from '../vendor-kit/numbers.ts';
import { zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { isRow, textOf, type Row } from '../vendor-kit/rows.ts';
import { futureDay, readVxDay } from '../vendor-kit/vx-day.ts';
import { columnsOf, csvCells, linesOf } from './csv-rows.ts';
import { headOf, symbolOfName, textOfPart, type ImportFormat, type ImportSink } from './import-format.ts';

const delayMs = 900_000;

type Amounts = Omit<ChainRow, keyof OccParts>;

function named(symbol: string, amounts: Amounts): ChainRow | null {
  const terms = parseOccSymbol(symbol);
  return terms && { ...amounts, ...terms };
}

/** The delayed chain as the web serves it. */
export const cboeChainJson: ImportFormat = {
  id: 'cboe-json',
  title: 'Cboe delayed chain',
  recognises: (file) => /^\s*\{\s*"timestamp"\s*:/.test(headOf(file)) && headOf(file).includes('"options"'),
  read: (file, sink, hints) => {
    const [part] = file.parts;
    const value = readJson(part ? textOfPart(part) : '');
    const data = isRow(value) && isRow(value['data']) ? value['data'] : null;
    const time = isRow(value) ? readNaive(value['timestamp'], 'utc') : null;
    if (data === null || time === null || !Array.isArray(data['options'])) {
      sink.refuse('no chain with a time');
      return;
    }
    const options = (data['options'] as readonly unknown[]).flatMap((row) => {
      const option = isRow(row) ? named(textOf(row['option']), jsonAmounts(row)) : null;
      if (option === null) sink.refuse('no option symbol');
      return option ?? [];
    });
    const told = textOf(isRow(value) ? value['symbol'] : '') || textOf(data['symbol']);
    const subject = hints.symbol ?? (told === '' ? symbolOfName(file.name) : told.replace(/^[\^_]/, ''));
    const iv30 = numberOrNull(data['iv30']);
    const about = {
      spot: numberOrNull(data['current_price']),
      impliedVol30: iv30 === null ? null : iv30 / 100,
      delayMs,
    };
    sink.fact(
      { kind: 'chain-snapshot', subject, key: String(time), eventTime: time, body: chainSnapshot(options, about) },
      time,
    );
  },
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function jsonAmounts(row: Row): Amounts {
  return {
    bid: numberOrNull(row['bid']),
    ask: numberOrNull(row['ask']),
    last: numberOrNull(row['last_trade_price']),
    volume: numberOrNull(row['volume']),
    openInterest: numberOrNull(row['open_interest']),
    // 0 = Cboe did not solve it.
    impliedVol: zeroIsMissing(numberOrNull(row['iv'])),
    delta: numberOrNull(row['delta']),
    gamma: numberOrNull(row['gamma']),
    vega: numberOrNull(row['vega']),
    theta: numberOrNull(row['theta']),
  };
}

const tableHead = /^"?Expiration Date"?,"?Calls"?,/m;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const tableTime = /Date: ([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4}) at (\d{1,2}):(\d{2}) (AM|PM) E[SD]T/;
const callsAt = 1;
const putsAt = 12;

/** The table a person downloads: call and put of a strike on one line, price and time of the index above the header. */
export const cboeQuoteTable: ImportFormat = {
  id: 'cboe-quotedata',
  title: 'Cboe quote table',
  recognises: (file) => tableHead.test(headOf(file)),
  read: (file, sink, hints) => {
    const [part] = file.parts;
    const text = part ? textOfPart(part) : '';
    const top = text.slice(0, text.search(tableHead));
    const time = readTableTime(top);
    if (time === null) {
      sink.refuse('no time above the table');
      return;
    }
    const options: ChainRow[] = [];
    const body = linesOf(text.slice(top.length));
    body.next();
    for (const line of body) {
      const cells = csvCells(line);
      for (const from of [callsAt, putsAt]) {
        const option = named(cells[from] ?? '', tableAmounts(cells, from));
        if (option === null) sink.refuse('no option symbol');
        else options.push(option);
      }
    }
    const subject = hints.symbol ?? symbolOfName(file.name);
    const spot = numberOrNull(/Last: ([\d.]+)/.exec(top)?.[1]);
    if (hints.symbol === null) sink.remark(`taken as the chain of ${subject}, after the file's name`);
    sink.fact(
      {
        ...{ kind: 'chain-snapshot', subject, key: String(time), eventTime: time },
        body: chainSnapshot(options, { spot, impliedVol30: null, delayMs }),
      },
      time,
    );
  },
};

function readTableTime(text: string): number | null {
  const match = tableTime.exec(text);
  if (!match) return null;
  const [, month = '', day = '', year = '', hour = '', minute = '', half] = match;
  const date = readDate(`${months.indexOf(month) / 3 + 1}/${day}/${year}`);
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return date === null ? null : instantOf(date, hours * 3_600 + Number(minute) * 60);
}

/** After hours both sides are zero: that is no quote, not a price of nothing. */
function tableAmounts(cells: readonly string[], from: number): Amounts {
  const number = (offset: number): number | null => numberOrNull(cells[from + offset]);
  const [bid, ask] = [number(3), number(4)];
  const dead = bid === 0 && ask === 0;
  return {
    bid: dead ? null : bid,
    ask: dead ? null : ask,
    last: number(1),
    volume: number(5),
    openInterest: number(9),
    impliedVol: zeroIsMissing(number(6)),
    delta: number(7),
    gamma: number(8),
    vega: null,
    theta: null,
  };
}

const vxColumns = ['trade date', 'futures', 'open', 'high', 'low', 'close', 'settle', 'total volume', 'open interest'];

/** Days of one VIX future. */
export const cboeVxCsv: ImportFormat = {
  id: 'cboe-vx',
  title: 'VIX future by day',
  recognises: (file) => {
    const names = columnsOf(linesOf(headOf(file)).next().value ?? '');
    return vxColumns.every((name) => names.includes(name));
  },
  read: (file, sink) => {
    const [part] = file.parts;
    const lines = linesOf(part ? textOfPart(part) : '');
    const names = columnsOf(lines.next().value ?? '');
    for (const line of lines) readVxRow(csvCells(line), names, sink);
  },
};

function readVxRow(cells: readonly string[], names: readonly string[], sink: ImportSink): void {
  const day = readVxDay(Object.fromEntries(names.map((name, at) => [name, cells[at]?.trim()])), null);
  if ('reason' in day) return sink.refuse(day.date === null ? day.reason : `a day of VX: ${day.reason}`);
  const fact = futureDay(day, '');
  return sink.fact(fact, fact.eventTime);
}
