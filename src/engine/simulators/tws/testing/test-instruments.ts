import { instrumentId, type OptionRight } from '../../../domain/instrument.ts';
import type { SimInstrument } from '../../simulated-market.ts';

type Parts = Pick<SimInstrument, 'symbol' | 'secType' | 'conId'> & Partial<SimInstrument>;

function instrument(parts: Parts): SimInstrument {
  return {
    id: instrumentId(parts),
    exchange: 'SMART',
    primaryExchange: 'NASDAQ',
    currency: 'USD',
    multiplier: 1,
    minTick: 0.01,
    expiry: '',
    strike: null,
    right: null,
    tradingClass: parts.symbol,
    name: parts.symbol,
    sector: 'Technology',
    industry: 'Computers',
    underlyingConId: 0,
    timeZoneId: 'America/New_York',
    averageVolume: 1_000_000,
    ...parts,
  };
}

export const spy = instrument({
  symbol: 'SPY',
  secType: 'STK',
  conId: 756733,
  primaryExchange: 'ARCA',
  name: 'SPDR S&P 500 ETF TRUST',
});
export const aapl = instrument({
  symbol: 'AAPL',
  secType: 'STK',
  conId: 265598,
  tradingClass: 'NMS',
  name: 'APPLE INC',
});
export const vix = instrument({
  symbol: 'VIX',
  secType: 'IND',
  conId: 13455763,
  exchange: 'CBOE',
  primaryExchange: 'CBOE',
  name: 'CBOE Volatility Index',
});
export const vxFuture = instrument({
  symbol: 'VIX',
  secType: 'FUT',
  conId: 700001,
  exchange: 'CFE',
  primaryExchange: 'CFE',
  multiplier: 1000,
  minTick: 0.05,
  expiry: '20260121',
  tradingClass: 'VX',
  underlyingConId: 13455763,
  timeZoneId: 'America/Chicago',
});
export const euro = instrument({
  symbol: 'EUR',
  secType: 'CASH',
  conId: 12087792,
  exchange: 'IDEALPRO',
  primaryExchange: 'IDEALPRO',
  minTick: 0.00005,
});

export const bitcoin = instrument({
  symbol: 'BTC',
  secType: 'CRYPTO',
  conId: 479624278,
  exchange: 'PAXOS',
  primaryExchange: 'PAXOS',
  minTick: 0.25,
});

export const optionExpiries = ['20260109', '20260116'] as const;
export const optionStrikes = [590, 595, 600, 605, 610] as const;

function spyOption(expiry: string, strike: number, right: OptionRight, conId: number): SimInstrument {
  return instrument({
    symbol: 'SPY',
    secType: 'OPT',
    conId,
    expiry,
    strike,
    right,
    multiplier: 100,
    primaryExchange: '',
    underlyingConId: spy.conId,
  });
}

export const spyOptions: readonly SimInstrument[] = optionExpiries.flatMap((expiry, month) =>
  optionStrikes.flatMap((strike, row) => [
    spyOption(expiry, strike, 'C', 800_000 + month * 100 + row * 2),
    spyOption(expiry, strike, 'P', 800_001 + month * 100 + row * 2),
  ]),
);

export const underlyings: readonly SimInstrument[] = [spy, aapl, vix, euro, bitcoin];
export const allInstruments: readonly SimInstrument[] = [...underlyings, vxFuture, ...spyOptions];
