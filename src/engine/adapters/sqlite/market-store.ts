import type { Bar, BarInterval } from '../../domain/bar.ts';
import type { OptionRow } from '../../domain/chain.ts';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type { Quote } from '../../domain/quote.ts';
import { dateOfUtc } from '../../domain/time.ts';
import type { Log } from '../../ports/log.ts';
import type { MarketStore, VolatilityDay } from '../../ports/market-store.ts';
import type { StoreCode } from '../../ports/store.ts';
import { staysSql } from './kept-spans.ts';
import { marketMigrations } from './market-store-migrations.ts';
import { openDatabase, type StoreDatabase } from './open-database.ts';

type BarRow = Omit<Bar, 'instrument' | 'interval'>;

/** Opens `market.db` for its one owner, ingestion. */
export function openMarketStore(options: {
  readonly file: string;
  readonly log: Log;
  readonly clock: { wallMs(): number };
}): Outcome<MarketStore, StoreCode> {
  const opened = openDatabase({ ...options, migrations: marketMigrations, durability: 'normal', check: 'quick' });
  return opened.ok ? ok(marketStore(opened.value)) : opened;
}

/** The broker's side of an open `market.db`. */
export function marketStore(database: StoreDatabase): MarketStore {
  return {
    ...barTable(database),
    ...volatilityTable(database),
    ...optionTable(database),
    ...quoteTable(database),
    prune: (beforeMs) => prune(database, beforeMs),
    sizeBytes: () => database.sizeBytes(),
    close: () => database.close(),
  };
}

function barTable({ sql, write }: StoreDatabase): Pick<MarketStore, 'saveBars' | 'bars'> {
  const put = sql.prepare(
    `INSERT INTO bar (instrument, interval, start, open, high, low, close, volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low,
       close = excluded.close, volume = excluded.volume`,
  );
  const before = sql.prepare<[string, BarInterval, number, number], BarRow>(
    `SELECT start, open, high, low, close, volume FROM bar
     WHERE instrument = ? AND interval = ? AND start < ? ORDER BY start DESC LIMIT ?`,
  );
  return {
    saveBars: (bars) =>
      write(() => {
        for (const { instrument, interval, start, open, high, low, close, volume } of bars) {
          put.run(instrument, interval, start, open, high, low, close, volume);
        }
      }),
    bars: ({ instrument, interval, beforeMs, count }) =>
      before
        .all(instrument, interval, beforeMs, count)
        .reverse()
        .map((row) => ({ instrument, interval, ...row })),
  };
}

function volatilityTable({ sql, write }: StoreDatabase): Pick<MarketStore, 'saveVolatility' | 'volatility'> {
  const put = sql.prepare(
    `INSERT INTO volatility_day (ticker, date, implied_vol) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET implied_vol = excluded.implied_vol`,
  );
  const all = sql.prepare<[string], VolatilityDay>(
    'SELECT date, implied_vol AS impliedVol FROM volatility_day WHERE ticker = ? ORDER BY date',
  );
  return {
    saveVolatility: (ticker, days) =>
      write(() => {
        for (const day of days) put.run(ticker, day.date, day.impliedVol);
      }),
    volatility: (ticker) => all.all(ticker),
  };
}

function optionTable({ sql, write }: StoreDatabase): Pick<MarketStore, 'saveOptions' | 'options'> {
  const put = sql.prepare(
    `INSERT INTO option_row (instrument, underlying, trading_date, trading_class, expiry, strike, "right", bid, ask, last,
       volume, open_interest, implied_vol, event_time, received_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET trading_date = excluded.trading_date, bid = excluded.bid, ask = excluded.ask,
       last = excluded.last, volume = excluded.volume, open_interest = excluded.open_interest,
       implied_vol = excluded.implied_vol, event_time = excluded.event_time, received_time = excluded.received_time`,
  );
  const ofDay = sql.prepare<[string, string], OptionRow>(
    `SELECT instrument, trading_class AS tradingClass, expiry, strike, "right", bid, ask, last, volume,
       open_interest AS openInterest, implied_vol AS impliedVol, event_time AS eventTime, received_time AS receivedTime
     FROM option_row WHERE underlying = ? AND trading_date = ?`,
  );
  return {
    saveOptions: (underlying, tradingDate, rows) =>
      write(() => {
        for (const row of rows) {
          const { instrument, tradingClass, expiry, strike, right, bid, ask, last } = row;
          const { volume, openInterest, impliedVol, eventTime, receivedTime } = row;
          put.run(
            ...[instrument, underlying, tradingDate, tradingClass, expiry, strike, right, bid, ask, last],
            ...[volume, openInterest, impliedVol, eventTime, receivedTime],
          );
        }
      }),
    options: (underlying, tradingDate) => ofDay.all(underlying, tradingDate),
  };
}

function quoteTable({ sql, write }: StoreDatabase): Pick<MarketStore, 'saveQuotes' | 'quotes'> {
  const put = sql.prepare(
    'INSERT INTO quote (instrument, quote) VALUES (?, ?) ON CONFLICT DO UPDATE SET quote = excluded.quote',
  );
  const all = sql.prepare<[], { readonly quote: string }>('SELECT quote FROM quote');
  return {
    saveQuotes: (quotes) =>
      write(() => {
        for (const quote of quotes) put.run(quote.instrument, JSON.stringify(quote));
      }),
    quotes: () => all.all().map((row) => JSON.parse(row.quote) as Quote),
  };
}

/** Bars of an archived day come back under the span of that day. */
const stays = staysSql({ retention: 'intraday', time: 'start', source: null });

function prune({ sql, write }: StoreDatabase, beforeMs: number): Outcome<number, StoreCode> {
  return write(() => {
    const bars = sql
      .prepare(`DELETE FROM bar WHERE interval <> '1d' AND start < ? AND NOT ${stays}`)
      .run(beforeMs, beforeMs).changes;
    const rows = sql.prepare('DELETE FROM option_row WHERE trading_date < ?').run(dateOfUtc(beforeMs)).changes;
    return bars + rows;
  });
}
