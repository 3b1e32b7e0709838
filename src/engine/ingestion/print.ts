import type { Quote } from '../domain/quote.ts';
import type { Columns } from './ingestion-types.ts';

/** Where a print comes from: 0 tick by tick, 1 read off sampled quotes, 2 from the vendor's past, 3 is no print but a gap. */
export const printOrigins = { exact: 0, sampled: 1, past: 2, gap: 3 } as const;

/** One row of a tape. */
export type Print = {
  readonly time: number;
  readonly price: number;
  readonly size: number;
  readonly aggressor: number;
  readonly origin: number;
};

/** A print that nobody has judged yet, with the quote it came into; of the past nobody knows it. */
export type ToldPrint = Omit<Print, 'aggressor'> & { readonly quote: Quote | undefined };

/** What could not be had. */
export function gapAt(time: number): ToldPrint {
  return { time, price: Number.NaN, size: Number.NaN, origin: printOrigins.gap, quote: undefined };
}

export function columnsOf(prints: readonly Print[]): Columns {
  return {
    time: Float64Array.from(prints, (print) => print.time),
    price: Float64Array.from(prints, (print) => print.price),
    size: Float64Array.from(prints, (print) => print.size),
    aggressor: Float64Array.from(prints, (print) => print.aggressor),
    origin: Float64Array.from(prints, (print) => print.origin),
  };
}
