import { nextTradingDay } from '../../domain/calendar.ts';
import { combine, hashText, keyOf, normal, uniform } from '../market/random.ts';
import type { OffExchangeTotal } from '../market/off-exchange.ts';
import { chainStart, tradingDayIndex } from '../market/trading-days.ts';
import { storyCompanies } from './companies.ts';
import type { MarketStory, StoryCompany, StoryShortDay, StoryShortInterest } from './market-story.ts';
import type { StoryDays } from './story-days.ts';
import {
  atNewYork,
  isoOf,
  lastOfMonth,
  monthAt,
  monthIndex,
  monthOf,
  tradingDaysAfter,
  tradingOnOrBefore,
} from './story-dates.ts';

/** Short interest becomes public this many trading days after its settlement date. */
const publicationDays = 7;
/** Daily short volume is published at 18:00 of its day. */
const shortVolumeHour = 18;
/** Half months that still weigh on a symbol's short interest. */
const memory = 14;
const persistence = 0.86;

/** Settlement date of a half month: the 15th or the last day, moved back to a trading day. */
function settlementOf(half: number): string {
  const month = monthAt(Math.floor(half / 2));
  return tradingOnOrBefore(half % 2 === 0 ? isoOf(month.year, month.month, 15) : lastOfMonth(month.year, month.month));
}

function halfOf(settlementDate: string): number | null {
  const first = monthIndex(monthOf(settlementDate)) * 2;
  return [first, first + 1].find((half) => settlementOf(half) === settlementDate) ?? null;
}

/** Half month whose positions a day's short sales end up in. */
function halfContaining(date: string): number {
  const first = monthIndex(monthOf(date)) * 2;
  return [first, first + 1].find((half) => date <= settlementOf(half)) ?? first + 2;
}

const publishedAt = (settlementDate: string): number =>
  atNewYork(tradingDaysAfter(settlementDate, publicationDays), 16);

/** How eagerly a symbol is sold short in a half month: moves the interest and the daily short volume alike. */
function pressure(seed: number, symbol: string, half: number): number {
  return normal(keyOf(seed, 'short pressure', symbol, half));
}

/** Part of the float sold short in the long run: small for calm large names, a tenth and more for wild ones. */
function usualShare(company: StoryCompany, ownVol: number): number {
  if (company.kind === 'etf') return 0.09;
  const wide = Math.exp(0.35 * normal(keyOf(hashText(company.symbol), 'short')));
  return Math.min(0.32, 0.007 * Math.exp(5.4 * ownVol) * wide);
}

export function createShorts(
  days: StoryDays,
  offExchange: (symbol: string, date: string) => OffExchangeTotal,
): Pick<MarketStory, 'shortVolume' | 'shortInterest' | 'shortInterestDates'> {
  const { seed } = days.market;
  const reported = storyCompanies.filter((company) => company.kind !== 'index');
  const companiesOf = (symbol: string | undefined): readonly StoryCompany[] =>
    symbol === undefined ? reported : reported.filter((company) => company.symbol === symbol);

  function sharesShort(company: StoryCompany, half: number): number {
    const ownVol = days.today().bySymbol(company.symbol)?.spec.ownVol ?? 0.2;
    let deviation = 0;
    for (let back = memory - 1; back >= 0; back -= 1) {
      deviation = persistence * deviation + 0.09 * pressure(seed, company.symbol, half - back);
    }
    return Math.round(company.floatShares * Math.min(0.6, usualShare(company, ownVol) * Math.exp(deviation)));
  }

  /** Mean volume of the trading days after the last settlement date, up to and including this one. */
  function averageVolume(symbol: string, half: number): number {
    const volumes = days.volumes(symbol, nextTradingDay(settlementOf(half - 1)), settlementOf(half));
    return volumes.length === 0 ? 0 : Math.round(volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length);
  }

  function interestOf(company: StoryCompany, half: number): StoryShortInterest {
    const settlementDate = settlementOf(half);
    const shares = sharesShort(company, half);
    const share = shares / company.floatShares;
    const noise = Math.exp(0.2 * normal(keyOf(seed, 'borrow', company.symbol, half)));
    // General collateral costs a quarter of a per cent; what is short in demand costs more with every share lent.
    const feeRate = Math.round((0.25 + 400 * Math.max(0, share - 0.06) ** 2 + 0.05 * noise) * noise * 100) / 100;
    return {
      settlementDate,
      publishedMs: publishedAt(settlementDate),
      symbol: company.symbol,
      shares,
      previousShares: sharesShort(company, half - 1),
      averageDailyVolume: averageVolume(company.symbol, half),
      feeRate,
      sharesAvailable: Math.round((company.floatShares * Math.max(0.0004, 0.05 - 0.18 * share) * noise) / 100) * 100,
    };
  }

  function shortDay(company: StoryCompany, date: string): StoryShortDay {
    const { symbol } = company;
    const total = offExchange(symbol, date).shares;
    const key = keyOf(seed, 'short day', symbol, Number(date));
    const usual = company.kind === 'etf' ? 0.55 : 0.46 + 0.1 * uniform(keyOf(hashText(symbol), 'short share'));
    const lean = 0.035 * pressure(seed, symbol, halfContaining(date)) + 0.06 * normal(combine(key, 1));
    const shortVolume = Math.round(total * Math.min(0.9, Math.max(0.12, usual + lean)));
    const exemptVolume = Math.round(shortVolume * 0.006 * uniform(combine(key, 2)) ** 2);
    return { date, symbol, shortVolume, exemptVolume, totalVolume: total };
  }

  return {
    shortVolume(date, symbol) {
      if (tradingDayIndex(date) < 1 || atNewYork(date, shortVolumeHour) > days.now()) return [];
      return companiesOf(symbol).map((company) => shortDay(company, date));
    },
    shortInterest(settlementDate, symbol) {
      const half = halfOf(settlementDate);
      if (half === null || settlementDate <= chainStart || publishedAt(settlementDate) > days.now()) return [];
      return companiesOf(symbol).map((company) => interestOf(company, half));
    },
    shortInterestDates() {
      const dates: string[] = [];
      const last = monthIndex(monthOf(days.market.tradingDate)) * 2 + 1;
      for (let half = last; settlementOf(half) > chainStart; half -= 1) {
        if (publishedAt(settlementOf(half)) <= days.now()) dates.push(settlementOf(half));
      }
      return dates;
    },
  };
}
