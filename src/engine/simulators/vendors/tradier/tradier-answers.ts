import { isHalfDay, isTradingDay, sessionPhase } from '../../../domain/calendar.ts';
import { parseOccSymbol } from '../../../domain/occ-symbol.ts';
import { addDays, wallTime } from '../../../domain/time.ts';
import type { MarketStory, StoryOption, StoryQuote } from '../../story/market-story.ts';
import { dashed, easternStamp, elements, greeksStamp } from './tradier-times.ts';

const ourSymbol = (symbol: string): string => symbol.replace('/', '.');
const theirSymbol = (symbol: string): string => symbol.replace('.', '/');

function stockQuote(story: MarketStory, symbol: string, quote: StoryQuote) {
  const company = story.company(symbol);
  const isIndex = company?.kind === 'index';
  return {
    symbol: theirSymbol(symbol),
    description: company?.name ?? symbol,
    exch: 'Q',
    type: company?.kind ?? 'stock',
    last: quote.last,
    change: quote.last === null || quote.previousClose === null ? null : quote.last - quote.previousClose,
    volume: isIndex ? 0 : quote.volume,
    open: quote.open,
    high: quote.high,
    low: quote.low,
    close: null,
    bid: isIndex ? null : quote.bid,
    ask: isIndex ? null : quote.ask,
    average_volume: 0,
    last_volume: isIndex ? 0 : quote.lastSize,
    trade_date: quote.timeMs,
    prevclose: quote.previousClose,
    week_52_high: 0,
    week_52_low: 0,
    // Round lots.
    bidsize: isIndex ? 0 : Math.floor(quote.bidSize / 100),
    bidexch: 'Q',
    bid_date: isIndex ? 0 : quote.timeMs,
    asksize: isIndex ? 0 : Math.floor(quote.askSize / 100),
    askexch: 'Y',
    ask_date: isIndex ? 0 : quote.timeMs,
    root_symbols: theirSymbol(symbol),
  };
}

function optionQuote(option: StoryOption, now: number, withGreeks: boolean) {
  const { delta, gamma, theta, vega, rho, impliedVol } = option;
  const found = option.bid !== null && option.ask !== null;
  const greeks = {
    ...{ delta, gamma, theta, vega, rho, phi: -rho },
    ...{ bid_iv: found ? impliedVol * 0.99 : 0, mid_iv: found ? impliedVol : 0, ask_iv: found ? impliedVol * 1.01 : 0 },
    smv_vol: impliedVol,
    updated_at: greeksStamp(now),
  };
  return {
    symbol: option.optionSymbol,
    description: `${option.underlying} ${dashed(option.expiry)} ${option.strike} ${option.right === 'C' ? 'Call' : 'Put'}`,
    exch: 'Z',
    type: 'option',
    last: option.last,
    change: null,
    volume: option.volume,
    open: null,
    high: null,
    low: null,
    close: null,
    bid: option.bid ?? 0,
    ask: option.ask ?? 0,
    underlying: theirSymbol(option.underlying),
    strike: option.strike,
    change_percentage: null,
    average_volume: 0,
    last_volume: 0,
    trade_date: option.lastTimeMs ?? 0,
    prevclose: null,
    bidsize: option.bid === null ? 0 : option.bidSize,
    bidexch: 'J',
    bid_date: now,
    asksize: option.ask === null ? 0 : option.askSize,
    askexch: 'Z',
    ask_date: now,
    open_interest: option.openInterest,
    contract_size: 100,
    expiration_date: dashed(option.expiry),
    expiration_type: 'standard',
    option_type: option.right === 'C' ? 'call' : 'put',
    root_symbol: option.tradingClass,
    // Far from the money nothing is computed.
    ...(withGreeks ? { greeks: Math.abs(option.delta) < 0.002 ? null : greeks } : {}),
  };
}

