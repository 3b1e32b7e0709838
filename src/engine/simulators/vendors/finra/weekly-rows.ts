import { addDays } from '../../../domain/time.ts';
import type { MarketStory, StoryAtsWeek } from '../../story/market-story.ts';

const dash = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

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

/** Summary rows of every level, newest week first: with a level left out of the question all of them come back. */
export function weeklyRows(
  story: MarketStory,
  weeks: number,
  kindOf: (venue: string) => 'ATS' | 'OTC',
): readonly WeeklyRow[] {
  const today = story.tradingDate();
  const weekday = new Date(`${dash(today)}T00:00:00Z`).getUTCDay();
  const monday = addDays(today, -((weekday + 6) % 7));
  const rows: WeeklyRow[] = [];
  for (let back = 0; back < weeks; back += 1) {
    const published = story.atsWeek(addDays(monday, -7 * back)).filter((week) => week.publishedMs <= story.now());
    for (const symbol of new Set(published.map((week) => week.symbol))) {
      for (const kind of ['ATS', 'OTC'] as const) {
        const own = published.filter((week) => week.symbol === symbol && kindOf(week.venue) === kind);
        const sum = rowOf(own, `${kind}_W_SMBL`, null, story);
        if (sum) rows.push(sum);
        for (const venue of own) {
          const row = rowOf(own, `${kind}_W_SMBL_FIRM`, venue, story);
          if (row) rows.push(row);
        }
      }
    }
  }
  return rows;
}
