import type { Disagreement, ScheduledRelease } from '../../domain/calendar-event.ts';
import type { EconomicEvent } from '../../domain/facts/announcements.ts';
import { differ, matchReleases, sameMinuteMs, type EventFact } from './match-releases.ts';
import { releaseWords, saysPeriod } from './release-name.ts';

/** Sources in the order in which they are believed: those that name results and times first. */
const order = ['fmp', 'nasdaq', 'unusual-whales', 'forex-factory'];
const rankOf = (source: string): number => (order.includes(source) ? order.indexOf(source) : order.length);

function disagreementsOf(members: readonly EventFact[]): readonly Disagreement[] {
  const found: Disagreement[] = [];
  const times = members.filter(({ body }) => body.scheduledTime !== null);
  const [first] = times;
  const moved = times.find(
    ({ body }) => Math.abs((body.scheduledTime ?? 0) - (first?.body.scheduledTime ?? 0)) > sameMinuteMs,
  );
  if (first && moved)
    found.push({ field: 'time', message: `${first.source} and ${moved.source} name different times` });
  for (const field of ['actual', 'previous'] as const) {
    const known = members.filter(({ body }) => body[field] !== null);
    const [base] = known;
    const other = known.find(({ body }) => differ(body[field] ?? 0, base?.body[field] ?? 0));
    if (base && other)
      found.push({
        field,
        message: `${field}: ${base.source} ${base.body[field]}, ${other.source} ${other.body[field]}`,
      });
  }
  return found;
}

/** A name that says whether it counts by month or by year tells more than one that does not. */
function tellingName(members: readonly EventFact[]): string | undefined {
  return members.find(({ body }) => saysPeriod(releaseWords(body.name)))?.body.name;
}

/** The first source that knows a field gives it. */
function merged(members: readonly EventFact[]): EconomicEvent {
  const [first] = members;
  if (!first) throw new Error('Invariant: a release without a source');
  const firstKnown = <Name extends 'scheduledTime' | 'actual' | 'forecast' | 'previous'>(name: Name) =>
    members.find(({ body }) => body[name] !== null)?.body[name] ?? null;
  return {
    ...first.body,
    name: tellingName(members) ?? first.body.name,
    scheduledTime: firstKnown('scheduledTime'),
    actual: firstKnown('actual'),
    forecast: firstKnown('forecast'),
    previous: firstKnown('previous'),
    importance: members.find(({ body }) => body.importance !== 'unknown')?.body.importance ?? 'unknown',
    unit: members.find(({ body }) => body.unit !== '')?.body.unit ?? '',
    period: members.find(({ body }) => body.period !== '')?.body.period ?? '',
  };
}

/** Releases of several calendars as one: the same release once, with who tells of it and where they disagree. By time. */
export function reconcileReleases(facts: readonly EventFact[]): readonly ScheduledRelease[] {
  const bySource = Map.groupBy(facts, ({ source }) => source);
  const believed = [...bySource.keys()].toSorted((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b));
  return matchReleases(believed.map((source) => bySource.get(source) ?? []))
    .map(({ members }) => ({
      ...merged(members),
      sources: members.map(({ source }) => source),
      disagreements: disagreementsOf(members),
    }))
    .toSorted(
      (a, b) =>
        a.date.localeCompare(b.date) ||
        (a.scheduledTime ?? 0) - (b.scheduledTime ?? 0) ||
        a.name.localeCompare(b.name) ||
        a.sources.join().localeCompare(b.sources.join()),
    );
}
