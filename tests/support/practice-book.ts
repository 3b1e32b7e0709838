import { newTickerBook, type TickerBook } from '../../src/engine/analytics/ticker-book.ts';
import { exposureOfChain } from '../../src/engine/analytics/exposure-of-chain.ts';
import { volatilityOf } from '../../src/engine/analytics/volatility-of.ts';
import type { Bar, BarInterval } from '../../src/engine/domain/bar.ts';
import type { OptionRow } from '../../src/engine/domain/chain.ts';
import { dateOfUtc } from '../../src/engine/domain/time.ts';
import { emptyQuote, markOf } from '../../src/engine/domain/quote.ts';
import type { SimInstrument, SimulatedMarket } from '../../src/engine/simulators/simulated-market.ts';

const dayMs = 86_400_000;
const expiriesSeen = 5;
const strikesEachSide = 16;

function bars(market: SimulatedMarket, id: string, interval: BarInterval, spanMs: number): readonly Bar[] {
  const now = market.clock.now();
  const ms = interval === '1d' ? dayMs : 300_000;
  return market.history(id, 'TRADES', ms, now - spanMs, now + 1).map((bar) => ({
    instrument: id,
    interval,
    start: bar.startMs,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    volume: bar.volume,
  }));
}

function rows(market: SimulatedMarket, ticker: string, spot: number): readonly OptionRow[] {
  const now = market.clock.now();
  const options = market.derivatives(ticker, 'OPT');
  const expiries = [...new Set(options.map((option) => option.expiry))].sort().slice(0, expiriesSeen);
  const near = (expiry: string): readonly SimInstrument[] => {
    const strikes = [
      ...new Set(options.filter((option) => option.expiry === expiry).map((option) => option.strike ?? 0)),
    ]
      .sort((left, right) => Math.abs(left - spot) - Math.abs(right - spot))
      .slice(0, 2 * strikesEachSide);
    return options.filter((option) => option.expiry === expiry && strikes.includes(option.strike ?? 0));
  };
  return expiries.flatMap(near).map((option) => {
    const quote = market.quote(option.id);
    return {
      instrument: option.id,
      tradingClass: option.tradingClass,
      expiry: option.expiry,
      strike: option.strike ?? 0,
      right: option.right ?? 'C',
      bid: quote?.bid ?? null,
      ask: quote?.ask ?? null,
      last: quote?.last ?? null,
      volume: quote?.volume ?? null,
      openInterest: market.openInterest(option.id),
      impliedVol: market.model(option.id)?.impliedVol ?? null,
      eventTime: now,
      receivedTime: now,
    };
  });
}

/** What analytics knows of a ticker once its whole chain has been seen, taken from the practice market without a wire. */
export function practiceBook(market: SimulatedMarket, ticker: string): TickerBook {
  const id = `${ticker}.${ticker === 'SPX' || ticker.startsWith('VIX') ? 'IND' : 'STK'}`;
  const now = market.clock.now();
  const sim = market.quote(id);
  const book = newTickerBook(ticker);
  book.instrument = id;
  book.quote = {
    ...emptyQuote(id),
    bid: sim?.bid ?? null,
    ask: sim?.ask ?? null,
    last: sim?.last ?? null,
    volume: sim?.volume ?? null,
    close: sim?.previousClose ?? null,
    eventTime: now,
    receivedTime: now,
  };
  book.dailyBars = bars(market, id, '1d', 430 * dayMs);
  book.fiveMinuteBars = bars(market, id, '5m', 2 * dayMs);
  book.impliedVol30 = market.volatility(ticker)?.impliedVol ?? null;
  const history = market.history(id, 'OPTION_IMPLIED_VOLATILITY', dayMs, now - 365 * dayMs, now);
  book.volatilityHistory = {
    dates: history.map((bar) => dateOfUtc(bar.startMs)),
    impliedVol: history.map((bar) => bar.close),
  };
  const spot = markOf(book.quote);
  if (spot === null || ticker.startsWith('VIX')) return book;
  const seen = rows(market, ticker, spot);
  book.chain = {
    underlying: ticker,
    multiplier: 100,
    spot,
    wanted: seen.length,
    core: { wanted: seen.length, answered: seen.length },
    seen: seen.length,
    rows: seen,
    oldestRowTime: now,
    newestRowTime: now,
    middleRowTime: now,
    delayMs: 0,
  };
  book.exposure = exposureOfChain({ chain: book.chain, spot, nowMs: now });
  book.volatility = volatilityOf({ book, spot, nowMs: now });
  return book;
}
