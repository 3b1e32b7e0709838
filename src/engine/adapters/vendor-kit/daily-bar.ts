import { regularSession } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import type { VendorBar } from '../../domain/facts/vendor-prices.ts';
import { dateMidnightUtc } from './dates.ts';

const dayMs = 86_400_000;

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
  const endTime = regularSession(parts.date).closeMs;
  return barFact({ ...parts, intervalMs: dayMs, start, endTime });
}
