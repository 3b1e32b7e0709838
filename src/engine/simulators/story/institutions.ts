import { addDays } from '../../domain/time.ts';
import { createBoundedCache } from '../market/bounded-cache.ts';
import { combine, keyOf, normal, uniform } from '../market/random.ts';
import { chainStart } from '../market/trading-days.ts';
import { storyCompanies } from './companies.ts';
import { accessionOf, cikOf } from './identifiers.ts';
import type { MarketStory, StoryCompany, StoryInstitutionFiling } from './market-story.ts';
import { managerName } from './names.ts';
import type { PriceDays } from './price-days.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork, lastOfMonth, monthAt, monthIndex, monthOf, tradingOnOrBefore } from './story-dates.ts';

const managers = 24;
/** Reports are due 45 days after the quarter; most managers use the time. */
const dueDays = 45;

type Holding = StoryInstitutionFiling['holdings'][number];
const sides = [null, 'C', 'P'] as const;

export function createInstitutions(days: StoryDays, prices: PriceDays): MarketStory['institutionFilings'] {
  const { seed } = days.market;
  const known = createBoundedCache<StoryInstitutionFiling>(600);

  /** Shares a manager holds at the end of a quarter: a wandering part of the company, none at all of many. */
  function sharesHeld(rank: number, company: StoryCompany, quarter: number, side: (typeof sides)[number]): number {
    const key = keyOf(seed, 'holding', rank, company.symbol, side ?? 'S');
    const chance = side === null ? 0.3 + 0.6 * uniform(keyOf(seed, 'breadth', rank)) : 0.05;
    if (uniform(key) >= chance) return 0;
    let wander = 0;
    for (let back = 7; back >= 0; back -= 1) wander = 0.8 * wander + 0.18 * normal(combine(key, quarter - back));
    // Positions below a small size are sold off.
    if (wander < -0.45) return 0;
    const size = 0.00002 * 10 ** (2.6 * uniform(keyOf(seed, 'assets', rank)));
    return (
      Math.round(
        (company.sharesOutstanding * size * Math.exp(0.8 * normal(combine(key, 1)) + wander)) /
          (side === null ? 1 : 100),
      ) * (side === null ? 1 : 100)
    );
  }

  function holdingsOf(rank: number, month: number, reportDate: string): readonly Holding[] {
    const quarter = Math.floor(month / 3);
    return storyCompanies
      .filter((company) => company.kind !== 'index')
      .flatMap((company) => {
        const price = prices(company.symbol, reportDate)?.close;
        if (price === undefined) return [];
        return sides.flatMap((option) => {
          const shares = sharesHeld(rank, company, quarter, option);
          if (shares === 0) return [];
          const sharesChange = shares - sharesHeld(rank, company, quarter - 1, option);
          return [{ company, shares, value: Math.round(shares * price), option, sharesChange }];
        });
      });
  }

  function filingOf(rank: number, month: number): StoryInstitutionFiling {
    return known.get(`${rank}/${month}`, () => {
      const { year, month: month1 } = monthAt(month);
      const reportDate = lastOfMonth(year, month1);
      const key = keyOf(seed, 'institution', rank, month);
      const late = Math.floor(dueDays - 32 * uniform(combine(key, 1)) ** 3);
      const filingDate = tradingOnOrBefore(addDays(reportDate, late));
      const managerCik = cikOf('manager', `${seed}/${rank}`);
      return {
        accession: accessionOf(managerCik, filingDate, 1 + (key % 60)),
        managerCik,
        managerName: managerName(keyOf(seed, 'manager', rank)),
        reportDate,
        filingDate,
        acceptedMs: atNewYork(filingDate, 9) + Math.floor(uniform(combine(key, 2)) * 8 * 3_600_000),
        holdings: holdingsOf(rank, month, reportDate),
      };
    });
  }

  return (fromDate, toDate) => {
    const first = monthIndex(monthOf(addDays(fromDate < chainStart ? chainStart : fromDate, -dueDays - 31)));
    const last = monthIndex(monthOf(days.market.tradingDate));
    const filings: StoryInstitutionFiling[] = [];
    for (let month = first; month <= last; month += 1) {
      if (month % 3 !== 2 || lastOfMonth(monthAt(month).year, monthAt(month).month) <= chainStart) continue;
      for (let rank = 0; rank < managers; rank += 1) {
        const filing = filingOf(rank, month);
        if (filing.filingDate < fromDate || filing.filingDate > toDate || filing.acceptedMs > days.now()) continue;
        filings.push(filing);
      }
    }
    return filings.toSorted((a, b) => a.acceptedMs - b.acceptedMs || a.accession.localeCompare(b.accession));
  };
}
