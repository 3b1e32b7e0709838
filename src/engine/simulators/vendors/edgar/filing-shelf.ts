import { addDays } from '../../../domain/time.ts';
import type { MarketStory, StoryInsiderFiling, StoryInstitutionFiling } from '../../story/market-story.ts';

/** How far back the shelf reaches, days. */
const insiderDays = 125;
const institutionDays = 210;

export type ShelvedInsider = { readonly kind: 'insider'; readonly filing: StoryInsiderFiling };
export type ShelvedInstitution = { readonly kind: 'institution'; readonly filing: StoryInstitutionFiling };
export type Shelved = ShelvedInsider | ShelvedInstitution;

/** What has been filed by now, newest first. Past days are asked of the story once. */
export function createFilingShelf(story: MarketStory) {
  const days = new Map<string, readonly Shelved[]>();

  function filedOn(date: string): readonly Shelved[] {
    const known = days.get(date);
    if (known) return known;
    const filed: readonly Shelved[] = [
      ...story.insiderFilings(date, date).map((filing) => ({ kind: 'insider', filing }) as const),
      ...story.institutionFilings(date, date).map((filing) => ({ kind: 'institution', filing }) as const),
    ];
    if (date < story.tradingDate()) {
      if (days.size > insiderDays + institutionDays) days.clear();
      days.set(date, filed);
    }
    return filed;
  }

  function recent(count: number): readonly Shelved[] {
    const now = story.now();
    const dates = Array.from({ length: count }, (_, back) => addDays(story.tradingDate(), -back));
    return dates
      .flatMap((date) => [...filedOn(date)].sort((a, b) => b.filing.acceptedMs - a.filing.acceptedMs))
      .filter(({ filing }) => filing.acceptedMs <= now);
  }

  return {
    insiders: (): readonly ShelvedInsider[] => recent(insiderDays).filter((one) => one.kind === 'insider'),
    institutions: (): readonly ShelvedInstitution[] =>
      recent(institutionDays).filter((one) => one.kind === 'institution'),
    /** Filings of one day. */
    filedOn: (date: string): readonly Shelved[] =>
      filedOn(date).filter(({ filing }) => filing.acceptedMs <= story.now()),
    find: (accession: string): Shelved | null =>
      recent(institutionDays).find(({ filing }) => filing.accession === accession) ?? null,
  };
}
export type FilingShelf = ReturnType<typeof createFilingShelf>;
