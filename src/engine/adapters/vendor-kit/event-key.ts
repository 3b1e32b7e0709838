import type { EconomicEvent } from '../../domain/facts/announcements.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Translation } from '../../ports/vendor.ts';

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

/**
 * Events of one answer that share a key and say different things are several (`CPI` by month and by year): the first keeps
 * the key, the others carry their place in the answer. What is only told twice stays one.
 */
export function apartEvents(translation: Translation): Translation {
  const told = new Map<string, string[]>();
  const apart = (fact: DraftFact): DraftFact => {
    const body = JSON.stringify(fact.body);
    const bodies = [...(told.get(fact.key) ?? []), body];
    told.set(fact.key, bodies);
    const place = bodies.indexOf(body);
    return place === 0 ? fact : { ...fact, key: `${fact.key}#${place + 1}` };
  };
  return { ...translation, facts: translation.facts.map(apart) };
}
