import { combine, keyOf, normal, uniform } from '../market/random.ts';
import type { FactorWorld } from '../market/factor-world.ts';
import type { YearMonth } from './story-dates.ts';
import { monthAt, monthIndex, monthOf, nthWeekdayOf } from './story-dates.ts';
import { anchorDate } from '../market/trading-days.ts';

/** Economy of a month. */
export type MacroMonth = {
  /** Consumer prices, index. */
  readonly prices: number;
  readonly corePrices: number;
  /** Thousands employed. */
  readonly payrolls: number;
  /** Per cent. */
  readonly unemployment: number;
  readonly manufacturing: number;
  readonly services: number;
  /** Per cent on the month. */
  readonly retailSales: number;
  readonly producerPrices: number;
  readonly sentiment: number;
  /** Millions. */
  readonly openings: number;
  /** Per cent a year, of the quarter the month is in. */
  readonly growth: number;
  /** Millions of dollars sold in shops, seasons taken out. */
  readonly retailSold: number;
  /** Millions of dollars of durable goods ordered. */
  readonly durables: number;
  /** Output of the quarter the month is in, at the rate of a year, billions of dollars: of today's prices and of 2017's. */
  readonly output: number;
  readonly realOutput: number;
};

/** Interest rates of a trading day before rounding, per cent. */
export type RateDay = {
  readonly level: number;
  readonly slope: number;
  readonly breakeven: number;
  readonly credit: number;
};

const firstMonth = monthIndex({ year: 2023, month: 1 });
const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Target range's middle on the anchor date, per cent. */
const anchorPolicy = 3.625;
/** Months whose third Wednesday the central bank meets on. */
const meetingMonths = [1, 3, 4, 6, 7, 9, 10, 12];

export function meetingDates(year: number): readonly string[] {
  return meetingMonths.map((month) =>
    nthWeekdayOf({ year, month }, 3, month === 1 || month === 4 || month === 7 || month === 10 ? 4 : 3),
  );
}

/** The slow things: monthly economy, policy rate and the factors of the yield curve. Pure functions of the seed. */
export function createMacroChain(world: FactorWorld): {
  month(month: YearMonth): MacroMonth;
  /** Middle of the target range in force on a date. */
  policy(date: string): number;
  rates(index: number): RateDay;
} {
  const { seed } = world;
  const months: MacroMonth[] = [];
  const rateDays: RateDay[] = [];
  const draw = (name: string, rank: number): number => normal(keyOf(seed, name, rank));

  function growMonth(): void {
    const rank = months.length;
    const before = months.at(-1);
    const cycle = 0.9 * (((before?.manufacturing ?? 49.5) - 50) / 3);
    const inflation = 0.21 + 0.04 * cycle + 0.08 * draw('cpi', rank);
    const core = 0.24 + 0.03 * cycle + 0.05 * draw('core', rank);
    const quarter = Math.floor(rank / 3);
    const growth = round(2.2 + 0.5 * draw('growth', quarter) + 0.4 * cycle, 1);
    const retailSales = round(0.3 + 0.08 * cycle + 0.45 * draw('retail', rank), 1);
    // Of the months of a quarter the first says what the quarter brings.
    const grown = rank % 3 === 0 ? growth / 400 : 0;
    const dearer = rank % 3 === 0 ? 0.0062 : 0;
    months.push({
      prices: round((before?.prices ?? 300.5) * (1 + inflation / 100), 3),
      corePrices: round((before?.corePrices ?? 304) * (1 + core / 100), 3),
      payrolls: Math.round((before?.payrolls ?? 154_800) + 95 + 40 * cycle + 55 * draw('jobs', rank)),
      unemployment: round(
        4.15 + 0.93 * ((before?.unemployment ?? 4) - 4.15) - 0.05 * cycle + 0.07 * draw('rate', rank),
        1,
      ),
      manufacturing: round(50 + 0.85 * ((before?.manufacturing ?? 49.5) - 50) + 0.9 * draw('ism', rank), 1),
      services: round(52 + 0.7 * ((before?.services ?? 52) - 52) + 0.2 * cycle + 1.1 * draw('services', rank), 1),
      retailSales,
      producerPrices: round(0.2 + 0.5 * (inflation - 0.21) + 0.18 * draw('ppi', rank), 1),
      sentiment: round(68 + 0.88 * ((before?.sentiment ?? 68) - 68) + 2.6 * draw('mood', rank), 1),
      openings: round(7.6 + 0.9 * ((before?.openings ?? 7.8) - 7.6) + 0.2 * draw('openings', rank), 2),
      growth,
      retailSold: Math.round((before?.retailSold ?? 692_000) * (1 + retailSales / 100)),
      durables: Math.round(292_000 + 0.8 * ((before?.durables ?? 288_000) - 292_000) + 9_000 * draw('durables', rank)),
      output: round((before?.output ?? 26_800) * (1 + grown + dearer), 3),
      realOutput: round((before?.realOutput ?? 22_050) * (1 + grown), 3),
    });
  }

  /** A meeting's change in per cent; the years before the anchor were years of cuts. */
  function decision(year: number, rank: number): number {
    const u = uniform(combine(keyOf(seed, 'policy', year), rank));
    if (year < 2027) return u < 0.38 ? -0.25 : 0;
    return u < 0.22 ? -0.25 : u > 0.9 ? 0.25 : 0;
  }

  function changesBetween(afterDate: string, toDate: string): number {
    let sum = 0;
    for (let year = monthOf(afterDate).year; year <= monthOf(toDate).year; year += 1) {
      for (const [rank, date] of meetingDates(year).entries()) {
        if (date > afterDate && date <= toDate) sum += decision(year, rank);
      }
    }
    return sum;
  }

  function growRates(): void {
    const index = rateDays.length;
    const before = rateDays.at(-1) ?? { level: 0, slope: 0, breakeven: 2.28, credit: 0 };
    const market = world.market.day(index);
    const z = Math.max(-4, Math.min(4, (market.gap + market.session) / (market.sigma / Math.sqrt(252))));
    rateDays.push({
      // Safe havens are bought when stocks fall.
      level: 0.994 * before.level + 0.045 * draw('level', index) + 0.013 * z,
      slope: 0.992 * before.slope + 0.028 * draw('slope', index),
      breakeven: 2.28 + 0.99 * (before.breakeven - 2.28) + 0.02 * draw('breakeven', index) + 0.006 * z,
      credit: 0.97 * before.credit + 0.05 * draw('credit', index),
    });
  }

  return {
    month(month) {
      const rank = Math.max(0, monthIndex(month) - firstMonth);
      while (months.length <= rank) growMonth();
      const found = months[rank];
      if (!found) throw new Error(`Invariant: no month ${JSON.stringify(monthAt(rank))}`);
      return found;
    },
    // A decision holds from the day after the meeting.
    policy: (date) =>
      date > anchorDate
        ? anchorPolicy + changesBetween(anchorDate, date)
        : anchorPolicy - changesBetween(date, anchorDate),
    rates(index) {
      while (rateDays.length <= index) growRates();
      return rateDays[index] ?? { level: 0, slope: 0, breakeven: 2.28, credit: 0 };
    },
  };
}

export type MacroChain = ReturnType<typeof createMacroChain>;
