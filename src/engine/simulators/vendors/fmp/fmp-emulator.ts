import { addDays, wallTime } from '../../../domain/time.ts';
import { realClock } from '../../real-clock.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { createMinuteBudget } from '../kit/minute-budget.ts';
import { overHttp } from '../kit/over-http.ts';
import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import { indicatorRows } from './fmp-indicators.ts';

const key = 'practice-fmp-key';
const perMinute = 300;
const perDay = 250;
const mostNews = 5;

const beyondPlan = (words: string): Reply => textReply(words, 'text/plain', {}, 402);

const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
const plain = (text: string | null): string => (text ?? '').replaceAll('-', '');
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
const two = (value: number): string => String(value).padStart(2, '0');

function easternText(timeMs: number): string {
  const { date, hour, minute, second } = wallTime(timeMs);
  return `${dashed(date)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

const utcText = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');

const symbolsOf = (text: string | null): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((symbol) => symbol.trim().replace('-', '.'))
    .filter((symbol) => symbol !== '');

function quoteRows(story: MarketStory, symbols: readonly string[]) {
  return symbols.flatMap((symbol) => {
    const quote = story.quote(symbol);
    const company = story.company(symbol);
    if (!quote || !company || quote.last === null) return [];
    const previous = quote.previousClose ?? quote.last;
    return [
      {
        symbol: symbol.replace('.', '-'),
        name: company.name,
        price: quote.last,
        changePercentage: round((100 * (quote.last - previous)) / previous, 4),
        change: round(quote.last - previous, 4),
        volume: quote.volume,
        dayLow: quote.low,
        dayHigh: quote.high,
        marketCap: Math.round(company.sharesOutstanding * quote.last),
        exchange: company.exchange,
        open: quote.open,
        previousClose: previous,
        timestamp: Math.floor(quote.timeMs / 1000),
      },
    ];
  });
}

/** The last `days` of a request's range; without one the last month. */
function rangeOf({ query }: EmulatedRequest, story: MarketStory): readonly [string, string] {
  const today = wallTime(story.now()).date;
  return [plain(query.get('from')) || addDays(today, -30), plain(query.get('to')) || today];
}

function dailyRows(story: MarketStory, request: EmulatedRequest) {
  const symbol = (request.query.get('symbol') ?? '').replace('-', '.');
  const [from, to] = rangeOf(request, story);
  if (!story.company(symbol)) return [];
  return story
    .dailyBars(symbol, from, to)
    .map(({ date, ...bar }) => ({ symbol: request.query.get('symbol'), date: dashed(date), ...bar }))
    .toReversed();
}

function minuteRows(story: MarketStory, request: EmulatedRequest) {
  const symbol = (request.query.get('symbol') ?? '').replace('-', '.');
  const [from] = rangeOf(request, story);
  if (!story.company(symbol)) return [];
  return story
    .minuteBars(symbol, from)
    .map(({ startMs, open, high, low, close, volume }) => ({
      date: easternText(startMs),
      open,
      low,
      high,
      close,
      volume,
    }))
    .toReversed();
}

const curve = { month3: 'DGS3MO', year2: 'DGS2', year10: 'DGS10', year30: 'DGS30' } as const;

function treasuryRows(story: MarketStory, request: EmulatedRequest) {
  const [from, to] = rangeOf(request, story);
  const columns = Object.entries(curve).map(
    ([name, series]) =>
      [name, new Map(story.macroSeries(series, from, to).map((row) => [row.date, row.value]))] as const,
  );
  const dates = [...new Set(columns.flatMap(([, values]) => [...values.keys()]))].toSorted().toReversed();
  return dates
    .map((date) => ({
      date: dashed(date),
      ...Object.fromEntries(columns.map(([name, values]) => [name, values.get(date) ?? null])),
    }))
    .filter((row) => Object.values(row).some((value) => typeof value === 'number'));
}

const economicSeries: Readonly<Record<string, string>> = {
  GDP: 'GDP',
  realGDP: 'GDPC1',
  CPI: 'CPIAUCSL',
  unemploymentRate: 'UNRATE',
  federalFunds: 'DFF',
  retailSales: 'RSAFS',
};

function seriesRows(story: MarketStory, request: EmulatedRequest) {
  const name = request.query.get('name') ?? '';
  const today = wallTime(story.now()).date;
  return story
    .macroSeries(economicSeries[name] ?? '', addDays(today, -400), today)
    .flatMap(({ date, value }) => (value === null ? [] : [{ name, date: dashed(date), value }]))
    .toReversed();
}

const impacts = { low: 'Low', medium: 'Medium', high: 'High' } as const;

function calendarRows(story: MarketStory, request: EmulatedRequest) {
  const [from, to] = rangeOf(request, story);
  return story
    .economicEvents(from, to)
    .map((event) => ({
      date: utcText(event.scheduledMs),
      country: 'US',
      event: event.name,
      currency: 'USD',
      previous: event.previous,
      estimate: event.forecast,
      actual: event.actual,
      change: event.actual === null || event.previous === null ? null : round(event.actual - event.previous, 4),
      impact: impacts[event.importance],
      unit: event.unit,
    }))
    .toReversed();
}

function earningsRows(story: MarketStory, request: EmulatedRequest) {
  const [from, to] = rangeOf(request, story);
  return story
    .earnings(from, to)
    .map((report) => ({
      symbol: report.symbol.replace('.', '-'),
      date: dashed(report.date),
      epsActual: report.epsActual,
      epsEstimated: report.epsEstimate,
      revenueActual: report.revenueActual,
      revenueEstimated: report.revenueEstimate,
      lastUpdated: dashed(wallTime(story.now()).date),
    }))
    .toReversed();
}

function newsRows(story: MarketStory, request: EmulatedRequest) {
  const wanted = new Set(symbolsOf(request.query.get('symbols')));
  const now = story.now();
  return story
    .news(now - 3 * 86_400_000, now)
    .flatMap((item) => {
      const symbol = item.symbols.find((one) => wanted.has(one));
      if (symbol === undefined) return [];
      return [
        {
          symbol,
          publishedDate: easternText(item.timeMs),
          publisher: item.publisher,
          title: item.headline,
          site: `${item.publisher.toLowerCase().replaceAll(/[^a-z]/g, '')}.example`,
          url: `https://news.example/${item.id}`,
        },
      ];
    })
    .toReversed()
    .slice(0, Number(request.query.get('limit') ?? mostNews));
}

