import { isTradingDay } from '../../domain/calendar.ts';
import { addDays } from '../../domain/time.ts';
import { combine, keyOf, normal } from '../market/random.ts';
import { chainStart, tradingDayIndex } from '../market/trading-days.ts';
import { claimsReleasedMs, releasedMs } from './economic-releases.ts';
import type { MacroChain, MacroMonth } from './macro-chain.ts';
import { assetsOf, claimsOf, conditionsOf, dollarOf, reverseReposOf, treasuryBalanceOf } from './macro-weeks.ts';
import type { MarketStory } from './market-story.ts';
import type { PriceDays } from './price-days.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork, datesBetween, isoOf, lastOfMonth, monthAt, monthIndex, monthOf, weekdayOf } from './story-dates.ts';

type Point = { readonly date: string; readonly value: number | null };
type Series = (fromDate: string, toDate: string) => readonly Point[];

/** Its months are the first that there are. */
const firstYear = 2023;
/** Of the country, about. */
const people = 342_000_000;

const two = (value: number): number => Math.round(value * 100) / 100;

/** Place of a maturity on the curve: weight of the policy rate, of the slope, and what is added to the level. */
const maturities = {
  DGS1MO: { policy: 1, slope: 0, level: 0.05, extra: 0.06 },
  DGS3MO: { policy: 1, slope: 0.05, level: 0.12, extra: 0.02 },
  DGS1: { policy: 0.85, slope: 0.15, level: 0.6, extra: 0.5 },
  DGS2: { policy: 0.7, slope: 0.3, level: 1, extra: 1.05 },
  DGS5: { policy: 0.5, slope: 0.7, level: 1.05, extra: 1.95 },
  DGS10: { policy: 0.35, slope: 1, level: 1, extra: 2.85 },
  DGS30: { policy: 0.25, slope: 1.15, level: 0.85, extra: 3.75 },
} as const;

