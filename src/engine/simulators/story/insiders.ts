import { combine, keyOf, poisson, uniform } from '../market/random.ts';
import { tradingDayAt, tradingDayIndex } from '../market/trading-days.ts';
import { storyStocks } from './companies.ts';
import { accessionOf, cikOf } from './identifiers.ts';
import type { Insider } from './insider-people.ts';
import { insidersOf } from './insider-people.ts';
import type { FilingKind } from './insider-rows.ts';
import { filingRows } from './insider-rows.ts';
import type { MarketStory, StoryCompany, StoryInsiderFiling } from './market-story.ts';
import { drawn } from './names.ts';
import type { PriceDays } from './price-days.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork } from './story-dates.ts';

const filingsPerYear = 40;
const tradingDaysPerYear = 252;
/** Purchases cluster this many trading days before good news, and these many a day are made then. */
const ahead = { from: 4, to: 22, perDay: 0.15 } as const;
const amendedShare = 0.03;
/** Filings begin here: what lies further back costs time and nobody asks for it. */
const ledgerStart = '20250701';
/** Keeps the running numbers of companies that share a filing agent apart. */
const serialsPerCompany = 25_000;

const mixture: readonly (readonly [upTo: number, kind: FilingKind])[] = [
  [0.4, 'planned-sale'],
  [0.49, 'sale'],
  [0.51, 'purchase'],
  [0.67, 'grant'],
  [0.84, 'withholding'],
  [0.96, 'exercise'],
  [1, 'gift'],
];

const agents = ['alpha', 'beta', 'gamma'].map((name) => cikOf('agent', name));

type Ledger = {
  readonly people: readonly Insider[];
  readonly held: Map<string, number>;
  readonly filings: StoryInsiderFiling[];
  /** First trading day that has not been written yet. */
  next: number;
  serial: number;
};

function kindAt(u: number): FilingKind {
  return mixture.find(([upTo]) => u < upTo)?.[1] ?? 'gift';
}

/** Most forms come in the evening; those of the day itself are accepted until ten. */
function acceptedMs(date: string, key: number): number {
  const u = uniform(combine(key, 60));
  const hour = u < 0.25 ? 8.2 + 31 * u : 16.1 + 5.5 * ((u - 0.25) / 0.75) ** 1.6;
  return atNewYork(date, 0) + Math.floor(hour * 3600) * 1000 + Math.floor(uniform(combine(key, 61)) * 1000);
}

export function createInsiders(days: StoryDays, prices: PriceDays): MarketStory['insiderFilings'] {
  const { seed } = days.market;
  const ledgers = new Map<string, Ledger>();
  const firstIndex = tradingDayIndex(ledgerStart);

  function ledgerOf(company: StoryCompany): Ledger {
    const known = ledgers.get(company.symbol);
    if (known) return known;
    const people = insidersOf(seed, company, prices(company.symbol, ledgerStart)?.close ?? 100);
    const held = new Map(people.map((person) => [person.cik, person.firstShares]));
    const made: Ledger = {
      people,
      held,
      filings: [],
      next: firstIndex,
      serial: storyStocks.indexOf(company) * serialsPerCompany,
    };
    ledgers.set(company.symbol, made);
    return made;
  }

  /** Size of the good news that lies ahead of a day, in days of the stock's own volatility; 0 = none. */
  function goodNewsAhead(company: StoryCompany, index: number): boolean {
    const day = days.today();
    const spec = day.bySymbol(company.symbol)?.spec;
    if (!spec) return false;
    const own = day.world.own(spec);
    for (let later = index + ahead.from; later <= index + ahead.to; later += 1) {
      const { news, sigma } = own.day(later);
      if (news > (2.5 * sigma) / Math.sqrt(tradingDaysPerYear)) return true;
    }
    return false;
  }

  function write(
    company: StoryCompany,
    ledger: Ledger,
    filed: { readonly index: number; readonly kind: FilingKind; readonly key: number },
  ): void {
    const { index, kind, key } = filed;
    const insider = drawn(ledger.people, combine(key, 1));
    // Two business days are allowed; grants and sales under a plan are often filed on the second.
    const date = tradingDayAt(index - 1 - Math.floor(uniform(combine(key, 2)) * 2));
    const price = prices(company.symbol, date);
    const held = ledger.held.get(insider.cik) ?? 0;
    if (!price) return;
    const rows = filingRows({ kind, insider, date, price, held, key });
    if (rows.length === 0) return;
    const filingDate = tradingDayAt(index);
    const { firstShares: _first, usualShares: _usual, ...owner } = insider;
    ledger.serial += 1 + (key % 7);
    const filing: StoryInsiderFiling = {
      accession: accessionOf(drawn(agents, combine(key, 3)), filingDate, ledger.serial),
      acceptedMs: acceptedMs(filingDate, key),
      filingDate,
      company,
      owner,
      isPlanned: kind === 'planned-sale' || (kind === 'exercise' && uniform(combine(key, 4)) < 0.7),
      isAmendment: false,
      rows,
    };
    ledger.held.set(insider.cik, rows.findLast((row) => row.derivative === null)?.sharesAfter ?? held);
    ledger.filings.push(filing);
    if (uniform(combine(key, 5)) >= amendedShare) return;
    ledger.serial += 1;
    ledger.filings.push(amended(filing, { index, key, serial: ledger.serial }));
  }

  /** The same transactions again some days later, with a price or a manner of holding put right. */
  function amended(
    filing: StoryInsiderFiling,
    { index, key, serial }: { readonly index: number; readonly key: number; readonly serial: number },
  ): StoryInsiderFiling {
    const filingDate = tradingDayAt(index + 2 + (key % 5));
    return {
      ...filing,
      accession: accessionOf(filing.accession.slice(0, 10), filingDate, serial),
      filingDate,
      acceptedMs: acceptedMs(filingDate, combine(key, 8)),
      isAmendment: true,
      rows: filing.rows.map((row) => ({
        ...row,
        price: row.price ?? prices(filing.company.symbol, row.date)?.close ?? null,
        isDirect: !row.isDirect,
      })),
    };
  }

  function writeDay(company: StoryCompany, ledger: Ledger, index: number): void {
    const key = keyOf(seed, 'filings', company.symbol, index);
    const usual = poisson(filingsPerYear / tradingDaysPerYear, combine(key, 0));
    for (let rank = 0; rank < usual; rank += 1) {
      const own = combine(key, 10 + rank);
      write(company, ledger, { index, kind: kindAt(uniform(combine(own, 90))), key: own });
    }
    const bought = goodNewsAhead(company, index) ? poisson(ahead.perDay, combine(key, 1)) : 0;
    for (let rank = 0; rank < bought; rank += 1) {
      write(company, ledger, { index, kind: 'purchase', key: combine(key, 50 + rank) });
    }
  }

  function filingsOf(company: StoryCompany, lastIndex: number): readonly StoryInsiderFiling[] {
    const ledger = ledgerOf(company);
    for (; ledger.next <= lastIndex; ledger.next += 1) writeDay(company, ledger, ledger.next);
    return ledger.filings;
  }

  return (fromDate, toDate) => {
    const lastIndex = tradingDayIndex(days.market.tradingDate);
    return storyStocks
      .flatMap((company) => filingsOf(company, lastIndex))
      .filter(
        (filing) => filing.filingDate >= fromDate && filing.filingDate <= toDate && filing.acceptedMs <= days.now(),
      )
      .toSorted((a, b) => a.acceptedMs - b.acceptedMs || a.accession.localeCompare(b.accession));
  };
}
