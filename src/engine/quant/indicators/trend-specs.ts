import { aroonStep } from './aroon.ts';
import type { BarStep } from './bar-step.ts';
import { directionalMovementStep } from './directional-movement.ts';
import { columnOf, type IndicatorSpec, onClose } from './indicator-spec.ts';
import { macdStep } from './macd.ts';
import { dema, demaStep, ema, emaStep, sma, smaStep, tema, temaStep, wma, wmaStep } from './moving-averages.ts';
import { bars, factor, type Parameters, valueOf } from './parameters.ts';
import { relativeStrengthStep } from './relative-measures.ts';
import type { Step } from './step.ts';
import { supertrendStep } from './supertrend.ts';

const period = (parameters: Parameters) => valueOf(parameters, 'period');

type AverageSpec = Pick<IndicatorSpec, 'id' | 'title' | 'warmUp' | 'batch'> & {
  readonly initial: number;
  readonly step: (period: number) => Step;
};

function average({ id, title, initial, warmUp, step, batch }: AverageSpec): IndicatorSpec {
  return {
    id,
    title,
    isOnPriceScale: true,
    parameters: [bars('period', initial)],
    inputs: ['close'],
    outputs: [id.toLowerCase()],
    warmUp,
    create: (parameters) => onClose(step(period(parameters))),
    batch,
  };
}

const averages: readonly IndicatorSpec[] = [
  average({
    id: 'SMA',
    title: 'Simple moving average',
    initial: 20,
    warmUp: (parameters) => period(parameters) - 1,
    step: smaStep,
    batch: (columns, parameters) => [sma(columnOf(columns, 'close'), period(parameters))],
  }),
  average({
    id: 'EMA',
    title: 'Exponential moving average',
    initial: 20,
    warmUp: (parameters) => period(parameters) - 1,
    step: emaStep,
    batch: (columns, parameters) => [ema(columnOf(columns, 'close'), period(parameters))],
  }),
  average({
    id: 'WMA',
    title: 'Weighted moving average',
    initial: 20,
    warmUp: (parameters) => period(parameters) - 1,
    step: wmaStep,
    batch: (columns, parameters) => [wma(columnOf(columns, 'close'), period(parameters))],
  }),
  average({
    id: 'DEMA',
    title: 'Double exponential moving average',
    initial: 20,
    warmUp: (parameters) => 2 * (period(parameters) - 1),
    step: demaStep,
    batch: (columns, parameters) => [dema(columnOf(columns, 'close'), period(parameters))],
  }),
  average({
    id: 'TEMA',
    title: 'Triple exponential moving average',
    initial: 20,
    warmUp: (parameters) => 3 * (period(parameters) - 1),
    step: temaStep,
    batch: (columns, parameters) => [tema(columnOf(columns, 'close'), period(parameters))],
  }),
];

/** Some of the three lines of directional movement. */
function partOf(movement: BarStep, wanted: readonly number[]): BarStep {
  const lines = new Float64Array(3);
  return (bar, final, out) => {
    movement(bar, final, lines);
    for (const [place, line] of wanted.entries()) out[place] = lines[line] as number;
  };
}

const directions: readonly IndicatorSpec[] = [
  {
    id: 'MACD',
    title: 'Moving average convergence/divergence',
    isOnPriceScale: false,
    parameters: [bars('fast', 12), bars('slow', 26), bars('signal', 9)],
    inputs: ['close'],
    outputs: ['macd', 'signal', 'histogram'],
    warmUp: (parameters) =>
      Math.max(valueOf(parameters, 'fast'), valueOf(parameters, 'slow')) + valueOf(parameters, 'signal') - 2,
    create: (parameters) =>
      macdStep({
        fast: valueOf(parameters, 'fast'),
        slow: valueOf(parameters, 'slow'),
        signal: valueOf(parameters, 'signal'),
      }),
  },
  {
    id: 'DMI',
    title: 'Directional movement: +DI and -DI',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: ['high', 'low', 'close'],
    outputs: ['plusDi', 'minusDi'],
    warmUp: period,
    create: (parameters) => partOf(directionalMovementStep(period(parameters)), [0, 1]),
  },
  {
    id: 'ADX',
    title: 'Average directional index',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: ['high', 'low', 'close'],
    outputs: ['adx'],
    warmUp: (parameters) => 2 * period(parameters) - 1,
    create: (parameters) => partOf(directionalMovementStep(period(parameters)), [2]),
  },
  {
    id: 'AROON',
    title: 'Aroon',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: ['high', 'low'],
    outputs: ['down', 'up'],
    warmUp: period,
    create: (parameters) => aroonStep(period(parameters)),
  },
  {
    id: 'SUPERTREND',
    title: 'Supertrend',
    isOnPriceScale: true,
    parameters: [bars('period', 10), factor('multiplier', 3)],
    inputs: ['high', 'low', 'close'],
    outputs: ['value', 'direction'],
    warmUp: period,
    create: (parameters) =>
      supertrendStep({ period: period(parameters), multiplier: valueOf(parameters, 'multiplier') }),
  },
  {
    id: 'RELATIVE_STRENGTH',
    title: 'Return beyond the benchmark, percent',
    isOnPriceScale: false,
    parameters: [bars('period', 20)],
    inputs: ['close', 'benchmark'],
    outputs: ['strength'],
    warmUp: period,
    create: (parameters) => relativeStrengthStep(period(parameters)),
  },
];

export const trendSpecs: readonly IndicatorSpec[] = [...averages, ...directions];
