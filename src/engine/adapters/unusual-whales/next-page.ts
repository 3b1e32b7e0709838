import type { FollowUp, RequestContext } from '../../ports/vendor.ts';
import { isRow } from '../vendor-kit/rows.ts';
import { instantIn } from './read-field.ts';

type Paged = { readonly endpoint: string; readonly limit: number };

/** The next page of a numbered list: a full page may have another behind it. The first request names no page, which is page 0. */
export function nextPage({ endpoint, limit }: Paged, firstPage: 0 | 1 = 0) {
  return (rows: readonly unknown[], context: RequestContext): FollowUp | null => {
    if (rows.length < limit) return null;
    const page = Number(context.parameters['page'] ?? firstPage);
    if (!Number.isInteger(page) || page < 0) return null;
    const parameters = { ...context.parameters, page: String(page + 1) };
    return { endpoint, symbol: context.symbol, parameters, once: null };
  };
}

/** Rows are told a little later than they happened. */
const overlapMs = 30_000;

type Cursored = Paged & {
  /** Field of the row's time. */
  readonly time: string;
  /** The vendor's cursor knows no finer step: rows of one step may be split over two pages. */
  readonly resolutionMs: number;
  /** How far back a round reads without being told; overlapping rounds cost nothing, since rows carry their ids. */
  readonly lookBackMs: number;
};

/** The page before the oldest row, until the round has read back far enough or a page is not full. */
export function olderThan({ endpoint, limit, time, resolutionMs, lookBackMs }: Cursored) {
  return (rows: readonly unknown[], context: RequestContext): FollowUp | null => {
    if (rows.length < limit) return null;
    const times = rows.map((row) => (isRow(row) ? instantIn(row[time]) : null)).filter((each) => each !== null);
    const oldest = times.reduce((least, each) => Math.min(least, each), Infinity);
    const told = Number(context.parameters['newer-than-ms'] ?? NaN);
    const usual = context.receivedTime - lookBackMs;
    // After an outage everything since the last answer is read, as far as the pages of a round go.
    const since = context.sinceMs ?? null;
    const enough = Number.isFinite(told) ? told : Math.min(usual, since === null ? usual : since - overlapMs);
    if (!Number.isFinite(oldest) || oldest <= enough) return null;
    const asked = Number(context.parameters['cursor'] ?? Infinity);
    // Rows of the oldest step may go on behind the page; where a whole page is one step, it cannot be split further.
    const inclusive = Math.floor(oldest / resolutionMs) * resolutionMs + resolutionMs;
    const cursor = inclusive < asked ? inclusive : Math.min(oldest, asked - resolutionMs);
    return {
      endpoint,
      symbol: context.symbol,
      parameters: { ...context.parameters, cursor: String(cursor) },
      once: null,
    };
  };
}