export function quotes(story: MarketStory, symbols: readonly string[]): object {
  const found: object[] = [];
  const unmatched: string[] = [];
  for (const symbol of symbols) {
    const occ = parseOccSymbol(symbol);
    const listed = occ ? [occ.root, 'SPX', 'NDX', 'RUT'].flatMap((root) => story.chain(root)) : [];
    const option = listed.find((one) => one.optionSymbol === symbol);
    const quote = occ ? null : story.quote(ourSymbol(symbol));
    if (option) found.push(optionQuote(option, story.now(), false));
    else if (quote) found.push(stockQuote(story, ourSymbol(symbol), quote));
    else unmatched.push(symbol);
  }
  const unknown = elements('symbol', unmatched);
  return { quotes: { ...elements('quote', found), ...(unknown ? { unmatched_symbols: unknown } : {}) } };
}

export function expirations(story: MarketStory, symbol: string): object {
  const dates = new Set(story.chain(ourSymbol(symbol)).map((option) => option.expiry));
  return { expirations: elements('date', [...dates].toSorted((a, b) => a.localeCompare(b)).map(dashed)) };
}

export function chain(story: MarketStory, symbol: string, expiration: string, withGreeks: boolean): object {
  const rows = story.chain(ourSymbol(symbol)).filter((option) => dashed(option.expiry) === expiration);
  const options = rows.map((option) => optionQuote(option, story.now(), withGreeks));
  return { options: elements('option', options) };
}

export function history(story: MarketStory, symbol: string, start: string): object {
  const today = wallTime(story.now()).date;
  const from = start === '' ? addDays(today, -30) : start.replaceAll('-', '');
  const days = story.dailyBars(ourSymbol(symbol), from, today).map((bar) => ({ ...bar, date: dashed(bar.date) }));
  return { history: elements('day', days) };
}

export function timesales(story: MarketStory, symbol: string): object {
  const bars = story.minuteBars(ourSymbol(symbol), story.tradingDate()).map((bar) => ({
    time: easternStamp(bar.startMs),
    timestamp: Math.floor(bar.startMs / 1000),
    price: (bar.high + bar.low) / 2,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    volume: bar.volume,
    vwap: (bar.high + bar.low + bar.close) / 3,
  }));
  return { series: elements('data', bars) };
}

const closeOf = (date: string): string => (isHalfDay(date) ? '13:00' : '16:00');

export function clock(story: MarketStory): object {
  const now = story.now();
  const { date } = wallTime(now);
  const phase = sessionPhase(now);
  const state = { 'pre-market': 'premarket', regular: 'open', 'after-hours': 'postmarket', closed: 'closed' }[phase];
  const description = phase === 'regular' ? `Market is open from 09:30 to ${closeOf(date)}` : 'Market is closed';
  const next =
    phase === 'regular'
      ? { next_change: closeOf(date), next_state: 'postmarket' }
      : { next_change: '07:00', next_state: 'premarket' };
  return { clock: { date: dashed(date), description, state, timestamp: Math.floor(now / 1000), ...next } };
}

export function calendar(story: MarketStory, query: URLSearchParams): object {
  const wall = wallTime(story.now());
  const [month, year] = [Number(query.get('month') ?? wall.month), Number(query.get('year') ?? wall.year)];
  const first = `${year}${String(month).padStart(2, '0')}01`;
  const days: object[] = [];
  for (let date = first; date.startsWith(first.slice(0, 6)); date = addDays(date, 1)) {
    const hours = {
      premarket: { start: '07:00', end: '09:24' },
      open: { start: '09:30', end: closeOf(date) },
      postmarket: { start: closeOf(date), end: isHalfDay(date) ? '17:00' : '20:00' },
    };
    const open = { date: dashed(date), status: 'open', description: 'Market is open', ...hours };
    days.push(isTradingDay(date) ? open : { date: dashed(date), status: 'closed', description: 'Market is closed' });
  }
  return { calendar: { month, year, days: elements('day', days) } };
}
