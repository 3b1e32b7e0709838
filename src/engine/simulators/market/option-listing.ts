import { isTradingDay, previousTradingDay } from '../../domain/calendar.ts';
import type { OptionRight } from '../../domain/instrument.ts';
import { addDays, dateUtc } from '../../domain/time.ts';
import type { Settlement } from './business-time.ts';
import { usualDailySd } from './episode-plan.ts';
import type { SymbolSpec } from './symbol-spec.ts';

export type ListedExpiry = { readonly expiry: string; readonly tradingClass: string; readonly settlement: Settlement };

const furthestDays = 60;
const dailyDays = 14;

function weekdayOf(date: string): number {
  return new Date(dateUtc(date)).getUTCDay();
}

function isThirdFriday(date: string): boolean {
  const day = Number(date.slice(6));
  return weekdayOf(date) === 5 && day >= 15 && day <= 21;
}

/** Expiries of an underlying on a date, nearest first: every trading day for two weeks or Fridays only, to 60 days. */
export function listedExpiries(spec: SymbolSpec, date: string): readonly ListedExpiry[] {
  const listed: ListedExpiry[] = [];
  const pmClass = spec.symbol === 'SPX' ? 'SPXW' : spec.symbol;
  for (let days = 0; days <= furthestDays; days += 1) {
    const day = addDays(date, days);
    const friday = weekdayOf(day) === 5;
    const daily = spec.options?.daily === true && days <= dailyDays && isTradingDay(day);
    if (!friday && !daily) continue;
    // A Friday holiday moves the expiry to Thursday.
    const expiry = isTradingDay(day) ? day : previousTradingDay(day);
    if (expiry < date) continue;
    if (spec.symbol === 'SPX' && isThirdFriday(day) && days > 0)
      listed.push({ expiry, tradingClass: 'SPX', settlement: 'AM' });
    if (!listed.some((other) => other.expiry === expiry && other.tradingClass === pmClass)) {
      listed.push({ expiry, tradingClass: pmClass, settlement: 'PM' });
    }
  }
  return listed;
}

function band(centre: number, step: number, from: number, to: number): readonly number[] {
  const strikes: number[] = [];
  for (let rank = Math.ceil((centre * from) / step); rank * step <= centre * to; rank += 1) strikes.push(rank * step);
  return strikes;
}

/** Index and fund grids are fine this close to the previous close and coarse beyond. */
const fineBand = 0.05;

/**
 * Strikes of one expiry around the previous close; later expiries reach further out. All expiries share one grid, so
 * that a strike near the money exists in every one of them.
 */
export function listedStrikes(spec: SymbolSpec, previousClose: number, days: number): readonly number[] {
  const step = spec.options?.strikeStep ?? 1;
  const sd = usualDailySd(spec) * Math.sqrt(Math.max(1, days) * (252 / 365));
  const wide = Math.min(0.5, Math.max(spec.options?.daily && days > 7 ? 0.22 : 0.12, 5 * sd));
  if (!spec.options?.daily) return band(previousClose, step, 1 - wide, 1 + wide);
  const near = band(previousClose, step, 1 - fineBand, 1 + fineBand);
  const far = band(previousClose, step * 5, 1 - wide, 1 + wide);
  return [...new Set([...near, ...far])].toSorted((a, b) => a - b);
}

/** Contract numbers are computed, not handed out, so that they are the same in every run. */
const conIdBase = 2 ** 24;
const expiryEpoch = dateUtc('20240101');

export function optionConId(parts: {
  readonly symbolIndex: number;
  readonly strikeUnit: number;
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
  readonly amSettled: boolean;
}): number {
  const day = Math.round((dateUtc(parts.expiry) - expiryEpoch) / 86_400_000) % 512;
  const rank = Math.round(parts.strike / parts.strikeUnit) % 4096;
  const bits = (parts.symbolIndex * 512 + day) * 4096 + rank;
  return conIdBase + bits * 4 + (parts.right === 'C' ? 0 : 1) + (parts.amSettled ? 2 : 0);
}

export function symbolIndexOfConId(conId: number): number | null {
  if (conId < conIdBase) return null;
  return Math.floor((conId - conIdBase) / 4 / (512 * 4096));
}
