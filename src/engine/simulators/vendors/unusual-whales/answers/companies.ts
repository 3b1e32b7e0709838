import { addDays } from '../../../../domain/time.ts';
import { hashText, uniform } from '../../../market/random.ts';
import type { StoryDailyBar } from '../../../story/market-story.ts';
import type { Answer } from '../asked.ts';
import { dashed, decimal } from '../wire-format.ts';

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
