import { combine, keyOf, uniform } from '../market/random.ts';
import { cikOf } from './identifiers.ts';
import type { StoryCompany, StoryInsiderFiling } from './market-story.ts';
import { personName } from './names.ts';

export type Insider = StoryInsiderFiling['owner'] & {
  /** Held when the story begins. */
  readonly firstShares: number;
  /** Mean shares of one transaction. */
  readonly usualShares: number;
};

const officerTitles = [
  'Chief Executive Officer',
  'Chief Financial Officer',
  'Chief Operating Officer',
  'General Counsel',
  'EVP, Products',
  'SVP, Chief Accounting Officer',
  'Chief People Officer',
  'Chief Technology Officer',
] as const;

/** Officers, directors and, rarely, a large owner of a company: the same people in all years. */
export function insidersOf(seed: number, company: StoryCompany, price: number): readonly Insider[] {
  const key = keyOf(seed, 'insiders', company.symbol);
  const count = 13;
  const hasOwner = uniform(combine(key, 99)) < 0.12;
  return Array.from({ length: count + (hasOwner ? 1 : 0) }, (_, rank) => {
    const own = combine(key, rank);
    const isOwner = rank === count;
    const isOfficer = rank < officerTitles.length;
    const title = isOfficer ? (officerTitles[rank] ?? '') : '';
    const name = isOwner ? `${personName(own)} Trust` : personName(own);
    const wealth =
      (isOwner ? 4e9 : rank === 0 ? 9e7 : isOfficer ? 1.6e7 : 2.5e6) * Math.exp(1.2 * (uniform(combine(own, 5)) - 0.5));
    const firstShares = Math.max(500, Math.round(wealth / price));
    return {
      cik: cikOf('person', `${seed}/${company.symbol}/${rank}`),
      name,
      title,
      isDirector: rank === 0 || (!isOfficer && !isOwner),
      isOfficer,
      isTenPercentOwner: isOwner,
      firstShares,
      usualShares: Math.max(100, Math.round(firstShares * 0.04)),
    };
  });
}
