import type { EconomicEvent } from '../../domain/facts/announcements.ts';

/** Words of an event's name without case and punctuation, the same for `CPI m/m` and `CPI (m/m)`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What tells events of one source apart: the day and the name, so that a moved minute is a correction. */
export function eventKey({ country, date, name }: Pick<EconomicEvent, 'country' | 'date' | 'name'>): string {
  return `${country}:${date}:${plainName(name)}`;
}