export function createMacroSeries(days: StoryDays, macro: MacroChain, prices: PriceDays): MarketStory['macroSeries'] {
  const { seed } = days.market;

  /** Known the morning after. */
  const isKnown = (date: string): boolean => atNewYork(addDays(date, 1), 8) <= days.now();

  function yieldOf(id: keyof typeof maturities, date: string): number {
    const { policy, slope, level, extra } = maturities[id];
    const factors = macro.rates(tradingDayIndex(date));
    const noise = 0.008 * normal(combine(keyOf(seed, id), tradingDayIndex(date)));
    return two(policy * macro.policy(date) + slope * factors.slope + level * factors.level + extra + noise);
  }

  const vix = (date: string): number => prices('VIX', date)?.close ?? 0;
  const realTen = (date: string): number => two(yieldOf('DGS10', date) - macro.rates(tradingDayIndex(date)).breakeven);
  /** Less is expected of the nearer years. */
  const realFive = (date: string): number =>
    two(yieldOf('DGS5', date) - macro.rates(tradingDayIndex(date)).breakeven - 0.06);
  const overnight = (date: string): number => two(macro.policy(addDays(date, -1)) + 0.005);

  function secured(date: string): number {
    const next = addDays(date, 1);
    const turn = monthOf(next).month === monthOf(date).month ? 0 : 0.07;
    return two(overnight(date) - 0.02 + turn + 0.02 * normal(combine(keyOf(seed, 'SOFR'), tradingDayIndex(date))));
  }

  /** Business days; holidays have a row without a value. */
  function daily(value: (date: string) => number): Series {
    return (fromDate, toDate) =>
      datesBetween(fromDate, toDate)
        .filter((date) => weekdayOf(date) % 6 !== 0 && isKnown(date))
        .map((date) => ({ date, value: isTradingDay(date) && tradingDayIndex(date) > 0 ? value(date) : null }));
  }

  function everyDay(value: (date: string) => number): Series {
    return (fromDate, toDate) =>
      datesBetween(fromDate, toDate)
        .filter(isKnown)
        .map((date) => ({ date, value: value(date) }));
  }

  function weekly(weekday: number, knownMs: (date: string) => number, value: (date: string) => number): Series {
    return (fromDate, toDate) =>
      datesBetween(fromDate, toDate)
        .filter((date) => weekdayOf(date) === weekday && knownMs(date) <= days.now())
        .map((date) => ({ date, value: value(date) }));
  }

  function monthly(release: string, value: (month: MacroMonth) => number): Series {
    return (fromDate, toDate) => {
      const points: Point[] = [];
      const first = monthIndex(monthOf(fromDate < chainStart ? chainStart : fromDate));
      for (let index = first; index <= monthIndex(monthOf(toDate)); index += 1) {
        const month = monthAt(index);
        const date = isoOf(month.year, month.month, 1);
        const knownMs = releasedMs(release, month) ?? atNewYork(addDays(lastOfMonth(month.year, month.month), 1), 8);
        if (date >= fromDate && knownMs <= days.now()) points.push({ date, value: value(macro.month(month)) });
      }
      return points;
    };
  }

  /** Dated by the first day of the quarter, known with the release of its last month. */
  function quarterly(value: (month: MacroMonth) => number): Series {
    const months = monthly('gdp', value);
    return (fromDate, toDate) =>
      months(fromDate, toDate).filter(({ date }) => {
        const last = monthAt(monthIndex(monthOf(date)) + 2);
        const knownMs = releasedMs('gdp', last) ?? Infinity;
        return monthOf(date).month % 3 === 1 && knownMs <= days.now();
      });
  }

  /** Dated by the first of January, known in the January after. */
  function yearly(value: (year: number) => number): Series {
    return (fromDate, toDate) => {
      const points: Point[] = [];
      for (let { year } = monthOf(fromDate); year <= monthOf(toDate).year; year += 1) {
        const date = isoOf(year, 1, 1);
        const isKnown = atNewYork(isoOf(year + 1, 1, 31), 8) <= days.now();
        if (date >= fromDate && date <= toDate && year > firstYear && isKnown)
          points.push({ date, value: value(year) });
      }
      return points;
    };
  }

  const pricesOf = (year: number): number =>
    Array.from({ length: 12 }, (_, month) => macro.month({ year, month: month + 1 }).prices).reduce((a, b) => a + b) /
    12;

  const yields = Object.fromEntries(
    (Object.keys(maturities) as (keyof typeof maturities)[]).map((id) => [id, daily((date) => yieldOf(id, date))]),
  );

  const series: Readonly<Record<string, Series>> = {
    ...yields,
    DFII10: daily(realTen),
    // Differences of the published, rounded figures.
    T10YIE: daily((date) => two(yieldOf('DGS10', date) - realTen(date))),
    T10Y2Y: daily((date) => two(yieldOf('DGS10', date) - yieldOf('DGS2', date))),
    T10Y3M: daily((date) => two(yieldOf('DGS10', date) - yieldOf('DGS3MO', date))),
    DFII5: daily(realFive),
    T5YIE: daily((date) => two(yieldOf('DGS5', date) - realFive(date))),
    DTWEXBGS: daily((date) => dollarOf(seed, date)),
    RRPONTSYD: daily((date) => reverseReposOf(seed, date)),
    WTREGEN: weekly(
      3,
      (date) => atNewYork(addDays(date, 1), 16, 30),
      (date) => treasuryBalanceOf(seed, date),
    ),
    DFF: everyDay(overnight),
    DFEDTARU: everyDay((date) => two(macro.policy(addDays(date, -1)) + 0.125)),
    DFEDTARL: everyDay((date) => two(macro.policy(addDays(date, -1)) - 0.125)),
    SOFR: daily(secured),
    VIXCLS: daily(vix),
    SP500: daily((date) => prices('SPX', date)?.close ?? 0),
    BAMLH0A0HYM2: daily((date) =>
      two(Math.max(1.8, 3.05 + 0.085 * (vix(date) - 16) + macro.rates(tradingDayIndex(date)).credit)),
    ),
    BAMLC0A0CM: daily((date) =>
      two(Math.max(0.6, 0.92 + 0.022 * (vix(date) - 16) + 0.3 * macro.rates(tradingDayIndex(date)).credit)),
    ),
    ICSA: weekly(6, claimsReleasedMs, (date) => claimsOf(seed, date) * 1000),
    NFCI: weekly(
      5,
      (date) => atNewYork(addDays(date, 5), 8, 30),
      (date) => conditionsOf(seed, date),
    ),
    WALCL: weekly(
      3,
      (date) => atNewYork(addDays(date, 1), 16, 30),
      (date) => assetsOf(seed, date),
    ),
    UNRATE: monthly('unemployment', (month) => month.unemployment),
    CPIAUCSL: monthly('cpi', (month) => month.prices),
    CPILFESL: monthly('core-cpi', (month) => month.corePrices),
    PAYEMS: monthly('nfp', (month) => month.payrolls),
    CPIAUCNS: monthly('cpi', (month) => month.prices),
    PAYNSA: monthly('nfp', (month) => month.payrolls),
    RSAFS: monthly('retail', (month) => month.retailSold),
    // Without restaurants, an eighth of it.
    RSXFSN: monthly('retail', (month) => Math.round(0.873 * month.retailSold)),
    UMDMNO: monthly('durables', (month) => month.durables),
    GDP: quarterly((month) => month.output),
    GDPC1: quarterly((month) => month.realOutput),
    A939RX0Q048SBEA: quarterly((month) => Math.round((month.realOutput / people) * 1e9)),
    FPCPITOTLZGUSA: yearly((year) => two(100 * (pricesOf(year) / pricesOf(year - 1) - 1))),
    UMCSENT: monthly('sentiment', (month) => month.sentiment),
    JTSJOL: monthly('jolts', (month) => Math.round(month.openings * 1000)),
  };

  return (id, fromDate, toDate) => series[id]?.(fromDate, toDate) ?? [];
}
