import { isTradingDay, nextTradingDay, previousTradingDay } from '../../domain/calendar.ts';
import { addDays, dateUtc, instantOf } from '../../domain/time.ts';
import { chainStart } from '../market/trading-days.ts';

export const isoOf = (year: number, month: number, day: number): string =>
  `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;

/** New York time of a date. */
export const atNewYork = (date: string, hour: number, minute = 0): number => instantOf(date, hour * 3600 + minute * 60);

export const weekdayOf = (date: string): number => new Date(dateUtc(date)).getUTCDay();

/** The date itself if it trades, else the trading day before. */
export function tradingOnOrBefore(date: string): string {
  return isTradingDay(date) ? date : previousTradingDay(date);
}

export function tradingOnOrAfter(date: string): string {
  return isTradingDay(date) ? date : nextTradingDay(date);
}

export function tradingDaysAfter(date: string, count: number): string {
  let day = date;
  for (let step = 0; step < count; step += 1) day = nextTradingDay(day);
  return day;
}

export function lastOfMonth(year: number, month: number): string {
  return addDays(month === 12 ? isoOf(year + 1, 1, 1) : isoOf(year, month + 1, 1), -1);
}

export type YearMonth = { readonly year: number; readonly month: number };

export const monthIndex = ({ year, month }: YearMonth): number => year * 12 + month - 1;

export const monthAt = (index: number): YearMonth => ({ year: Math.floor(index / 12), month: (index % 12) + 1 });

export const monthOf = (date: string): YearMonth => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(4, 6)),
});

/** Nth weekday (0 = Sunday) of a month, not moved by holidays. */
export function nthWeekdayOf({ year, month }: YearMonth, weekday: number, nth: number): string {
  const first = weekdayOf(isoOf(year, month, 1));
  return isoOf(year, month, 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7);
}

export function tradingDayOfMonth({ year, month }: YearMonth, nth: number): string {
  return tradingDaysAfter(tradingOnOrAfter(isoOf(year, month, 1)), nth - 1);
}

/** Dates of [fromDate, toDate], no earlier than the story begins. */
export function datesBetween(fromDate: string, toDate: string): readonly string[] {
  const dates: string[] = [];
  for (let date = fromDate < chainStart ? chainStart : fromDate; date <= toDate; date = addDays(date, 1))
    dates.push(date);
  return dates;
}

export const tradingDatesBetween = (fromDate: string, toDate: string): readonly string[] =>
  datesBetween(fromDate, toDate).filter(isTradingDay);
