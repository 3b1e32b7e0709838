import type { Bar } from '../domain/bar.ts';
import type { SecType } from '../domain/instrument.ts';
import { phaseOf, tradingDateOf } from '../domain/trading-hours.ts';
import type { Quote } from '../domain/quote.ts';
import { dateUtc } from '../domain/time.ts';

/** How long a session phase is taken as known; calendars are too dear to ask at every tick. */
const phaseMs = 1_000;

/** The running day's bar is what the venue says of its own day: open, high, low, last and total volume. */
export class DayBar {
  #checkedMs = -Infinity;
  #start: number | null = null;
  readonly #secType: SecType;

  constructor(secType: SecType = 'STK') {
    this.#secType = secType;
  }

  /** Null before the day has opened, or while its open is not known. */
  of(quote: Quote): Omit<Bar, 'instrument' | 'interval'> | null {
    const { open, high, low, last } = quote;
    if (open === null || last === null) return null;
    const start = this.#dayOf(quote.eventTime);
    if (start === null) return null;
    return {
      start,
      open,
      high: Math.max(high ?? last, last, open),
      low: Math.min(low ?? last, last, open),
      close: last,
      volume: quote.volume ?? 0,
    };
  }

  #dayOf(timeMs: number): number | null {
    if (Math.abs(timeMs - this.#checkedMs) < phaseMs) return this.#start;
    this.#checkedMs = timeMs;
    this.#start = phaseOf(this.#secType, timeMs) === 'regular' ? dateUtc(tradingDateOf(this.#secType, timeMs)) : null;
    return this.#start;
  }
}
