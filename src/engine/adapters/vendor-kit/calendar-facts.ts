import type { DraftFact } from '../../domain/facts/fact.ts';
import type { ExchangeDay } from '../../domain/facts/reference-data.ts';
import { instantOf } from '../../domain/time.ts';

export function exchangeDay(body: ExchangeDay): DraftFact<'exchange-day'> {
  return { kind: 'exchange-day', subject: '', key: body.date, eventTime: instantOf(body.date, 0), body };
}

/** `09:30` or `0930` to `0930`; null for anything that is no time of day. */
export function readClock(value: unknown): string | null {
  const match = typeof value === 'string' ? /^(\d{2}):?(\d{2})$/.exec(value.trim()) : null;
  return match && Number(match[1]) < 24 && Number(match[2]) < 60 ? `${match[1]}${match[2]}` : null;
}
