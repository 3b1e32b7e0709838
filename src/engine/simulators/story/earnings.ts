import { addDays } from '../../domain/time.ts';
import { combine, hashText, keyOf, normal, uniform } from '../market/random.ts';
import { anchorDate, tradingDayAt, tradingDayIndex } from '../market/trading-days.ts';
import { storyStocks } from './companies.ts';
import type { StoryCompany, StoryEarnings } from './market-story.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork, lastOfMonth, monthAt, monthIndex, monthOf, tradingOnOrAfter } from './story-dates.ts';

/** Days after a quarter's end in which companies report. */
const window = { from: 13, to: 44 } as const;

type Report = StoryEarnings & {
  readonly releasedMs: number;
  /** Known to the story before the report is out. */
  readonly beats: boolean;
};

/**
 * Quarterly reports. Where a quarter's reporting season holds an overnight surprise of the market's own, the report is
 * what caused it: it came out the evening before or that morning, and its figures surprise the same way.
 */
export function createEarnings(days: StoryDays): {
  readonly earnings: (fromDate: string, toDate: string) => readonly StoryEarnings[];
  readonly reportsOf: (company: StoryCompany, fromDate: string, toDate: string) => readonly Report[];
} {
  const { seed } = days.market;

  function surpriseDay(
    company: StoryCompany,
    quarterEnd: string,
  ): { readonly index: number; readonly news: number } | null {
    const day = days.today();
    const spec = day.bySymbol(company.symbol)?.spec;
    const first = tradingDayIndex(tradingOnOrAfter(addDays(quarterEnd, window.from)));
    const last = tradingDayIndex(tradingOnOrAfter(addDays(quarterEnd, window.to)));
    if (!spec || first < 1) return null;
    let best: { readonly index: number; readonly news: number } | null = null;
    for (let index = first; index <= last; index += 1) {
      const { news } = day.world.own(spec).day(index);
      if (news !== 0 && Math.abs(news) > Math.abs(best?.news ?? 0)) best = { index, news };
    }
    return best;
  }

  function reportOf(company: StoryCompany, month: number): Report {
    const { year, month: month1 } = monthAt(month);
    const fiscalQuarterEnd = lastOfMonth(year, month1);
    const key = keyOf(seed, 'earnings', company.symbol, month);
    const surprise = surpriseDay(company, fiscalQuarterEnd);
    const session = uniform(keyOf(hashText(company.symbol), 'session')) < 0.6 ? 'after-close' : 'before-open';
    const offset = window.from + Math.floor(uniform(combine(key, 1)) * (window.to - window.from));
    const reacted = surprise ? tradingDayAt(surprise.index - (session === 'after-close' ? 1 : 0)) : null;
    const date = reacted ?? tradingOnOrAfter(addDays(fiscalQuarterEnd, offset));
    // From the reference price, so that an estimate of a quarter to come says nothing about prices to come.
    const price = days.today().bySymbol(company.symbol)?.spec.price ?? 100;
    const growth = 1.02 ** ((month - monthIndex(monthOf(anchorDate))) / 3);
    const multiple = 15 + 30 * uniform(keyOf(hashText(company.symbol), 'multiple'));
    const epsEstimate = Math.max(
      0.01,
      Math.round(((price * growth) / multiple / 4) * Math.exp(0.06 * normal(combine(key, 2))) * 100) / 100,
    );
    const direction = surprise ? Math.sign(surprise.news) : normal(combine(key, 3)) > -0.6 ? 1 : -1;
    const size = (surprise ? 0.06 : 0.02) + 0.05 * uniform(combine(key, 4));
    const margin = 0.08 + 0.2 * uniform(keyOf(hashText(company.symbol), 'margin'));
    const revenueEstimate = Math.round((epsEstimate * company.sharesOutstanding) / margin / 1e6) * 1e6;
    const releasedMs = session === 'after-close' ? atNewYork(date, 16, 5) : atNewYork(date, 7, 0);
    const isOut = releasedMs <= days.now();
    return {
      symbol: company.symbol,
      date,
      session,
      fiscalQuarterEnd,
      epsEstimate,
      epsActual: isOut ? Math.round(epsEstimate * (1 + direction * size) * 100) / 100 : null,
      revenueEstimate,
      revenueActual: isOut ? Math.round((revenueEstimate * (1 + direction * size * 0.4)) / 1e6) * 1e6 : null,
      releasedMs,
      beats: direction > 0,
    };
  }

  function reportsOf(company: StoryCompany, fromDate: string, toDate: string): readonly Report[] {
    // One company in five closes its books a month after the calendar quarter.
    const shift = uniform(keyOf(hashText(company.symbol), 'fiscal')) < 0.2 ? 1 : 0;
    const first = monthIndex(monthOf(addDays(fromDate, -window.to - 35)));
    const last = monthIndex(monthOf(toDate));
    const found: Report[] = [];
    for (let month = first; month <= last; month += 1) {
      if ((month % 12) % 3 !== (2 + shift) % 3) continue;
      const report = reportOf(company, month);
      if (report.date >= fromDate && report.date <= toDate) found.push(report);
    }
    return found;
  }

  return {
    reportsOf,
    earnings: (fromDate, toDate) =>
      storyStocks
        .flatMap((company) => reportsOf(company, fromDate, toDate))
        .map(({ releasedMs: _releasedMs, beats: _beats, ...report }) => report)
        .toSorted((a, b) => (a.date === b.date ? a.symbol.localeCompare(b.symbol) : a.date < b.date ? -1 : 1)),
  };
}
