import { addDays, dateUtc } from '../../../domain/time.ts';
import { offExchangeVenues } from '../../story/ats-weeks.ts';
import type { MarketStory, StoryAtsWeek } from '../../story/market-story.ts';

const dash = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
const kinds = new Map(offExchangeVenues.map(({ code, kind }) => [code, kind]));

export type WeeklyRow = Readonly<Record<string, string | number | null>>;

function rowOf(
  weeks: readonly StoryAtsWeek[],
  level: string,
  venue: StoryAtsWeek | null,
  story: MarketStory,
): WeeklyRow | null {
  const [first] = weeks;
  if (!first) return null;
  const parts = venue ? [venue] : weeks;
  const published = new Date(first.publishedMs).toISOString().slice(0, 10);
  return {
    issueSymbolIdentifier: first.symbol.replaceAll('.', ''),
    issueName: story.company(first.symbol)?.name ?? first.symbol,
    ...(venue ? { MPID: venue.venue, marketParticipantName: venue.venue } : {}),
    totalWeeklyShareQuantity: parts.reduce((sum, part) => sum + part.shares, 0),
    totalWeeklyTradeCount: parts.reduce((sum, part) => sum + part.trades, 0),
    totalNotionalSum: null,
    weekStartDate: dash(first.weekStart),
    initialPublishedDate: published,
    lastUpdateDate: published,
    tierIdentifier: level.startsWith('OTC') ? 'OTC' : 'T1',
    summaryTypeCode: level,
    productTypeCode: 'NMS',
  };
}

/** Mondays from `from` to `to`, newest first. */
export function mondaysBetween(from: string, to: string): readonly string[] {
  const weekday = new Date(dateUtc(to)).getUTCDay();
  const mondays: string[] = [];
  for (let monday = addDays(to, -((weekday + 6) % 7)); monday >= from; monday = addDays(monday, -7)) {
    mondays.push(monday);
  }
  return mondays;
}

/** Summary rows of a symbol's week on every level: with none named in the question all of them come back. */
export function weeklyRows(story: MarketStory, weekStart: string, symbol: string): readonly WeeklyRow[] {
  const published = story.atsWeek(weekStart, symbol).filter((week) => week.publishedMs <= story.now());
  const rows: WeeklyRow[] = [];
  for (const kind of ['ATS', 'OTC'] as const) {
    const own = published.filter((week) => (kinds.get(week.venue) ?? 'ATS') === kind);
    const sum = rowOf(own, `${kind}_W_SMBL`, null, story);
    if (sum) rows.push(sum);
    for (const venue of own) {
      const row = rowOf(own, `${kind}_W_SMBL_FIRM`, venue, story);
      if (row) rows.push(row);
    }
  }
  return rows;
}
