import { addDays } from '../../domain/time.ts';
import { combine, keyOf, normal, uniform } from '../market/random.ts';
import type { OffExchangeTotal } from '../market/off-exchange.ts';
import { storyCompanies } from './companies.ts';
import type { MarketStory, StoryAtsWeek } from './market-story.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork, tradingDatesBetween, weekdayOf } from './story-dates.ts';

export type OffExchangeVenue = {
  /** Four letters, as venues are known to the register. */
  readonly code: string;
  readonly name: string;
  readonly kind: 'ATS' | 'OTC';
  /** Of all off-exchange shares. */
  readonly share: number;
  /** Mean trade over the usual one. */
  readonly tradeSize: number;
};

/** Where the practice market trades off exchange: crossing systems, and dealers who fill orders themselves. Invented. */
export const offExchangeVenues: readonly OffExchangeVenue[] = [
  { code: 'QHLM', name: 'HALMERE WHOLESALE', kind: 'OTC', share: 0.29, tradeSize: 0.9 },
  { code: 'QVTR', name: 'VANTRO EXECUTION', kind: 'OTC', share: 0.2, tradeSize: 0.85 },
  { code: 'QDUN', name: 'DUNMARK DEALERS', kind: 'OTC', share: 0.09, tradeSize: 1.2 },
  { code: 'QBXP', name: 'BRIXHAM POOL', kind: 'ATS', share: 0.11, tradeSize: 0.8 },
  { code: 'QSTW', name: 'STILLWATER CROSS', kind: 'ATS', share: 0.09, tradeSize: 1 },
  { code: 'QORM', name: 'ORMONT ATS', kind: 'ATS', share: 0.07, tradeSize: 0.95 },
  { code: 'QLRK', name: 'LARKSPUR MATCH', kind: 'ATS', share: 0.06, tradeSize: 1.1 },
  { code: 'QTND', name: 'TENDRIL ATS', kind: 'ATS', share: 0.05, tradeSize: 0.9 },
  { code: 'QGRV', name: 'GRAVEN BLOCK', kind: 'ATS', share: 0.03, tradeSize: 14 },
  { code: 'QMST', name: 'MISTRAL BLOCK', kind: 'ATS', share: 0.01, tradeSize: 22 },
];

/** Weekly figures come out three weeks after the week began. */
const delayDays = 21;

/** Splits a whole number by weights; the parts add up to it. */
function split(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight, index) => {
    passed += weight;
    const upTo = index === weights.length - 1 ? total : Math.floor((total * passed) / sum);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

export function createAtsWeeks(
  days: StoryDays,
  offExchange: (symbol: string, date: string) => OffExchangeTotal,
): MarketStory['atsWeek'] {
  const { seed } = days.market;

  function symbolWeek(symbol: string, weekStart: string, publishedMs: number): readonly StoryAtsWeek[] {
    let shares = 0;
    let trades = 0;
    for (const date of tradingDatesBetween(weekStart, addDays(weekStart, 4))) {
      const day = offExchange(symbol, date);
      shares += day.shares;
      trades += day.trades;
    }
    const key = keyOf(seed, 'ats', symbol, Number(weekStart));
    const weights = offExchangeVenues.map(
      (venue, rank) =>
        venue.share *
        Math.exp(0.3 * normal(combine(keyOf(seed, 'ats usual', symbol), rank)) + 0.15 * normal(combine(key, rank))),
    );
    const parts = split(shares, weights);
    const counts = split(
      trades,
      offExchangeVenues.map(
        (venue, rank) => ((weights[rank] ?? 0) / venue.tradeSize) * (0.9 + 0.2 * uniform(combine(key, 50 + rank))),
      ),
    );
    return offExchangeVenues.flatMap(({ code, name, kind }, rank) => {
      const part = parts[rank] ?? 0;
      const count = Math.min(part, Math.max(part > 0 ? 1 : 0, counts[rank] ?? 0));
      return part > 0
        ? [{ weekStart, publishedMs, symbol, venue: code, venueName: name, kind, shares: part, trades: count }]
        : [];
    });
  }

  return (weekStart, symbol) => {
    if (weekdayOf(weekStart) !== 1) return [];
    const publishedMs = atNewYork(addDays(weekStart, delayDays), 9);
    if (publishedMs > days.now()) return [];
    return storyCompanies
      .filter((company) => company.kind !== 'index' && (symbol === undefined || company.symbol === symbol))
      .flatMap((company) => symbolWeek(company.symbol, weekStart, publishedMs));
  };
}
