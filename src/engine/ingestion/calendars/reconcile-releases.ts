import type { Disagreement, ScheduledRelease } from '../../domain/calendar-event.ts';
import type { EconomicEvent } from '../../domain/facts/announcements.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { likeness, releaseWords } from './release-name.ts';

type EventFact = Fact<'economic-event'>;
type Group = { readonly words: ReadonlySet<string>; readonly members: EventFact[] };

const sameMinuteMs = 10 * 60_000;
/** Named alike enough at the same minute; without a minute, nearly the same name is asked for. */
const alikeAtSameTime = 0.5;
const alikeOnSameDay = 0.75;
/** Values closer than this, relative, are the same value rounded. */
const roundingShare = 0.02;

/** Sources in the order in which they are believed: those that name results and times first. */
const order = ['fmp', 'nasdaq', 'unusual-whales', 'forex-factory'];
const rankOf = (source: string): number => (order.includes(source) ? order.indexOf(source) : order.length);

function belongs(group: Group, fact: EventFact, words: ReadonlySet<string>): boolean {
  const [first] = group.members;
  if (!first || first.body.country !== fact.body.country || first.body.date !== fact.body.date) return false;
  if (group.members.some((member) => member.source === fact.source)) return false;
  const [one, other] = [first.body.scheduledTime, fact.body.scheduledTime];
  const together = one !== null && other !== null && Math.abs(one - other) <= sameMinuteMs;
  return likeness(group.words, words) >= (together ? alikeAtSameTime : alikeOnSameDay);
}

function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > roundingShare * Math.max(Math.abs(one), Math.abs(other));
}

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

/** The first source that knows a field gives it. */
function merged(members: readonly EventFact[]): EconomicEvent {
  const [first] = members;
  if (!first) throw new Error('Invariant: a release without a source');
  const firstKnown = <Name extends 'scheduledTime' | 'actual' | 'forecast' | 'previous'>(name: Name) =>
    members.find(({ body }) => body[name] !== null)?.body[name] ?? null;
  return {
    ...first.body,
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
  const groups: Group[] = [];
  for (const fact of facts.toSorted((a, b) => rankOf(a.source) - rankOf(b.source))) {
    const words = releaseWords(fact.body.name);
    const best = groups
      .filter((group) => belongs(group, fact, words))
      .toSorted((a, b) => likeness(b.words, words) - likeness(a.words, words))[0];
    if (best) best.members.push(fact);
    else groups.push({ words, members: [fact] });
  }
  return groups
    .map(({ members }) => ({
      ...merged(members),
      sources: members.map(({ source }) => source),
      disagreements: disagreementsOf(members),
    }))
    .toSorted((a, b) => a.date.localeCompare(b.date) || (a.scheduledTime ?? 0) - (b.scheduledTime ?? 0));
}
