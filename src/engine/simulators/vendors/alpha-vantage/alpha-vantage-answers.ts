import { addDays, wallTime } from '../../../domain/time.ts';
import type { MarketStory } from '../../story/market-story.ts';
import { movingAverageOf } from '../kit/moving-averages.ts';

const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
const two = (value: number): string => String(value).padStart(2, '0');
const text = (value: number | null, digits: number): string => (value ?? 0).toFixed(digits);

function easternText(timeMs: number): string {
  const { date, hour, minute, second } = wallTime(timeMs);
  return `${dashed(date)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Every value is a string here, counts too. */
export function optionsAnswer(story: MarketStory, symbol: string, endpoint: string): unknown {
  const date = dashed(story.tradingDate());
  const data = story.chain(symbol).map((option) => ({
    contractID: option.optionSymbol,
    symbol,
    expiration: dashed(option.expiry),
    strike: text(option.strike, 2),
    type: option.right === 'C' ? 'call' : 'put',
    last: text(option.last, 2),
    mark: text(option.theoretical, 2),
    bid: text(option.bid, 2),
    bid_size: String(option.bidSize),
    ask: text(option.ask, 2),
    ask_size: String(option.askSize),
    volume: String(option.volume),
    open_interest: String(option.openInterest),
    date,
    implied_volatility: text(option.impliedVol, 5),
    delta: text(option.delta, 5),
    gamma: text(option.gamma, 5),
    theta: text(option.theta, 5),
    vega: text(option.vega, 5),
    rho: text(option.rho, 5),
  }));
  return data.length === 0 ? {} : { endpoint, message: 'success', data };
}

export function intradayAnswer(story: MarketStory, symbol: string): unknown {
  const bars = story.company(symbol) ? story.minuteBars(symbol, story.tradingDate()).slice(-100).toReversed() : [];
  const [newest] = bars;
  if (!newest) return {};
  return {
    'Meta Data': {
      '1. Information': 'Intraday (1min) open, high, low, close prices and volume',
      '2. Symbol': symbol,
      '3. Last Refreshed': easternText(newest.startMs),
      '4. Interval': '1min',
      '5. Output Size': 'Compact',
      '6. Time Zone': 'US/Eastern',
    },
    'Time Series (1min)': Object.fromEntries(
      bars.map(({ startMs, open, high, low, close, volume }) => [
        easternText(startMs),
        {
          '1. open': text(open, 4),
          '2. high': text(high, 4),
          '3. low': text(low, 4),
          '4. close': text(close, 4),
          '5. volume': String(volume),
        },
      ]),
    ),
  };
}

export function quoteAnswer(story: MarketStory, symbol: string): unknown {
  const quote = story.quote(symbol);
  if (!quote || quote.last === null) return { 'Global Quote': {} };
  const previous = quote.previousClose ?? quote.last;
  return {
    'Global Quote': {
      '01. symbol': symbol,
      '02. open': text(quote.open, 4),
      '03. high': text(quote.high, 4),
      '04. low': text(quote.low, 4),
      '05. price': text(quote.last, 4),
      '06. volume': String(quote.volume),
      '07. latest trading day': dashed(story.tradingDate()),
      '08. previous close': text(previous, 4),
      '09. change': text(quote.last - previous, 4),
      '10. change percent': `${text((100 * (quote.last - previous)) / previous, 4)}%`,
    },
  };
}

/** Indicators that can be made of daily closes; keys with colons here, and days without seconds. */
export function indicatorAnswer(story: MarketStory, name: string, query: URLSearchParams): unknown {
  const symbol = query.get('symbol') ?? '';
  const period = Number(query.get('time_period') ?? 14);
  const today = wallTime(story.now()).date;
  const bars = story.company(symbol) ? story.dailyBars(symbol, addDays(today, -400), today) : [];
  const values = movingAverageOf(
    name,
    bars.map((bar) => bar.close),
    period,
  );
  if (values === null || bars.length === 0) return {};
  const entries = bars.flatMap(({ date }, index): [string, unknown][] => {
    const value = values[index];
    return value === undefined || Number.isNaN(value) ? [] : [[dashed(date), { [name]: value.toFixed(4) }]];
  });
  return {
    'Meta Data': {
      '1: Symbol': symbol,
      '2: Indicator': name,
      '3: Last Refreshed': dashed(bars.at(-1)?.date ?? today),
      '4: Interval': query.get('interval') ?? 'daily',
      '5: Time Period': period,
      '6: Series Type': 'close',
      '7: Time Zone': 'US/Eastern',
    },
    [`Technical Analysis: ${name}`]: Object.fromEntries(entries.toReversed()),
  };
}

const series: Readonly<Record<string, { readonly id: string; readonly name: string; readonly unit: string }>> = {
  REAL_GDP: { id: 'GDPC1', name: 'Real Gross Domestic Product', unit: 'billions of dollars' },
  REAL_GDP_PER_CAPITA: {
    id: 'A939RX0Q048SBEA',
    name: 'Real Gross Domestic Product per Capita',
    unit: 'chained 2012 dollars',
  },
  FEDERAL_FUNDS_RATE: { id: 'DFF', name: 'Effective Federal Funds Rate', unit: 'percent' },
  CPI: { id: 'CPIAUCNS', name: 'Consumer Price Index for all Urban Consumers', unit: 'index 1982-1984=100' },
  INFLATION: { id: 'FPCPITOTLZGUSA', name: 'Inflation - US Consumer Prices', unit: 'percent' },
  UNEMPLOYMENT: { id: 'UNRATE', name: 'Unemployment Rate', unit: 'percent' },
  NONFARM_PAYROLL: { id: 'PAYNSA', name: 'Total Nonfarm Payroll', unit: 'thousands of persons' },
  RETAIL_SALES: { id: 'RSXFSN', name: 'Advance Retail Sales: Retail Trade', unit: 'millions of dollars' },
  DURABLES: { id: 'UMDMNO', name: 'Manufacturer New Orders: Durable Goods', unit: 'millions of dollars' },
};
const maturities: Readonly<Record<string, string>> = { '10year': 'DGS10', '2year': 'DGS2', '3month': 'DGS3MO' };

/** Of yearly figures two, and of daily ones not the decades that the vendor has. */
const shownDays = 1_000;

/** Null for a function that is none of these. */
export function macroAnswer(story: MarketStory, name: string, query: URLSearchParams): unknown {
  const treasury = maturities[query.get('maturity') ?? ''];
  const found =
    name === 'TREASURY_YIELD' && treasury !== undefined
      ? { id: treasury, name: 'Treasury Constant Maturity Rate', unit: 'percent' }
      : series[name];
  if (!found) return null;
  const today = wallTime(story.now()).date;
  const data = story
    .macroSeries(found.id, addDays(today, -shownDays), today)
    .map(({ date, value }) => ({ date: dashed(date), value: value === null ? '.' : String(value) }))
    .toReversed();
  return { name: found.name, interval: query.get('interval') ?? 'monthly', unit: found.unit, data };
}

export function newsAnswer(story: MarketStory, query: URLSearchParams): unknown {
  const now = story.now();
  const feed = story
    .news(now - 3 * 86_400_000, now)
    .toReversed()
    .slice(0, Number(query.get('limit') ?? 50))
    .map((item) => ({
      title: item.headline,
      url: `https://news.example/${item.id}`,
      time_published: new Date(item.timeMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, ''),
      authors: [],
      summary: '',
      source: item.publisher,
      overall_sentiment_score: Number(item.sentiment.toFixed(6)),
      overall_sentiment_label: item.sentiment > 0 ? 'Somewhat-Bullish' : 'Somewhat-Bearish',
      ticker_sentiment: item.symbols.map((ticker) => ({
        ticker,
        relevance_score: '1.0',
        ticker_sentiment_score: item.sentiment.toFixed(6),
        ticker_sentiment_label: 'Neutral',
      })),
    }));
  return { items: String(feed.length), feed };
}

/** The one answer that is a table. */
export function earningsTable(story: MarketStory): string {
  const today = wallTime(story.now()).date;
  const rows = story
    .earnings(today, addDays(today, 92))
    .map((report) =>
      [
        report.symbol,
        `"${story.company(report.symbol)?.name ?? report.symbol}"`,
        dashed(report.date),
        dashed(report.fiscalQuarterEnd),
        report.epsEstimate.toFixed(2),
        'USD',
        report.session === 'before-open' ? 'pre-market' : 'post-market',
      ].join(','),
    );
  return ['symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay', ...rows, ''].join('\r\n');
}
