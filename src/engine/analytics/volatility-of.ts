import { finishedDays, type Bar } from '../domain/bar.ts';
import { tradingDate } from '../domain/calendar.ts';
import type { Volatility } from '../domain/volatility.ts';
import { constantMaturityVol } from '../quant/volatility/term-structure.ts';
import { deltaSkew } from '../quant/volatility/delta-skew.ts';
import { ivRank } from '../quant/volatility/iv-rank.ts';
import { closeToCloseVol } from '../quant/volatility/realised-vol.ts';
import { atmForwardVol } from '../quant/volatility/smile.ts';
import { slicesOf, volOf, type ExpirySlice } from './chain-columns.ts';
import { smileOf } from './smile-of.ts';
import { columnsOfBars } from './columns-of-bars.ts';
import type { TickerBook, VolatilityHistory } from './ticker-book.ts';

const thirtyDays = 30 / 365;
const fewestSmilePoints = 4;

type Request = { readonly book: TickerBook; readonly spot: number; readonly nowMs: number };

function termStructure(slices: readonly ExpirySlice[], spot: number): Volatility['termStructure'] {
  return slices.flatMap((slice) => {
    const atmVol = atmForwardVol(smileOf(slice, spot));
    return atmVol === null ? [] : [{ expiry: slice.label, timeYears: slice.years, atmVol }];
  });
}

function thirtyDayVol(points: Volatility['termStructure']): number | null {
  return constantMaturityVol(
    {
      years: Float64Array.from(points, (point) => point.timeYears),
      vols: Float64Array.from(points, (point) => point.atmVol),
    },
    thirtyDays,
  );
}

function skewOf(slices: readonly ExpirySlice[], spot: number): Volatility['skew'] {
  const usable = slices.filter(
    (slice) => slice.years > 2 / 365 && smileOf(slice, spot).strikes.length >= fewestSmilePoints,
  );
  const slice = usable.sort((left, right) => Math.abs(left.years - thirtyDays) - Math.abs(right.years - thirtyDays))[0];
  if (!slice) return null;
  const skew = deltaSkew({ smile: smileOf(slice, spot), years: slice.years, dividendYield: slice.dividendYield });
  return { expiry: slice.label, riskReversal25: skew?.riskReversal ?? null, butterfly25: skew?.butterfly ?? null };
}

function realizedVol(bars: readonly Bar[]): number | null {
  return closeToCloseVol({ bars: columnsOfBars(bars), end: bars.length - 1, window: 20 });
}

function smilePoints(slices: readonly ExpirySlice[], spot: number): Volatility['smile'] {
  return slices.slice(0, 4).flatMap((slice) =>
    slice.rows
      .flatMap((row) => {
        const impliedVol = volOf(row, slice, spot);
        const outOfTheMoney = (row.right === 'C') === row.strike >= slice.forward;
        return outOfTheMoney && Number.isFinite(impliedVol)
          ? [{ expiry: slice.label, strike: row.strike, impliedVol, right: row.right }]
          : [];
      })
      .sort((left, right) => left.strike - right.strike),
  );
}

/** Closes before today: the vendor's year ends with today's bar, whose value the current one stands for. */
function earlierVols(history: VolatilityHistory | null, nowMs: number): readonly (number | null)[] {
  const today = tradingDate(nowMs);
  return history?.impliedVol.filter((_vol, index) => (history.dates[index] ?? today) < today) ?? [];
}

/** Volatility of one ticker from its chain, its IV history and its bars; null while nothing is known of it. */
export function volatilityOf({ book, spot, nowMs }: Request): Volatility | null {
  const slices = book.chain ? slicesOf(book.chain, spot, nowMs) : [];
  const points = termStructure(slices, spot);
  const impliedVol30 = book.impliedVol30 ?? thirtyDayVol(points);
  if (impliedVol30 === null && points.length === 0) return null;
  const history = earlierVols(book.volatilityHistory, nowMs);
  const rank =
    impliedVol30 === null ? null : ivRank(Float64Array.from([...history, impliedVol30], (vol) => vol ?? Number.NaN));
  return {
    underlying: book.ticker,
    impliedVol30,
    impliedVolRank: rank?.rank ?? null,
    impliedVolPercentile: rank?.percentile ?? null,
    historyDays: history.filter((value) => value !== null).length,
    realizedVol20: realizedVol(finishedDays(book.dailyBars, nowMs)),
    termStructure: points,
    smile: smilePoints(slices, spot),
    skew: skewOf(slices, spot),
    delayMs: book.chain?.delayMs ?? 0,
    // Without a chain all there is comes over the quote's line.
    eventTime: book.chain?.middleRowTime ?? book.quote?.receivedTime ?? nowMs,
  };
}