function newsReply(story: MarketStory, request: EmulatedRequest): Reply {
  if (Number(request.query.get('limit') ?? mostNews) <= mostNews) return jsonReply(newsRows(story, request));
  return beyondPlan(`Premium Query Parameter: 'Special Parameters : 'limit' must be between 0 and ${mostNews}`);
}

/** The stable API, told by the story; the free plan's limits, and errors in an `Error Message`. */
export const fmpEmulator: VendorEmulator = {
  vendor: 'fmp',
  start: async ({ story, log, port }) => {
    const budget = createMinuteBudget({ perMinute, perDay, now: () => story.now() });
    const list = (path: string, rows: (request: EmulatedRequest) => readonly unknown[]): Route => ({
      method: 'GET',
      path,
      answer: (request) => jsonReply(rows(request)),
    });
    const before = (request: EmulatedRequest): Reply | null => {
      if (request.query.get('apikey') !== key)
        return jsonReply({ 'Error Message': 'Invalid API KEY. A free one can be had.' }, {}, 401);
      // Seen with a status of 429 and with 200.
      return budget.take().over
        ? jsonReply({ 'Error Message': 'Limit Reach . Please upgrade your plan.' }, {}, story.now() % 2 < 1 ? 429 : 200)
        : null;
    };
    const server = await startHttpEmulator({
      log,
      now: () => story.now(),
      after: realClock.after,
      before,
      ...(port === undefined ? {} : { port }),
      routes: [
        list('/stable/batch-quote', (request) => quoteRows(story, symbolsOf(request.query.get('symbols')))),
        list('/stable/historical-price-eod/full', (request) => dailyRows(story, request)),
        list('/stable/historical-chart/1min', (request) => minuteRows(story, request)),
        list('/stable/technical-indicators/:name', (request) => indicatorRows(story, request)),
        list('/stable/treasury-rates', (request) => treasuryRows(story, request)),
        list('/stable/economic-indicators', (request) => seriesRows(story, request)),
        list('/stable/economic-calendar', (request) => calendarRows(story, request)),
        list('/stable/earnings-calendar', (request) => earningsRows(story, request)),
        { method: 'GET', path: '/stable/news/stock', answer: (request) => newsReply(story, request) },
      ],
      notFound: ({ path }) =>
        path.startsWith('/api/v3')
          ? jsonReply({ 'Error Message': 'Legacy Endpoint : no longer supported.' }, {}, 403)
          : beyondPlan('Restricted Endpoint: not available under the current subscription'),
    });
    return overHttp(server, {
      bases: { rest: server.origin },
      credentials: { key },
      peak: () => budget.peak(),
      refused: () => budget.refused(),
    });
  },
};
