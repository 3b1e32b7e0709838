import type { DraftFact } from '../../domain/facts/fact.ts';
import type { FutureDay } from '../../domain/facts/vendor-prices.ts';
import { closeOfDay } from './daily-bar.ts';
import { readDate } from './dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from './row-numbers.ts';
import { monthOfLetter, vxContract, vxExpiry } from './vx-expiry.ts';

/** Until then the futures were quoted at ten times the index. */
const tenthFrom = '20070326';
const numbersRead = ['open', 'high', 'low', 'close', 'settle', 'total volume', 'open interest'] as const;

/** Why a row is no day; `date` null = it has none. */
export type NoVxDay = { readonly date: string | null; readonly reason: string };

/**
 * One row of the exchange's files of VX days by its column names in small letters, whoever brings the file: today's by
 * expiry with ISO dates, or the archive up to 2013 with American ones. A price of 0 was not made that day (last days have
 * no open, some days of 2013 no settlement) and is null. `asked`: the expiry the file should be of, null = any.
 */
export function readVxDay(
  record: Readonly<Record<string, string | undefined>>,
  asked: string | null,
): FutureDay | NoVxDay {
  const date = readDate(record['trade date']);
  if (date === null) return { date, reason: 'a row without a date' };
  const listed = readMonth(record['futures'] ?? '');
  if (!listed) return { date, reason: 'names no contract' };
  const expiry = asked ?? vxExpiry(listed.year, listed.month);
  if (Number(expiry.slice(0, 4)) !== listed.year || Number(expiry.slice(4, 6)) !== listed.month)
    return { date, reason: `is of ${record['futures']}, asked was the contract of ${expiry}` };
  const numbers = readNumbers(record, numbersRead);
  if (typeof numbers === 'string') return { date, reason: numbers };
  const negative = negativeField(numbers);
  if (negative !== null) return { date, reason: negative };
  const points = pointsOf(date);
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
  const isPriced = zeroIsMissing(body.settlement ?? body.close ?? body.high) !== null;
  return isPriced ? body : { date, reason: 'has no price' };
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

function pointsOf(date: string): (price: number | null) => number | null {
  const isTenfold = date < tenthFrom;
  return (price) => {
    if (price === null || price === 0) return null;
    // Four decimals are quoted: what the division leaves behind them is noise.
    return isTenfold ? Math.round(price * 1_000) / 10_000 : price;
  };
}
