import { addDays } from '../../../../domain/time.ts';
import type { StoryEarnings } from '../../../story/market-story.ts';
import { paged, type Answer, type Asked } from '../asked.ts';
import { dashed, decimal, isoSecond, maybe } from '../wire-format.ts';

function earningsRow({ story }: Asked, each: StoryEarnings): Readonly<Record<string, unknown>> {
  return {
    symbol: each.symbol,
    full_name: story.company(each.symbol)?.name.toUpperCase() ?? '',
    report_date: dashed(each.date),
    report_time: each.session === 'before-open' ? 'premarket' : 'postmarket',
    ending_fiscal_quarter: dashed(each.fiscalQuarterEnd),
    street_mean_est: decimal(each.epsEstimate),
    actual_eps: maybe(each.epsActual),
    expected_move: null,
    expected_move_perc: null,
    source: 'company',
  };
}

const earningsOf =
  (session: StoryEarnings['session']): Answer =>
  (asked) => ({
    data: paged(
      asked.story.earnings(asked.date, asked.date).filter((each) => each.session === session),
      asked.query,
      100,
    ).map((each) => earningsRow(asked, each)),
  });
export const earningsPremarket = earningsOf('before-open');
export const earningsAfterhours = earningsOf('after-close');

export const earningsTicker: Answer = (asked) => ({
  data: asked.story
    .earnings(addDays(asked.date, -400), addDays(asked.date, 100))
    .filter(({ symbol }) => symbol === asked.symbol)
    .map((each) => earningsRow(asked, each)),
});

/** Neither what came out nor how much it matters. */
export const economicCalendar: Answer = ({ story, date }) => ({
  data: story.economicEvents(addDays(date, -2), addDays(date, 14)).map((event) => ({
    event: event.name,
    time: isoSecond(event.scheduledMs),
    type: 'report',
    reported_period: event.period === '' ? null : event.period,
    forecast: figure(event.forecast, event.unit),
    prev: figure(event.previous, event.unit),
  })),
});

function figure(value: number | null, unit: string): string | null {
  if (value === null) return null;
  if (unit === '%' || unit === 'percent') return `${value}%`;
  return String(value);
}

/** The practice market has no drug makers of its own: one date a month, of the same invented drug. */
export const fdaCalendar: Answer = ({ story, date }) => {
  const company = story.companies().find(({ kind, sector }) => kind === 'stock' && sector === 'Healthcare');
  if (!company) return { data: [] };
  const target = dashed(addDays(date, 21));
  return {
    data: [
      {
        ticker: company.symbol,
        drug: 'Pretendimab',
        catalyst: 'PDUFA Date',
        start_date: target,
        end_date: target,
        description: 'Decision due on an invented drug',
        outcome: null,
        status: 'BLA',
      },
    ],
  };
};

const mood = (sentiment: number): string => (sentiment > 0.2 ? 'positive' : sentiment < -0.2 ? 'negative' : 'neutral');

export const newsHeadlines: Answer = ({ story, query, now }) => ({
  data: paged(story.news(now - 86_400_000, now).toReversed(), query, 100).map((item) => ({
    created_at: isoSecond(item.timeMs),
    headline: item.headline,
    source: item.publisher,
    tickers: item.symbols,
    tags: [],
    is_major: item.isMajor,
    sentiment: mood(item.sentiment),
    meta: {},
  })),
});

const firms = ['Harborline', 'Castell & Dunmore', 'Northwick'];

/** Opinions follow the news of the last day. */
export const analystRatings: Answer = ({ story, query, now }) => ({
  data: paged(
    story.news(now - 86_400_000, now).filter((item) => item.symbols.length === 1),
    query,
    500,
  ).map((item, index) => {
    const ticker = item.symbols[0] ?? '';
    return {
      ticker,
      timestamp: isoSecond(item.timeMs),
      firm: firms[index % firms.length],
      analyst_name: `Analyst ${(index % 7) + 1}`,
      action: item.sentiment > 0 ? 'upgraded' : 'maintained',
      recommendation: item.sentiment > 0 ? 'buy' : 'hold',
      target: decimal((story.quote(ticker)?.last ?? 0) * (1.08 + item.sentiment / 10), 1),
      sector: story.company(ticker)?.sector ?? null,
    };
  }),
});
