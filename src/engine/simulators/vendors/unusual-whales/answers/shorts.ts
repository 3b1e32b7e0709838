import { previousTradingDay } from '../../../../domain/calendar.ts';
import { addDays } from '../../../../domain/time.ts';
import { hashText, uniform } from '../../../market/random.ts';
import type { Answer } from '../asked.ts';
import { dashed, decimal, isoSecond, maybe } from '../wire-format.ts';

/** The last sessions, newest first. */
function sessions(date: string, count: number): readonly string[] {
  const days = [date];
  while (days.length < count) days.push(previousTradingDay(days.at(-1) ?? date));
  return days;
}

export const shortData: Answer = ({ story, symbol, company, now }) => {
  const settled = story.shortInterestDates()[0];
  const report = settled === undefined ? null : story.shortInterest(settled).find((each) => each.symbol === symbol);
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

export const shortVolumeAnswer: Answer = ({ story, symbol, date }) => ({
  data: sessions(date, 20).flatMap((day) => {
    const row = story.shortVolume(day).find((each) => each.symbol === symbol);
    if (!row) return [];
    return [
      {
        market_date: dashed(day),
        short_volume: row.shortVolume,
        total_volume: row.totalVolume,
        short_volume_ratio: decimal(row.shortVolume / Math.max(1, row.totalVolume), 4),
        close_price: maybe(story.dailyBars(symbol, day, day)[0]?.close ?? null),
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
  const rows = story.shortInterestDates().flatMap((date) => story.shortInterest(date));
  const report = rows.find((each) => each.symbol === symbol);
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
