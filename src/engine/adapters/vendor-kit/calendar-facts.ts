import { isHalfDay, isTradingDay } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import type { ExchangeDay } from '../../domain/facts/reference-data.ts';
import { instantOf } from '../../domain/time.ts';
import type { Refusal } from '../../ports/vendor.ts';

export function exchangeDay(body: ExchangeDay): DraftFact<'exchange-day'> {
  return { kind: 'exchange-day', subject: '', key: body.date, eventTime: instantOf(body.date, 0), body };
}

/** `09:30` or `0930` to `0930`; null for anything that is no time of day. */
export function readClock(value: unknown): string | null {
  const match = typeof value === 'string' ? /^(\d{2}):?(\d{2})$/.exec(value.trim()) : null;
  return match && Number(match[1]) < 24 && Number(match[2]) < 60 ? `${match[1]}${match[2]}` : null;
}

/** How a vendor's day differs from the rules of `domain/calendar`; null when they agree. */
export function calendarDifference(vendor: string, day: ExchangeDay): string | null {
  const told = day.close === '' ? 'closed' : `${day.open} to ${day.close}`;
  const ruled = !isTradingDay(day.date) ? 'closed' : isHalfDay(day.date) ? '0930 to 1300' : '0930 to 1600';
  return told === ruled ? null : `the exchange calendar of ${day.date}: ${vendor} says ${told}, the rules say ${ruled}`;
}

/** Differences as refusals: the facts are kept, and the disagreement shows wherever refusals do. */
export function calendarDifferences(vendor: string, days: readonly DraftFact<'exchange-day'>[]): readonly Refusal[] {
  return days.flatMap(({ body }) => {
    const reason = calendarDifference(vendor, body);
    return reason === null ? [] : [{ reason, sample: JSON.stringify(body) }];
  });
}
