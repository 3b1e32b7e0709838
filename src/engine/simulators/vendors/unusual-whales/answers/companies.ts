import { addDays } from '../../../../domain/time.ts';
import { previousTradingDay } from '../../../../domain/calendar.ts';
import type { StoryDailyBar } from '../../../story/market-story.ts';
import { paged, type Answer, type Asked } from '../asked.ts';
import { dashed, decimal, isoSecond, maybe, uuidOf } from '../wire-format.ts';
import { hashText, uniform } from '../../../market/random.ts';

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

function filings({ story, date }: Asked) {
  return story.insiderFilings(addDays(date, -45), date).toReversed();
}

/** The shares of a disposal are negative. */
export const insiderTransactions: Answer = (asked) => ({
  data: paged(
    filings(asked).flatMap((filing) => filing.rows.map((row, index) => ({ filing, row, index }))),
    asked.query,
    500,
  ).map(({ filing, row, index }) => ({
    id: uuidOf(asked.story.seed, `${filing.accession}/${index}`),
    ticker: filing.company.symbol,
    owner_name: filing.owner.name.toUpperCase(),
    officer_title: filing.owner.title === '' ? null : filing.owner.title,
    is_director: filing.owner.isDirector,
    is_officer: filing.owner.isOfficer,
    is_ten_percent_owner: filing.owner.isTenPercentOwner,
    is_10b5_1: filing.isPlanned,
    formtype: filing.isAmendment ? '4/A' : '4',
    filing_date: dashed(filing.filingDate),
    transaction_date: dashed(row.date),
    transaction_code: row.code,
    amount: row.acquired ? row.shares : -row.shares,
    price: row.price === null ? null : String(row.price),
    shares_owned_after: row.sharesAfter,
    security_ad_code: row.derivative ? 'DA' : 'NA',
    security_title: row.derivative?.title ?? 'Common Stock',
    price_excercisable: row.derivative ? String(row.derivative.exercisePrice) : null,
    director_indirect: row.isDirect ? 'D' : 'I',
    transactions: 1,
  })),
});

/** Sales are negative dollars. */
function totals(asked: Asked, symbol: string | null) {
  const mine = filings(asked).filter(({ company }) => symbol === null || company.symbol === symbol);
  return [...Map.groupBy(mine, ({ filingDate }) => filingDate)].map(([day, each]) => {
    const rows = each.flatMap((filing) => filing.rows);
    const of = (code: string) => rows.filter((row) => row.code === code);
    const worth = (code: string): number => of(code).reduce((sum, row) => sum + row.shares * (row.price ?? 0), 0);
    return {
      filing_date: dashed(day),
      purchases: of('P').length,
      purchases_notional: decimal(worth('P'), 4),
      sells: of('S').length,
      sells_notional: decimal(-worth('S'), 4),
    };
  });
}

export const insiderTotalsAnswer: Answer = (asked) => ({ data: totals(asked, asked.symbol) });
export const marketInsiderTotals: Answer = (asked) => ({ data: paged(totals(asked, null), asked.query, 500) });

export const institutionOwnership: Answer = ({ story, symbol, date, query }) => ({
  data: paged(
    story.institutionFilings(addDays(date, -150), date).flatMap((filing) =>
      filing.holdings
        .filter(({ company, option }) => company.symbol === symbol && option === null)
        .map((holding) => ({
          name: filing.managerName.toUpperCase(),
          report_date: dashed(filing.reportDate),
          filing_date: dashed(filing.filingDate),
          units: holding.shares,
          units_change: holding.sharesChange,
          value: decimal(holding.value, 1),
          shares_outstanding: decimal(holding.company.sharesOutstanding, 1),
        })),
    ),
    query,
    500,
  ),
});

const members = ['Ada Harlow', 'Miles Oakden', 'Ruth Calder', 'Owen Thackery'];
const brackets = ['$1,001 - $15,000', '$15,001 - $50,000', '$50,001 - $100,000'];

/** The story knows no politicians: a few invented ones follow the insiders of the same weeks. */
export const congressTrades: Answer = (asked) => ({
  data: filings(asked)
    .filter((_filing, index) => index % 5 === 0)
    .map((filing) => {
      const hash = hashText(filing.accession) >>> 0;
      const name = members[hash % members.length] ?? '';
      return {
        name,
        reporter: name,
        politician_id: uuidOf(asked.story.seed, name),
        ticker: filing.company.symbol,
        transaction_date: dashed(filing.rows[0]?.date ?? filing.filingDate),
        filed_at_date: dashed(filing.filingDate),
        txn_type: hash % 2 === 0 ? 'Buy' : 'Sell',
        amounts: brackets[hash % brackets.length],
        member_type: hash % 3 === 0 ? 'senate' : 'house',
        issuer: 'not-disclosed',
        is_active: true,
        notes: null,
      };
    }),
});

export const companyInfo: Answer = ({ company, story, spot, date }) => {
  if (!company) return { data: null };
  const next = story.earnings(date, addDays(date, 100)).find(({ symbol }) => symbol === company.symbol);
  return {
    data: {
      symbol: company.symbol,
      full_name: company.name.toUpperCase(),
      sector: company.kind === 'stock' ? company.sector : null,
      issue_type: company.kind === 'stock' ? 'Common Stock' : company.kind === 'etf' ? 'ETF' : 'Index',
      marketcap: company.kind === 'index' ? null : decimal(company.sharesOutstanding * spot, 0),
      avg30_volume: null,
      beta: decimal(company.beta),
      next_earnings_date: next ? dashed(next.date) : null,
      announce_time: 'unknown',
      has_options: true,
      uw_tags: [],
    },
  };
};

