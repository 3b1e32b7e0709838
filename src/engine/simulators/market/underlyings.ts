import { addDays, dateUtc } from '../../domain/time.ts';
import { instrumentId } from '../../domain/instrument.ts';
import type { SimInstrument } from '../simulated-market.ts';
import type { FactorWorld } from './factor-world.ts';
import type { PriceLine } from './price-line.ts';
import { curveLine, factorLine } from './price-line.ts';
import type { SymbolSpec } from './symbol-spec.ts';
import { interestRate } from './symbol-spec.ts';
import { symbolTable } from './symbol-table.ts';
import { tradingDayAt } from './trading-days.ts';
import { averageVol, forwardVol } from './variance-curve.ts';

/** One quotable thing that is not an option: its contract, its facts and where its price comes from. */
export type Underlying = {
  readonly instrument: SimInstrument;
  readonly spec: SymbolSpec;
  readonly line: PriceLine;
};

const month = 30 / 365;
const quarter = 93 / 365;

function lineOf(world: FactorWorld, spec: SymbolSpec): PriceLine {
  if (spec.source === 'vix') return curveLine(world, 'VIX', (curve) => 100 * averageVol(curve, month));
  if (spec.source === 'vix3m') return curveLine(world, 'VIX3M', (curve) => 100 * averageVol(curve, quarter));
  return factorLine(world, spec);
}

function instrumentOf(
  spec: SymbolSpec,
  conId: number,
  future?: { readonly expiry: string; readonly multiplier: number; readonly underlyingConId: number },
): SimInstrument {
  return {
    id: instrumentId({
      symbol: spec.symbol,
      secType: spec.secType,
      currency: 'USD',
      ...(future ? { expiry: future.expiry } : {}),
    }),
    symbol: spec.symbol,
    secType: spec.secType,
    exchange: spec.exchange,
    primaryExchange: spec.primaryExchange,
    currency: 'USD',
    multiplier: future?.multiplier ?? 1,
    minTick: spec.tick,
    expiry: future?.expiry ?? '',
    strike: null,
    right: null,
    tradingClass: spec.symbol,
    conId,
    name: spec.name,
    sector: spec.sector,
    industry: spec.industry,
    underlyingConId: future?.underlyingConId ?? 0,
    timeZoneId: 'US/Eastern',
    averageVolume: spec.volume,
  };
}

const firstConId = 1001;

export function symbolConId(symbol: string): number {
  return firstConId + symbolTable.findIndex((spec) => spec.symbol === symbol);
}

export function createUnderlyings(world: FactorWorld): readonly Underlying[] {
  return symbolTable.map((spec, index) => ({
    spec,
    line: lineOf(world, spec),
    instrument: instrumentOf(spec, firstConId + index),
  }));
}

function thirdFriday(year: number, month1: number): string {
  const first = new Date(Date.UTC(year, month1 - 1, 1)).getUTCDay();
  const day = 1 + ((5 - first + 7) % 7) + 14;
  return `${year}${String(month1).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}

function monthsFrom(date: string): readonly { readonly year: number; readonly month: number }[] {
  const start = Number(date.slice(0, 4)) * 12 + Number(date.slice(4, 6)) - 1;
  return Array.from({ length: 8 }, (_, ahead) => ({
    year: Math.floor((start + ahead) / 12),
    month: ((start + ahead) % 12) + 1,
  }));
}

/** Volatility futures expire 30 days before the third Friday of the following month. */
export function volatilityExpiries(date: string, count: number): readonly string[] {
  return monthsFrom(date)
    .map(({ year, month: month1 }) => addDays(thirdFriday(month1 === 12 ? year + 1 : year, (month1 % 12) + 1), -30))
    .filter((expiry) => expiry > date)
    .slice(0, count);
}

export function quarterlyExpiries(date: string, count: number): readonly string[] {
  return monthsFrom(date)
    .filter(({ month: month1 }) => month1 % 3 === 0)
    .map(({ year, month: month1 }) => thirdFriday(year, month1))
    .filter((expiry) => expiry > date)
    .slice(0, count);
}

function yearsTo(expiry: string, index: number): number {
  return Math.max(0, (dateUtc(expiry) - dateUtc(tradingDayAt(Math.max(0, index)))) / (365 * 86_400_000));
}

const future = {
  secType: 'FUT',
  sector: 'Futures',
  sectorBeta: 0,
  ownVol: 0,
  options: null,
  quotesPerSecond: 4,
} as const;
const cfe = {
  ...future,
  exchange: 'CFE',
  primaryExchange: 'CFE',
  industry: 'Volatility Index',
  source: 'vix',
  price: 17,
  tick: 0.05,
  beta: 0,
  dividendYield: 0,
} as const;

/** Usual volume and prints of a volatility future by its place in the row of expiries; later ones trade ever less. */
function volatilityActivity(rank: number): { readonly volume: number; readonly prints: number } {
  if (rank === 0) return { volume: 95_000, prints: 16_000 };
  const share = 0.42 ** (rank - 1);
  return { volume: Math.round(62_000 * share), prints: Math.round(11_000 * share) };
}

/** A volatility future; TWS lists the first two. */
export function volatilityFuture(world: FactorWorld, expiry: string, rank: number): Underlying {
  const spec: SymbolSpec = {
    ...cfe,
    symbol: 'VX',
    name: 'CBOE Volatility Index Future',
    ...volatilityActivity(rank),
    halfSpreadTicks: 0.02,
    quotesPerSecond: 2,
  };
  // A future on volatility trades below the root of forward variance; the gap grows with its life.
  const line = curveLine(world, `VX ${expiry}`, (curve, index) => {
    const years = yearsTo(expiry, index);
    return 100 * forwardVol(curve, years) * (1 - 0.06 * Math.min(1, Math.sqrt(years)));
  });
  const conId = 20_000 + (Math.round(dateUtc(expiry) / 86_400_000) % 10_000);
  return {
    spec,
    line,
    instrument: instrumentOf(spec, conId, { expiry, multiplier: 1000, underlyingConId: symbolConId('VIX') }),
  };
}

function indexFuture(world: FactorWorld, expiry: string, rank: number): Underlying {
  const [index] = symbolTable;
  if (!index) throw new Error('Invariant: empty symbol table');
  const spec: SymbolSpec = {
    ...future,
    symbol: 'ES',
    name: 'E-mini S&P 500',
    exchange: 'CME',
    primaryExchange: 'CME',
    industry: 'Broad Range Equity Index',
    source: 'factors',
    price: index.price,
    tick: 0.25,
    beta: 1,
    dividendYield: index.dividendYield,
    volume: rank === 0 ? 1_250_000 : 9_000,
    prints: rank === 0 ? 95_000 : 2500,
    halfSpreadTicks: rank === 0 ? 0.02 : 0.6,
  };
  const line = factorLine(world, spec, (day) => Math.exp((interestRate - index.dividendYield) * yearsTo(expiry, day)));
  const conId = 40_000 + (Math.round(dateUtc(expiry) / 86_400_000) % 10_000);
  return {
    spec,
    line,
    instrument: instrumentOf(spec, conId, { expiry, multiplier: 50, underlyingConId: symbolConId('SPX') }),
  };
}

/** Futures listed on a date: two volatility futures and two index futures, nearest first. */
export function createFutures(world: FactorWorld, date: string): readonly Underlying[] {
  return [
    ...volatilityExpiries(date, 2).map((expiry, rank) => volatilityFuture(world, expiry, rank)),
    ...quarterlyExpiries(date, 2).map((expiry, rank) => indexFuture(world, expiry, rank)),
  ];
}
