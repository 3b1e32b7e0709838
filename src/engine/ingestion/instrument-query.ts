import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { SecType } from '../domain/instrument.ts';
import { futureTicker } from './front-month.ts';
import type { ContractQuery, HistoryKind } from '../ports/market-data.ts';

/** US indices by the exchange that lists them; everything else on a watchlist is a stock. */
const indexExchanges: Readonly<Record<string, string>> = {
  SPX: 'CBOE',
  XSP: 'CBOE',
  VIX: 'CBOE',
  VIX3M: 'CBOE',
  VIX9D: 'CBOE',
  VIX6M: 'CBOE',
  VVIX: 'CBOE',
  SKEW: 'CBOE',
  OEX: 'CBOE',
  DJX: 'CBOE',
  NDX: 'NASDAQ',
  RUT: 'RUSSELL',
};

/** Vendors, option chains and volatilities know these; currencies, cryptocurrencies and futures have prices alone. */
export function isStockOrIndex(ticker: Ticker): boolean {
  if (futureTicker(ticker)) return false;
  const secType = secTypeOfId(idOfTicker(ticker));
  return secType === 'STK' || secType === 'IND';
}

/** Kind in an instrument id; stocks where there is none. */
export function secTypeOfId(id: InstrumentId): SecType {
  return secTypeOf(splitId(id)[1]) ?? 'STK';
}

/** Nobody reports trades of currencies. */
export function kindOfHistory(secType: SecType): HistoryKind {
  return secType === 'CASH' ? 'MIDPOINT' : 'TRADES';
}

function secTypeOf(text: string | undefined): SecType | null {
  return secTypes.find((secType) => secType === text) ?? null;
}

const secTypes: readonly SecType[] = ['STK', 'IND', 'OPT', 'FUT', 'CASH', 'CRYPTO'];

/** Watched whatever the settings say: the regime and the index positioning need them. */
export const alwaysWatched: readonly Ticker[] = ['SPX', 'VIX', 'VIX3M'];

const currencies = new Set('USD EUR GBP JPY CHF AUD CAD NZD SEK NOK DKK HKD SGD CNH MXN ZAR'.split(' '));
const cryptocurrencies = new Set('BTC ETH LTC BCH SOL ADA XRP DOGE'.split(' '));

/** Canonical id of a watchlist symbol: `EUR.USD` is a currency pair, `BTC.USD` a cryptocurrency. Futures are named by place, see `front-month.ts`. */
export function idOfTicker(ticker: Ticker): InstrumentId {
  const [base = '', quoted = ''] = ticker.split('.');
  if (currencies.has(quoted) && currencies.has(base)) return `${base}.CASH.${quoted}`;
  if (quoted === 'USD' && cryptocurrencies.has(base)) return `${base}.CRYPTO.${quoted}`;
  return ticker in indexExchanges ? `${ticker}.IND` : `${ticker}.STK`;
}

/** What to ask the vendor for an instrument id; null when the id has none of the known shapes. */
export function queryOfId(id: InstrumentId): ContractQuery | null {
  const [head = '', kind, ...rest] = splitId(id);
  const [symbol = '', tradingClass = ''] = head.split(':');
  if (symbol === '') return null;
  const base = { symbol, exchange: 'SMART', currency: 'USD' } as const;
  if (kind === 'STK') return { ...base, secType: 'STK' };
  if (kind === 'IND') return { ...base, secType: 'IND', exchange: indexExchanges[symbol] ?? '' };
  if (kind === 'FUT') return rest[0] ? { ...base, secType: 'FUT', exchange: '', expiry: rest[0] } : null;
  if (kind === 'CASH') return { ...base, secType: 'CASH', exchange: 'IDEALPRO', currency: rest[0] ?? 'USD' };
  if (kind === 'CRYPTO') return { ...base, secType: 'CRYPTO', exchange: 'PAXOS', currency: rest[0] ?? 'USD' };
  return kind === 'OPT' ? optionQuery(symbol, tradingClass, rest) : null;
}

function optionQuery(symbol: string, tradingClass: string, rest: readonly string[]): ContractQuery | null {
  const [expiry = '', right, ...strikeParts] = rest;
  const strike = Number(strikeParts.join('.'));
  if (!/^\d{8}$/.test(expiry) || (right !== 'C' && right !== 'P') || !(strike > 0)) return null;
  return {
    symbol,
    secType: 'OPT',
    exchange: 'SMART',
    currency: 'USD',
    expiry,
    right,
    strike,
    tradingClass: tradingClass || symbol,
  };
}

/** Symbols may hold dots (`BRK.B.STK`): the kind is the first part that is one. */
function splitId(id: InstrumentId): readonly string[] {
  const match = /^(.+?)\.(STK|IND|OPT|FUT|CASH|CRYPTO)(?:\.(.+))?$/.exec(id);
  return match ? [match[1] ?? '', match[2] ?? '', ...(match[3] ?? '').split('.')] : [];
}
