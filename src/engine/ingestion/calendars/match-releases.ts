import type { Fact } from '../../domain/facts/fact.ts';
import { likeness, releaseWords, saysPeriod } from './release-name.ts';

export type EventFact = Fact<'economic-event'>;
/** One release, by the words of whoever told of it first; no source twice. */
export type Group = { readonly words: ReadonlySet<string>; readonly members: EventFact[] };
type Named = { readonly fact: EventFact; readonly words: ReadonlySet<string> };
type Pair = { readonly group: Group; readonly told: Named; readonly score: number };

export const sameMinuteMs = 10 * 60_000;
/** Named alike enough at the same minute; without a minute, nearly the same name is asked for. */
const alikeAtSameTime = 0.5;
const alikeOnSameDay = 0.75;
/** Values closer than this, relative, are the same value rounded. */
const roundingShare = 0.02;
/** Results and what was before are facts of the release; forecasts are everybody's own. */
const agreement = { previous: 1, actual: 1, forecast: 0.5 } as const;

export function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > roundingShare * Math.max(Math.abs(one), Math.abs(other));
}

/** How far the values of two tellings speak for one release, below 0 against it; 0 where there is nothing to compare. */
function valuesSpeak(one: EventFact, other: EventFact): number {
  let sum = 0;
  for (const field of ['previous', 'actual', 'forecast'] as const) {
    const [a, b] = [one.body[field], other.body[field]];
    if (a === null || b === null) continue;
    if (!differ(a, b)) sum += agreement[field];
    else if (field !== 'forecast') sum -= agreement[field];
  }
  return sum;
}

/** Null where the two cannot be one release. */
function pairOf(group: Group, told: Named): Pair | null {
  const [first] = group.members;
  const { fact, words } = told;
  if (!first || first.body.country !== fact.body.country || first.body.date !== fact.body.date) return null;
  const [one, other] = [first.body.scheduledTime, fact.body.scheduledTime];
  const together = one !== null && other !== null && Math.abs(one - other) <= sameMinuteMs;
  const alike = likeness(group.words, words);
  if (alike < (together ? alikeAtSameTime : alikeOnSameDay)) return null;
  const speak = Math.max(...group.members.map((member) => valuesSpeak(member, fact)));
  // `CPI` may be that of the month or of the year: then its values say which.
  if (speak < 0 && saysPeriod(group.words) !== saysPeriod(words)) return null;
  return { group, told, score: alike + speak };
}

/** Another pair speaks as loud for one of the two: to choose would be to guess. */
function isTorn(pair: Pair, surest: readonly Pair[]): boolean {
  return surest.some((other) => other !== pair && (other.group === pair.group || other.told === pair.told));
}

/** Adds what one source tells to the releases known so far, the surest pairs first, whatever order it comes in. */
function addSource(groups: Group[], facts: readonly EventFact[]): void {
  const told = facts.map((fact): Named => ({ fact, words: releaseWords(fact.body.name) }));
  let open = groups.flatMap((group) => told.map((each) => pairOf(group, each))).filter((pair) => pair !== null);
  const placed = new Set<Named>();
  while (open.length > 0) {
    const most = Math.max(...open.map(({ score }) => score));
    const surest = open.filter(({ score }) => score === most);
    const clear = surest.filter((pair) => !isTorn(pair, surest));
    for (const { group, told: which } of clear) {
      group.members.push(which.fact);
      placed.add(which);
    }
    const taken = new Set<Group | Named>(clear.flatMap(({ group, told: which }) => [group, which]));
    open = open.filter(({ score, group, told: which }) => score < most && !taken.has(group) && !taken.has(which));
  }
  for (const each of told) if (!placed.has(each)) groups.push({ words: each.words, members: [each.fact] });
}

/** Releases of several calendars, each once; `bySource` in the order in which sources are believed. */
export function matchReleases(bySource: readonly (readonly EventFact[])[]): readonly Group[] {
  const groups: Group[] = [];
  for (const facts of bySource) addSource(groups, facts);
  return groups;
}
