import { isHalfDay, isTradingDay, nextTradingDay, regularSession, sessionPhase } from '../../../domain/calendar.ts';
import { parseOccSymbol } from '../../../domain/occ-symbol.ts';
import { addDays, instantOf, wallTime } from '../../../domain/time.ts';
import type { MarketStory, StoryOption } from '../../story/market-story.ts';
import { barRow, dayRow, nanoStamp, optionSnapshot, pastTradeRow, quoteRow, secondStamp } from './alpaca-rows.ts';

const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;

export function listOf(query: URLSearchParams, name: string): readonly string[] {
  return (query.get(name) ?? '').split(',').filter(Boolean);
}

/** The rows of all symbols, cut to a page; the token says where the next one begins. */
export function paged<Row>(
  name: string,
  rows: readonly (readonly [symbol: string, row: Row])[],
  query: URLSearchParams,
): object {
  const start = Number(Buffer.from(query.get('page_token') ?? '', 'base64').toString('utf8') || 0);
  const limit = Math.min(10_000, Number(query.get('limit') ?? 1000));
  const bySymbol: Record<string, Row[]> = {};
  for (const [symbol, row] of rows.slice(start, start + limit)) (bySymbol[symbol] ??= []).push(row);
  const more = start + limit < rows.length;
  return { next_page_token: more ? Buffer.from(String(start + limit)).toString('base64') : null, [name]: bySymbol };
}

const dateOf = (text: string | null): string | null => (text === null ? null : text.slice(0, 10).replaceAll('-', ''));

export function bars(story: MarketStory, query: URLSearchParams): object {
  const feed = query.get('feed') ?? 'sip';
  const today = wallTime(story.now()).date;
  const rows = listOf(query, 'symbols').flatMap((symbol) => {
    if (query.get('timeframe') === '1Day') {
      const range = [dateOf(query.get('start')) ?? today, dateOf(query.get('end')) ?? today] as const;
      return story.dailyBars(symbol, ...range).map((bar) => [symbol, dayRow(bar, feed)] as const);
    }
    return story
      .minuteBars(symbol, story.tradingDate())
      .map((bar) => [symbol, barRow(bar, { timeMs: bar.startMs, feed })] as const);
  });
  return paged('bars', rows, query);
}

export function trades(story: MarketStory, query: URLSearchParams): object {
  const from = instantOf(story.tradingDate(), 4 * 3600);
  const rows = listOf(query, 'symbols').flatMap((symbol) =>
    story.stockPrints(symbol, from, story.now()).map((print) => [symbol, pastTradeRow(print, story.now())] as const),
  );
  return paged('trades', rows, query);
}

export function quotes(story: MarketStory, query: URLSearchParams): object {
  const rows = listOf(query, 'symbols').flatMap((symbol) => {
    const quote = story.quote(symbol);
    return quote ? [[symbol, quoteRow(quote)] as const] : [];
  });
  return paged('quotes', rows, query);
}

/** Indices are no stocks: they are left out, as is what nobody knows. */
export function snapshots(story: MarketStory, query: URLSearchParams): object {
  const now = story.now();
  const today = story.tradingDate();
  const parts = listOf(query, 'symbols').flatMap((symbol) => {
    const quote = story.quote(symbol);
    if (!quote || story.company(symbol)?.kind === 'index') return [];
    const days = story.dailyBars(symbol, addDays(today, -10), today);
    const minute = story.minuteBars(symbol, today).at(-1);
    const print = story.stockPrints(symbol, now - 600_000, now).at(-1);
    const [before, day] = days.slice(-2);
    const snapshot = {
      ...(print ? { latestTrade: pastTradeRow(print, now) } : {}),
      latestQuote: quoteRow(quote),
      ...(minute ? { minuteBar: barRow(minute, { timeMs: minute.startMs, feed: 'iex' }) } : {}),
      ...(day ? { dailyBar: dayRow(day, 'iex') } : {}),
      ...(before ? { prevDailyBar: dayRow(before, 'iex') } : {}),
    };
    return [[symbol, snapshot] as const];
  });
  return Object.fromEntries(parts);
}

function byOption(query: URLSearchParams, story: MarketStory): readonly StoryOption[] {
  return listOf(query, 'symbols').flatMap((symbol) => {
    const root = parseOccSymbol(symbol)?.root ?? '';
    return story.chain(root).filter((option) => option.optionSymbol === symbol);
  });
}

