import { type Moments, moments } from '../statistics/moments.ts';
import { drawdown } from './drawdown.ts';

const periodsPerYear = 252;
/** A deviation this small is the rounding of equal returns. */
const noDeviation = 1e-15;

export type Performance = {
  /** Per year. */
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly volatility: number | null;
  /** Compound growth per year. */
  readonly cagr: number | null;
  /** 0 or negative. */
  readonly maxDrawdown: number | null;
  /** Bars below the peak, the longest run. */
  readonly maxDrawdownDuration: number | null;
  readonly calmar: number | null;
  readonly ulcer: number | null;
  readonly skew: number | null;
  /** Not in excess: 3 for the normal distribution. */
  readonly kurtosis: number | null;
};

export type ReturnSeries = {
  /** Simple returns per period, oldest first, 0.01 = 1 %. */
  readonly returns: Float64Array;
  /** Simple, per year; a period gets its 252nd part. */
  readonly riskFree: number;
};

function deviationOf(sample: Moments): number | null {
  const deviation = Math.sqrt(sample.variance ?? 0);
  return deviation > noDeviation ? deviation : null;
}

/** Sharpe ratio of one period in excess of the risk-free rate; null for fewer than two returns or equal ones. Sharpe 1994. */
export function sharpePerPeriod({ returns, riskFree }: ReturnSeries): number | null {
  const sample = moments(returns);
  const deviation = sample === null ? null : deviationOf(sample);
  if (sample === null || deviation === null || !Number.isFinite(riskFree)) return null;
  return (sample.mean - riskFree / periodsPerYear) / deviation;
}

/** Excess mean over the root mean square of shortfalls below the risk-free rate, per year. Sortino & van der Meer 1991. */
export function sortinoRatio({ returns, riskFree }: ReturnSeries): number | null {
  const sample = moments(returns);
  if (sample === null || !Number.isFinite(riskFree)) return null;
  const rate = riskFree / periodsPerYear;
  let squares = 0;
  for (const value of returns) squares += Math.min(value - rate, 0) ** 2;
  const downside = Math.sqrt(squares / returns.length);
  return downside > noDeviation ? ((sample.mean - rate) / downside) * Math.sqrt(periodsPerYear) : null;
}

/** Compound growth per year; -1 after the loss of everything, null for no returns or a loss of more. */
export function compoundGrowth(returns: Float64Array): number | null {
  if (returns.length === 0 || !returns.every((value) => Number.isFinite(value) && value >= -1)) return null;
  let logs = 0;
  for (const value of returns) logs += Math.log1p(value);
  return Math.expm1((logs * periodsPerYear) / returns.length);
}

function annualised(value: number | null): number | null {
  return value === null ? null : value * Math.sqrt(periodsPerYear);
}

/** All measures of one series; each is null where it does not exist. */
export function performance(series: ReturnSeries): Performance {
  const { returns } = series;
  const sample = moments(returns);
  const deviation = sample?.variance === null || sample === null ? null : Math.sqrt(sample.variance);
  const falls = drawdown(returns);
  const cagr = compoundGrowth(returns);
  return {
    sharpe: annualised(sharpePerPeriod(series)),
    sortino: sortinoRatio(series),
    volatility: annualised(deviation),
    cagr,
    maxDrawdown: falls?.depth ?? null,
    maxDrawdownDuration: falls?.duration ?? null,
    calmar: cagr === null || falls === null || falls.depth === 0 ? null : cagr / -falls.depth,
    ulcer: falls?.ulcer ?? null,
    skew: sample?.skew ?? null,
    kurtosis: sample?.excessKurtosis === null || sample === null ? null : sample.excessKurtosis + 3,
  };
}
