import { isHalfDay } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import type { VendorBar } from '../../domain/facts/vendor-prices.ts';
import { instantOf } from '../../domain/time.ts';
import { dateMidnightUtc } from './dates.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * When a trading day closes in New York. Histories hold thousands of days, and asking the time zone for each takes a second:
 * from May to September and from December to February daylight saving is what it always was.
 */
export function closeOfDay(date: string): number {
  const month = Number(date.slice(4, 6));
  const closeHour = isHalfDay(date) ? 13 : 16;
  if (month >= 5 && month <= 9) return dateMidnightUtc(date) + (closeHour + 4) * hourMs;
  if (month === 12 || month <= 2) return dateMidnightUtc(date) + (closeHour + 5) * hourMs;
  return instantOf(date, closeHour * 3600);
}

type Prices = Pick<VendorBar, 'open' | 'high' | 'low' | 'close' | 'volume'>;

/** A bar fact; one that still forms is known as of its arrival, not as of its end. */
export function barFact(parts: {
  readonly subject: string;
  readonly intervalMs: number;
  readonly start: number;
  readonly endTime: number;
  readonly receivedTime: number;
  readonly prices: Prices;
}): DraftFact<'bar'> {
  const { subject, intervalMs, start } = parts;
  return {
    kind: 'bar',
    subject,
    key: `${intervalMs}:${start}`,
    eventTime: Math.min(parts.endTime, parts.receivedTime),
    body: { intervalMs, start, ...parts.prices },
  };
}

export function dailyBarFact(parts: {
  readonly subject: string;
  readonly date: string;
  readonly receivedTime: number;
  readonly prices: Prices;
}): DraftFact<'bar'> {
  const start = dateMidnightUtc(parts.date);
  const endTime = closeOfDay(parts.date);
  return barFact({ ...parts, intervalMs: dayMs, start, endTime });
}
