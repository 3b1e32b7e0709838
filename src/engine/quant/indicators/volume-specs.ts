import { accumulationOscillatorStep, accumulationStep } from './accumulation.ts';
import type { IndicatorSpec } from './indicator-spec.ts';
import { moneyFlowStep } from './money-flow.ts';
import { onBalanceVolumeStep } from './on-balance-volume.ts';
import { bars, factor, valueOf } from './parameters.ts';
import { relativeVolumeStep } from './relative-measures.ts';
import { vwapStep } from './vwap.ts';

const traded = ['high', 'low', 'close', 'volume'] as const;

const flows: readonly IndicatorSpec[] = [
  {
    id: 'OBV',
    title: 'On-balance volume',
    isOnPriceScale: false,
    parameters: [],
    inputs: ['close', 'volume'],
    outputs: ['obv'],
    warmUp: () => 0,
    create: onBalanceVolumeStep,
  },
  {
    id: 'AD',
    title: 'Accumulation/distribution line',
    isOnPriceScale: false,
    parameters: [],
    inputs: traded,
    outputs: ['ad'],
    warmUp: () => 0,
    create: accumulationStep,
  },
  {
    id: 'ADOSC',
    title: 'Chaikin oscillator',
    isOnPriceScale: false,
    parameters: [bars('fast', 3), bars('slow', 10)],
    inputs: traded,
    outputs: ['adosc'],
    warmUp: (parameters) => Math.max(valueOf(parameters, 'fast'), valueOf(parameters, 'slow')) - 1,
    create: (parameters) =>
      accumulationOscillatorStep({ fast: valueOf(parameters, 'fast'), slow: valueOf(parameters, 'slow') }),
  },
  {
    id: 'MFI',
    title: 'Money flow index',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: traded,
    outputs: ['mfi'],
    warmUp: (parameters) => valueOf(parameters, 'period'),
    create: (parameters) => moneyFlowStep(valueOf(parameters, 'period')),
  },
  {
    id: 'RELATIVE_VOLUME',
    title: 'Volume over its mean before: from 2 a spike, from 3 a large one',
    isOnPriceScale: false,
    parameters: [bars('period', 20)],
    inputs: ['volume'],
    outputs: ['ratio'],
    warmUp: (parameters) => valueOf(parameters, 'period'),
    create: (parameters) => relativeVolumeStep(valueOf(parameters, 'period')),
  },
];

const vwapOutputs = ['value', 'deviation', 'upper', 'lower'] as const;

const averagePrices: readonly IndicatorSpec[] = [
  {
    id: 'VWAP',
    title: 'Volume-weighted average price of the session',
    isOnPriceScale: true,
    parameters: [factor('bands', 1)],
    inputs: traded,
    outputs: vwapOutputs,
    warmUp: () => 0,
    create: (parameters) => vwapStep('session', valueOf(parameters, 'bands')),
    takesGaps: true,
  },
  {
    id: 'ANCHORED_VWAP',
    title: 'Volume-weighted average price from a bar on',
    isOnPriceScale: true,
    parameters: [
      { name: 'anchor', title: 'Anchor bar', initial: 0, min: 0, max: 1e9, isWhole: true },
      factor('bands', 1),
    ],
    inputs: traded,
    outputs: vwapOutputs,
    warmUp: (parameters) => valueOf(parameters, 'anchor'),
    create: (parameters) => vwapStep(valueOf(parameters, 'anchor'), valueOf(parameters, 'bands')),
    takesGaps: true,
  },
];

export const volumeSpecs: readonly IndicatorSpec[] = [...flows, ...averagePrices];
