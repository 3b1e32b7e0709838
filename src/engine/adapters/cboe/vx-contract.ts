import type { DraftFact } from '../../domain/facts/fact.ts';
import type { FutureDay } from '../../domain/facts/vendor-prices.ts';
import type { Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { closeOfDay } from '../vendor-kit/daily-bar.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { csvRecord, csvTable } from './csv-table.ts';
import { monthOfLetter, vxContract, vxExpiry } from './vx-expiry.ts';

/** Until then the futures were quoted at ten times the index. */
const tenthFrom = '20070326';
const numbersRead = ['open', 'high', 'low', 'close', 'settle', 'total volume', 'open interest'] as const;

/**
 * The days of one VX contract: today's files by expiry with ISO dates, or the archive up to 2013 with American ones.
 * A price of 0 was not made that day (last days have no open, some days of 2013 no settlement) and is null.
 */
export function translateVxContract(payload: Payload, context: Pick<RequestContext, 'parameters'>): Translation {
  if (payload.kind !== 'text') return refused('the days of a VX contract are no CSV', payload.kind);
  const table = csvTable(payload.text, 'Trade Date');
  if (!table) return refused('the days of a VX contract have no Trade Date header', payload.text);
  const asked = readDate(context.parameters['expiry']);
  const facts: DraftFact<'future-day'>[] = [];
  const refusals: Refusal[] = [];
  for (const fields of table.rows) {
    const day = readDay(csvRecord(table, fields), asked);
    if (typeof day === 'string') refusals.push({ reason: `VX: ${day}`, sample: sampleOf(fields.join(',')) });
    else facts.push(futureDay(day, ''));
  }
  return { facts, refusals, followUps: [] };
}

export function futureDay(body: FutureDay, origin: string): DraftFact<'future-day'> {
  return {
    kind: 'future-day',
    subject: 'VX',
    key: `${origin}${body.contract}:${body.date}`,
    eventTime: closeOfDay(body.date),
    body,
  };
}

/** `F (Jan 2026)`, `F (Jan 13)` to the month it expires in. */
function readMonth(text: string): { readonly year: number; readonly month: number } | null {
  const match = /^([A-Z])\s*\([A-Za-z]{3}\s+(\d{4}|\d{2})\)$/.exec(text);
  const month = match ? monthOfLetter(match[1] ?? '') : null;
  if (!match || month === null) return null;
  const year = Number(match[2]);
  return { year: year < 100 ? 2000 + year : year, month };
}

function readDay(record: Readonly<Record<string, string | undefined>>, asked: string | null): FutureDay | string {
  const date = readDate(record['trade date']);
  if (date === null) return 'a row without a date';
  const listed = readMonth(record['futures'] ?? '');
  if (!listed) return `${date} names no contract`;
  const expiry = asked ?? vxExpiry(listed.year, listed.month);
  if (Number(expiry.slice(0, 4)) !== listed.year || Number(expiry.slice(4, 6)) !== listed.month) {
    return `${date} is of ${record['futures']}, asked was the contract of ${expiry}`;
  }
  const numbers = readNumbers(record, numbersRead);
  if (typeof numbers === 'string') return `${date}: ${numbers}`;
  const negative = negativeField(numbers);
  if (negative !== null) return `${date}: ${negative}`;
  const isTenfold = date < tenthFrom;
  const points = (price: number | null): number | null => {
    if (price === null || price === 0) return null;
    // Four decimals are quoted: what the division leaves behind them is noise.
    return isTenfold ? Math.round(price * 1_000) / 10_000 : price;
  };
  const body = {
    date,
    expiry,
    contract: vxContract(expiry),
    open: points(numbers.open),
    high: points(numbers.high),
    low: points(numbers.low),
    close: points(numbers.close),
    settlement: points(numbers.settle),
    volume: numbers['total volume'],
    openInterest: numbers['open interest'],
  };
  return zeroIsMissing(body.settlement ?? body.close ?? body.high) === null ? `${date} has no price` : body;
}