function monthlyMoves(bars: readonly StoryDailyBar[]): ReadonlyMap<number, readonly number[]> {
  const months = [...Map.groupBy(bars, ({ date }) => date.slice(0, 6))];
  const moves = months.map(([month, days]) => {
    const [first, last] = [days[0]?.open ?? 1, days.at(-1)?.close ?? 1];
    return { month: Number(month.slice(4)), move: last / first - 1 };
  });
  const grouped = Map.groupBy(moves, ({ month }) => month);
  return new Map([...grouped].map(([month, each]) => [month, each.map(({ move }) => move)]));
}

/** Numbers here, not strings. */
export const seasonalityMonthly: Answer = ({ story, symbol, date }) => {
  const bars = story.dailyBars(symbol, `${Number(date.slice(0, 4)) - 3}${date.slice(4)}`, date);
  return {
    data: [...monthlyMoves(bars)].map(([month, moves]) => {
      const sorted = moves.toSorted((a, b) => a - b);
      const rose = moves.filter((move) => move > 0).length;
      const round = (value: number): number => Math.round(value * 1e4) / 1e4;
      return {
        month,
        avg_change: round(moves.reduce((sum, move) => sum + move, 0) / moves.length),
        median_change: round(sorted[Math.floor(sorted.length / 2)] ?? 0),
        min_change: round(sorted[0] ?? 0),
        max_change: round(sorted.at(-1) ?? 0),
        positive_closes: rose,
        positive_months_perc: round(rose / moves.length),
        years: moves.length,
      };
    }),
  };
};

export const etfFlowAnswer: Answer = ({ story, symbol, date }) => ({
  data: story.dailyBars(symbol, addDays(date, -30), date).map((bar) => {
    const change = Math.round((uniform(hashText(`${story.seed}/${symbol}/${bar.date}/flow`)) - 0.5) * 4e6);
    return {
      date: dashed(bar.date),
      change,
      change_prem: decimal(change * bar.close, 1),
      close: decimal(bar.close),
      volume: Math.round(bar.volume),
      is_fomc: false,
    };
  }),
});

/** Weights in percent. */
export const etfHoldingsAnswer: Answer = ({ story, company }) => {
  const stocks = company?.kind === 'etf' ? story.companies().filter(({ kind }) => kind === 'stock') : [];
  const worth = stocks.map((each) => each.sharesOutstanding * (story.quote(each.symbol)?.previousClose ?? 0));
  const all = worth.reduce((sum, value) => sum + value, 0);
  return {
    data: stocks.map((each, index) => ({
      ticker: each.symbol,
      name: each.name.toUpperCase(),
      sector: each.sector,
      shares: Math.round(each.sharesOutstanding / 50),
      weight: decimal(((worth[index] ?? 0) / Math.max(1, all)) * 100, 3),
      type: 'stock',
    })),
  };
};

export const correlationsAnswer: Answer = ({ story, query, date }) => {
  const tickers = (query.get('tickers') ?? '').split(',').filter((ticker) => story.company(ticker) !== null);
  const moves = tickers.slice(0, 12).map((ticker) => {
    const bars = story.dailyBars(ticker, addDays(date, -90), date);
    return {
      ticker,
      moves: bars.slice(1).map((bar, index) => Math.log(bar.close / (bars[index]?.close ?? bar.close))),
    };
  });
  const data = moves.flatMap((a, index) =>
    moves.slice(index + 1).map((b) => ({
      fst: a.ticker,
      snd: b.ticker,
      correlation: correlate(a.moves, b.moves),
      rows: Math.min(a.moves.length, b.moves.length),
      min_date: dashed(addDays(date, -90)),
      max_date: dashed(date),
    })),
  );
  return { data };
};

function correlate(a: readonly number[], b: readonly number[]): number {
  const count = Math.min(a.length, b.length);
  const dot = (x: readonly number[], y: readonly number[]): number =>
    Array.from({ length: count }, (_each, index) => (x[index] ?? 0) * (y[index] ?? 0)).reduce(
      (sum, each) => sum + each,
      0,
    );
  const scale = Math.sqrt(dot(a, a) * dot(b, b));
  return scale > 0 ? Math.max(-1, Math.min(1, dot(a, b) / scale)) : 0;
}

export const stockStateAnswer: Answer = ({ story, symbol }) => {
  const quote = story.quote(symbol);
  if (!quote || quote.last === null) return { data: null };
  return {
    data: {
      close: String(quote.last),
      open: maybe(quote.open),
      high: maybe(quote.high),
      low: maybe(quote.low),
      prev_close: maybe(quote.previousClose),
      total_volume: quote.volume,
      volume: quote.lastSize,
      tape_time: isoSecond(quote.timeMs),
      market_time: 'regular',
    },
  };
};

export const minuteBarsAnswer: Answer = ({ story, symbol, date, now }) => ({
  data: story
    .minuteBars(symbol, date)
    .filter(({ startMs }) => startMs <= now)
    .map((bar) => ({
      start_time: isoSecond(bar.startMs),
      end_time: isoSecond(bar.startMs + 60_000),
      open: String(bar.open),
      high: String(bar.high),
      low: String(bar.low),
      close: String(bar.close),
      volume: Math.round(bar.volume),
      total_volume: Math.round(bar.volume),
      market_time: 'r',
    })),
});
