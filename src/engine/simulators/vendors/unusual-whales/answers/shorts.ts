import { previousTradingDay } from '../../../../domain/calendar.ts';
import { addDays } from '../../../../domain/time.ts';
import { hashText, uniform } from '../../../market/random.ts';
import type { MarketStory, StoryShortInterest } from '../../../story/market-story.ts';
import type { Answer } from '../asked.ts';
import { dashed, decimal, isoSecond, maybe } from '../wire-format.ts';

/** The last sessions, newest first. */
function sessions(date: string, count: number): readonly string[] {
  const days = [date];
  while (days.length < count) days.push(previousTradingDay(days.at(-1) ?? date));
  return days;
}

/** One settlement at a time: a report covers every ticker and is asked for once for each. */
let newest: {
  readonly story: MarketStory;
  readonly date: string;
  readonly rows: readonly StoryShortInterest[];
} | null = null;

function newestReport(story: MarketStory, symbol: string): StoryShortInterest | null {
  const [date] = story.shortInterestDates();
  if (date === undefined) return null;
  if (newest?.story !== story || newest.date !== date) newest = { story, date, rows: story.shortInterest(date) };
  return newest.rows.find((row) => row.symbol === symbol) ?? null;
}

export const shortData: Answer = ({ story, symbol, company, now }) => {
  const report = newestReport(story, symbol);
  if (!report) return { data: [] };
  return {
    data: [
      {
        symbol,
        name: company?.name ?? '',
        currency: 'USD',
        fee_rate: decimal(report.feeRate, 4),
        rebate_rate: decimal(4.3 - report.feeRate, 4),
        short_shares_available: report.sharesAvailable,
        timestamp: isoSecond(Math.floor(now / 900_000) * 900_000),
      },
    ],
  };
};

/** Short sales off exchange as a part of all that traded: this vendor's ratio is a third of FINRA's. */
export const shortVolumeAnswer: Answer = ({ story, symbol, date }) => ({
  data: sessions(date, 20).flatMap((day) => {
    const row = story.shortVolume(day, symbol)[0];
    const bar = story.dailyBars(symbol, day, day)[0];
    if (!row || !bar) return [];
    return [
      {
        market_date: dashed(day),
        short_volume: row.shortVolume,
        total_volume: bar.volume,
        short_volume_ratio: decimal(row.shortVolume / Math.max(1, bar.volume), 4),
        close_price: decimal(bar.close, 2),
      },
    ];
  }),
});

export const failsAnswer: Answer = ({ story, symbol, company, date }) => ({
  data:
    company?.kind === 'stock'
      ? sessions(addDays(date, -30), 7).map((day) => ({
          date: dashed(day),
          quantity: Math.floor(uniform(hashText(`${story.seed}/${symbol}/${day}/fails`)) * 20_000),
          price: maybe(story.dailyBars(symbol, day, day)[0]?.close ?? null),
        }))
      : [],
});

export const shortInterestAnswer: Answer = ({ story, symbol, company }) => {
  const report = newestReport(story, symbol);
  if (!report || !company) return { data: null };
  return {
    data: {
      symbol,
      market_date: dashed(report.settlementDate),
      short_interest: report.shares,
      total_float: company.floatShares,
      si_float: decimal(report.shares / Math.max(1, company.floatShares), 9),
      days_to_cover: decimal(report.shares / Math.max(1, report.averageDailyVolume), 2),
      fee_rate: decimal(report.feeRate, 4),
      short_shares_available: report.sharesAvailable,
    },
  };
};
