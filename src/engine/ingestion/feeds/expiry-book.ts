import { isTradingDay, previousTradingDay } from '../../domain/calendar.ts';
import type { StoredFact } from '../../domain/facts/fact.ts';
import { addDays, dateUtc } from '../../domain/time.ts';
import { dataDate } from './session-times.ts';

const fridays = 12;

/** The next Fridays, or the day before where a Friday is a holiday: what nearly every listed class has. */
function usualExpiries(date: string): readonly string[] {
  const weekday = new Date(dateUtc(date)).getUTCDay();
  const friday = addDays(date, (5 - weekday + 7) % 7);
  return Array.from({ length: fridays }, (_none, week) => {
    const day = addDays(friday, week * 7);
    return isTradingDay(day) ? day : previousTradingDay(day);
  }).filter((day) => day >= date);
}

/** Expiries of each symbol, learned from the chains that vendors send; before the first one, the usual Fridays. */
export class ExpiryBook {
  readonly #known = new Map<string, readonly string[]>();

  learn(facts: readonly StoredFact[]): void {
    for (const fact of facts) {
      if (fact.kind !== 'chain-snapshot') continue;
      const listed = [...new Set(fact.body.expiries)].toSorted();
      const before = this.#known.get(fact.subject) ?? [];
      // Some vendors send one expiry at a time.
      const all = listed.length > 1 ? listed : [...new Set([...before, ...listed])].toSorted();
      if (listed.length > 1 || before.length > 0) this.#known.set(fact.subject, all);
    }
  }

  nearest(symbol: string, nowMs: number): readonly string[] {
    const today = dataDate(nowMs);
    const known = (this.#known.get(symbol) ?? []).filter((expiry) => expiry >= today);
    return known.length > 0 ? known : usualExpiries(today);
  }
}
