import type { Bar } from '../../../domain/bar.ts';
import { markOf } from '../../../domain/quote.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import { benchmark, leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';
import { dailyTrend, intradayState, relativeVolume, type DailyTrend, type IntradayState } from './measures.ts';

export type MomentumParameters = {
  readonly trendWeight: number;
  readonly dayWeight: number;
  readonly vwapWeight: number;
  readonly relativeWeight: number;
  readonly deadBand: number;
};

const parameters: MomentumParameters = {
  trendWeight: 0.3,
  dayWeight: 0.3,
  vwapWeight: 0.2,
  relativeWeight: 0.2,
  deadBand: 0.12,
};

type Part = { readonly weight: number; readonly value: number };

function dayReturn(price: number | null, previousClose: number | null): number | null {
  return price !== null && previousClose !== null && previousClose > 0 ? price / previousClose - 1 : null;
}

function combine(parts: readonly Part[]): number {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return weight === 0 ? 0 : parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
}

type Measured = {
  readonly trend: DailyTrend;
  readonly day: IntradayState | null;
  readonly change: number | null;
  readonly benchmarkChange: number | null;
  readonly volume: number | null;
};

function partsOf(measured: Measured, weights: MomentumParameters): readonly Part[] {
  const { trend, day, change, benchmarkChange } = measured;
  const parts: Part[] = [{ weight: weights.trendWeight, value: squash(trend.spreadInAtr / 1.5) }];
  if (change !== null) parts.push({ weight: weights.dayWeight, value: squash((change / trend.atrShare) * 1.3) });
  if (day !== null) parts.push({ weight: weights.vwapWeight, value: squash(day.vwapDistanceInAtr / 2) });
  if (change !== null && benchmarkChange !== null) {
    parts.push({ weight: weights.relativeWeight, value: squash(((change - benchmarkChange) / trend.atrShare) * 1.3) });
  }
  return parts;
}

function factsOf(measured: Measured): readonly SignalFact[] {
  const { trend, day, change, benchmarkChange, volume } = measured;
  const percent = (value: number | null): number | null => (value === null ? null : value * 100);
  return [
    { label: 'EMA20 against EMA50', value: trend.spreadInAtr, unit: 'ATR' },
    { label: 'Today', value: percent(change), unit: '%' },
    { label: 'Benchmark today', value: percent(benchmarkChange), unit: '%' },
    { label: 'Distance to VWAP', value: day?.vwapDistanceInAtr ?? null, unit: '5m ATR' },
    { label: 'RSI 14 (5m)', value: day?.rsi ?? null, unit: '' },
    { label: 'Volume against the usual', value: volume, unit: 'x' },
  ];
}

function sentence(measured: Measured): string {
  const { trend, day, change, volume } = measured;
  const words = [
    `Trend ${trend.spreadInAtr >= 0 ? 'up' : 'down'} (EMA20 ${Math.abs(trend.spreadInAtr).toFixed(1)} ATR ${trend.spreadInAtr >= 0 ? 'above' : 'below'} EMA50)`,
  ];
  if (change !== null) words.push(`today ${change >= 0 ? '+' : ''}${(change * 100).toFixed(2)}%`);
  if (day) words.push(`${day.vwapDistanceInAtr >= 0 ? 'above' : 'below'} VWAP`);
  if (volume !== null) words.push(`volume ${volume.toFixed(1)}x the usual`);
  return `${words.join(', ')}.`;
}

/** The price decides; a bar that began later has seen a later one. */
function asOf(inputs: LayerInputs, last: Bar | undefined): number {
  return Math.max(inputs.quote?.eventTime ?? 0, last?.start ?? 0);
}

function read(inputs: LayerInputs, weights: MomentumParameters): LayerOutput {
  const trend = dailyTrend(inputs.dailyBars, inputs.nowMs);
  if (!trend) return noData(`needs 60 daily bars, has ${inputs.dailyBars.length}`);
  const price = inputs.quote ? markOf(inputs.quote) : null;
  if (price === null) return noData('no price yet');
  // The benchmark leads nobody: there is one part less to know of it.
  const market = inputs.ticker === benchmark ? null : inputs.benchmarkQuote;
  const measured: Measured = {
    trend,
    day: intradayState(inputs.fiveMinuteBars, price, inputs.nowMs),
    change: dayReturn(price, inputs.quote?.close ?? null),
    benchmarkChange: market ? dayReturn(markOf(market), market.close) : null,
    volume: relativeVolume(inputs.dailyBars, inputs.quote?.volume ?? null, inputs.nowMs),
  };
  const parts = partsOf(measured, weights);
  const lean = leaning(combine(parts), weights.deadBand);
  const coverage = parts.length / (inputs.ticker === benchmark ? 3 : 4);
  const agreement =
    parts.filter((part) => Math.sign(part.value) === (lean.direction === 'bearish' ? -1 : 1)).length / parts.length;
  const volumeSupport = Math.min(1, (measured.volume ?? 1) / 1.5);
  const last = inputs.fiveMinuteBars.at(-1) ?? inputs.dailyBars.at(-1);
  return {
    kind: 'reading',
    ...lean,
    confidence: Math.min(1, coverage * (0.35 + 0.4 * agreement + 0.25 * volumeSupport)),
    eventTime: asOf(inputs, last),
    explanation: sentence(measured),
    facts: factsOf(measured),
    source: `${inputs.dailyBars.length} daily and ${inputs.fiveMinuteBars.length} five-minute bars`,
  };
}

/** Price trend over weeks, the day's move, the distance to VWAP and the lead over the benchmark. */
export const momentum: Layer<MomentumParameters> = {
  id: 'momentum',
  title: 'Momentum',
  description:
    'Trend of the daily averages, today’s move in units of its usual range, distance to VWAP and lead over SPY. Volume decides how much it is believed.',
  needs: '60 daily bars and a live price',
  refreshSeconds: 900,
  parameters,
  read,
};