/** In the order of their symbols, from an expiry on. */
export function optionChain(story: MarketStory, underlying: string, query: URLSearchParams): object {
  const from = dateOf(query.get('expiration_date_gte')) ?? '';
  const rows = story
    .chain(underlying)
    .filter((option) => option.expiry >= from)
    .toSorted((a, b) => (a.optionSymbol < b.optionSymbol ? -1 : 1))
    .map((option) => [option.optionSymbol, optionSnapshot(option, story.now())] as const);
  const page = paged('snapshots', rows, query) as { readonly snapshots: Readonly<Record<string, readonly object[]>> };
  return {
    ...page,
    snapshots: Object.fromEntries(Object.entries(page.snapshots).map(([symbol, [row]]) => [symbol, row])),
  };
}

export function optionQuotes(story: MarketStory, query: URLSearchParams): object {
  const quotes = byOption(query, story).map((option) => [
    option.optionSymbol,
    optionSnapshot(option, story.now()).latestQuote,
  ]);
  return { quotes: Object.fromEntries(quotes) as object };
}

export function optionTrades(story: MarketStory, query: URLSearchParams): object {
  const from = instantOf(story.tradingDate(), 4 * 3600);
  const rows = byOption(query, story).flatMap((option) =>
    story
      .optionTrades(option.underlying, from, story.now())
      .filter((trade) => trade.option.optionSymbol === option.optionSymbol)
      .map((trade) => {
        const row = {
          c: trade.sweep === null ? 'I' : 'e',
          p: trade.price,
          s: trade.size,
          t: nanoStamp(trade.timeMs),
          x: 'C',
        };
        return [option.optionSymbol, row] as const;
      }),
  );
  return paged('trades', rows, query);
}

const hourMs = 3_600_000;

export function optionBars(story: MarketStory, query: URLSearchParams): object {
  const from = instantOf(story.tradingDate(), 4 * 3600);
  const rows = byOption(query, story).flatMap((option) => {
    const prints = story
      .optionTrades(option.underlying, from, story.now())
      .filter((trade) => trade.option.optionSymbol === option.optionSymbol);
    return [...Map.groupBy(prints, (trade) => Math.floor(trade.timeMs / hourMs))].map(([hour, within]) => {
      const prices = within.map((trade) => trade.price);
      const row = {
        t: secondStamp(hour * hourMs),
        o: prices[0],
        h: Math.max(...prices),
        l: Math.min(...prices),
        c: prices.at(-1),
        v: within.reduce((sum, trade) => sum + trade.size, 0),
        n: within.length,
      };
      return [option.optionSymbol, row] as const;
    });
  });
  return paged('bars', rows, query);
}

export function news(story: MarketStory, query: URLSearchParams): object {
  const wanted = new Set(listOf(query, 'symbols'));
  const items = story
    .news(story.now() - 7 * 86_400_000, story.now())
    .filter((item) => wanted.size === 0 || item.symbols.some((symbol) => wanted.has(symbol)))
    .toSorted((a, b) => b.timeMs - a.timeMs)
    .slice(0, Number(query.get('limit') ?? 10))
    .map((item, index) => ({
      author: item.publisher,
      content: '',
      created_at: secondStamp(item.timeMs),
      headline: item.headline,
      id: item.timeMs + index,
      images: [],
      source: item.publisher.toLowerCase(),
      summary: '',
      symbols: item.symbols,
      updated_at: secondStamp(item.timeMs),
      url: 'https://',
    }));
  return { news: items, next_page_token: items.length > 0 ? 'b2xkZXI=' : null };
}

export function calendar(story: MarketStory, query: URLSearchParams): readonly object[] {
  const today = wallTime(story.now()).date;
  const [from, to] = [dateOf(query.get('start')) ?? today, dateOf(query.get('end')) ?? addDays(today, 365)];
  const days: object[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (!isTradingDay(date)) continue;
    const half = isHalfDay(date);
    const hours = {
      open: '09:30',
      close: half ? '13:00' : '16:00',
      session_open: '0400',
      session_close: half ? '1700' : '2000',
    };
    days.push({ date: dashed(date), ...hours });
  }
  return days;
}

/** Offsets of New York, not UTC. */
function offsetStamp(timeMs: number): string {
  const wall = wallTime(timeMs);
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const hours = Math.round((utc - timeMs) / hourMs);
  return `${new Date(utc).toISOString().slice(0, 19)}-${String(-hours).padStart(2, '0')}:00`;
}

export function clock(story: MarketStory): object {
  const now = story.now();
  const { date } = wallTime(now);
  const isOpen = sessionPhase(now) === 'regular';
  const waiting = isTradingDay(date) && now < regularSession(date).openMs;
  const next = waiting ? date : nextTradingDay(date);
  const closing = isOpen ? date : next;
  return {
    timestamp: offsetStamp(now),
    is_open: isOpen,
    next_open: offsetStamp(regularSession(next).openMs),
    next_close: offsetStamp(regularSession(closing).closeMs),
  };
}
