import { addDays } from '../../../domain/time.ts';
import type { MarketStory } from '../../story/market-story.ts';

/** Series of ICE BofA reach three years back and no further. */
const limitedDays = 3 * 365;
const earliest = '19900101';

export type SeriesPoint = ReturnType<MarketStory['macroSeries']>[number];

/** A series between two days (`YYYY-MM-DD` or empty) as far as it exists and may be shown. */
export function seriesRange(story: MarketStory, id: string, from: string, to: string): readonly SeriesPoint[] {
  const today = story.tradingDate();
  const limit = id.startsWith('BAML') ? addDays(today, -limitedDays) : earliest;
  const first = from.replaceAll('-', '');
  const last = to.replaceAll('-', '');
  return story.macroSeries(
    id,
    /^\d{8}$/.test(first) && first > limit ? first : limit,
    /^\d{8}$/.test(last) && last < today ? last : today,
  );
}

/** A range may be empty where a series is not. */
export function hasSeries(story: MarketStory, id: string): boolean {
  return story.macroSeries(id, earliest, story.tradingDate()).length > 0;
}

/** Values are texts; a day without one is a dot. */
export function writtenValue(value: number | null): string {
  return value === null ? '.' : String(Math.round(value * 1e6) / 1e6);
}
