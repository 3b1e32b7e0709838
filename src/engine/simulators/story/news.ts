import { isTradingDay } from '../../domain/calendar.ts';
import { addDays, wallTime } from '../../domain/time.ts';
import { createBoundedCache } from '../market/bounded-cache.ts';
import { episodePlans } from '../market/episode-plan.ts';
import type { Jump } from '../market/factor-path.ts';
import { combine, keyOf, poisson, uniform } from '../market/random.ts';
import { sessionGrid } from '../market/session-grid.ts';
import { tradingDayIndex } from '../market/trading-days.ts';
import { companyOfSymbol, storyStocks } from './companies.ts';
import type { createEarnings } from './earnings.ts';
import type { HeadlineKind } from './headlines.ts';
import { headlines, publishers } from './headlines.ts';
import type { MarketStory, StoryCompany, StoryNews } from './market-story.ts';
import { drawn } from './names.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork } from './story-dates.ts';

/** Ordinary headlines of a company on a trading day. */
const usualPerDay = 1.6;
/** Of episodes, how many come with a headline that fits their direction: more of the true ones. */
const episodeChance = { agreement: 0.6, misleading: 0.35 } as const;
const indexFunds = ['SPX', 'SPY', 'QQQ', 'IWM'] as const;

type Item = { readonly kind: HeadlineKind; readonly timeMs: number; readonly key: number; readonly sentiment: number };

function told(company: StoryCompany | null, item: Item, isMajor: boolean): StoryNews {
  const text = drawn<string>(headlines[item.kind], combine(item.key, 1));
  return {
    id: `n${item.timeMs.toString(36)}${(item.key >>> 0).toString(36)}`,
    timeMs: item.timeMs,
    headline: text.replace('{name}', company?.name ?? ''),
    publisher: drawn(publishers, combine(item.key, 2)),
    symbols: company ? [company.symbol] : indexFunds,
    // Plus zero: no negative zero on any wire.
    sentiment: Math.round(item.sentiment * 100) / 100 + 0,
    isMajor,
  };
}

const side = (up: boolean): 1 | -1 => (up ? 1 : -1);

export function createNews(
  days: StoryDays,
  reportsOf: ReturnType<typeof createEarnings>['reportsOf'],
): MarketStory['news'] {
  const { seed } = days.market;
  const known = createBoundedCache<readonly StoryNews[]>(40);

  function jumpNews(
    company: StoryCompany | null,
    jumps: readonly Jump[],
    date: string,
    key: number,
  ): readonly StoryNews[] {
    return jumps.map((jump) => {
      const isUp = jump.size > 0;
      const kind = company ? (isUp ? 'jump-up' : 'jump-down') : isUp ? 'market-up' : 'market-down';
      // In the second that moves the price, so that nobody reads it before.
      const timeMs = sessionGrid(date).startMs + jump.second * 1000;
      return told(company, { kind, timeMs, key: combine(key, jump.second), sentiment: 0.8 * side(isUp) }, true);
    });
  }

  function overnightNews(company: StoryCompany, news: number, date: string, key: number): readonly StoryNews[] {
    if (news === 0 || reportsOf(company, addDays(date, -5), date).some((report) => reactsOn(report, date))) return [];
    const timeMs = atNewYork(date, 6) + Math.floor(uniform(combine(key, 3)) * 2.5 * 3600) * 1000;
    const isUp = news > 0;
    return [told(company, { kind: isUp ? 'gap-up' : 'gap-down', timeMs, key, sentiment: 0.7 * side(isUp) }, true)];
  }

  /** The evening's report is answered the next morning, the morning's the same day. */
  function reactsOn(report: ReturnType<typeof reportsOf>[number], date: string): boolean {
    if (report.session === 'before-open') return report.date === date;
    let next = addDays(report.date, 1);
    while (!isTradingDay(next)) next = addDays(next, 1);
    return next === date;
  }

  function earningsNews(company: StoryCompany, date: string, key: number): readonly StoryNews[] {
    return reportsOf(company, date, date).map((report) => {
      const item = { timeMs: report.releasedMs, key: combine(key, 4), sentiment: 0.6 * side(report.beats) };
      return told(company, { ...item, kind: report.beats ? 'earnings-beat' : 'earnings-miss' }, true);
    });
  }

  function usualNews(company: StoryCompany, date: string, key: number): readonly StoryNews[] {
    const count = poisson(isTradingDay(date) ? usualPerDay : usualPerDay / 8, combine(key, 5));
    return Array.from({ length: count }, (_, rank) => {
      const own = combine(key, 100 + rank);
      const mood = uniform(combine(own, 3));
      const kind = mood < 0.3 ? 'good' : mood < 0.78 ? 'plain' : 'bad';
      const usual = kind === 'plain' ? 0 : kind === 'good' ? 0.3 : -0.3;
      const sentiment = usual + 0.3 * (uniform(combine(own, 4)) - 0.5);
      const timeMs = atNewYork(date, 6) + Math.floor(uniform(combine(own, 5)) * 13.5 * 3600) * 1000;
      return told(company, { kind, timeMs, key: own, sentiment }, false);
    });
  }

  function episodeNews(date: string): readonly StoryNews[] {
    return episodePlans(seed, date).flatMap((plan, rank) => {
      const key = keyOf(seed, 'episode news', Number(date), rank);
      if (uniform(key) >= episodeChance[plan.truth]) return [];
      const timeMs =
        sessionGrid(date).startMs + (plan.startSecond + Math.floor(60 + 900 * uniform(combine(key, 1)))) * 1000;
      const kind = plan.direction === 1 ? 'episode-up' : 'episode-down';
      const item = { kind, timeMs, key, sentiment: 0.45 * plan.direction } as const;
      return [told(companyOfSymbol(plan.symbol), item, false)];
    });
  }

  function companyNews(company: StoryCompany, date: string): readonly StoryNews[] {
    const key = keyOf(seed, 'news', company.symbol, Number(date));
    const usual = usualNews(company, date, key);
    const day = days.today();
    const spec = day.bySymbol(company.symbol)?.spec;
    const index = tradingDayIndex(date);
    if (!spec || index < 1) return usual;
    return [
      ...usual,
      ...overnightNews(company, day.world.own(spec).day(index).news, date, key),
      ...earningsNews(company, date, key),
      ...jumpNews(company, day.world.ownPath(spec, index).jumps, date, key),
    ];
  }

  function newsOf(date: string): readonly StoryNews[] {
    const all = storyStocks.flatMap((company) => companyNews(company, date));
    const index = tradingDayIndex(date);
    if (index > 0) {
      const { jumps } = days.today().world.marketPath(index);
      all.push(...jumpNews(null, jumps, date, keyOf(seed, 'market news', index)), ...episodeNews(date));
    }
    return all.toSorted((a, b) => a.timeMs - b.timeMs || a.id.localeCompare(b.id));
  }

  return (fromMs, toMs) => {
    const untilMs = Math.min(toMs, days.now());
    const found: StoryNews[] = [];
    if (!(fromMs < untilMs)) return found;
    const last = wallTime(untilMs).date;
    for (let date = wallTime(fromMs).date; date <= last; date = addDays(date, 1)) {
      const list = known.get(date, () => newsOf(date));
      found.push(...list.filter((item) => item.timeMs >= fromMs && item.timeMs < untilMs));
    }
    return found;
  };
}
