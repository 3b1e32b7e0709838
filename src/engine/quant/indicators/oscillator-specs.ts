import { averageTrueRange, averageTrueRangeStep, trueRangeStep } from './average-true-range.ts';
import { bollingerBandsStep } from './bollinger-bands.ts';
import { commodityChannelStep } from './commodity-channel.ts';
import { columnOf, type IndicatorSpec, onClose } from './indicator-spec.ts';
import { bars, factor, type Parameters, valueOf } from './parameters.ts';
import { rsi, rsiStep } from './rsi.ts';
import { fastStochasticStep, stochasticStep, williamsRStep } from './stochastic.ts';

const period = (parameters: Parameters) => valueOf(parameters, 'period');
const range = ['high', 'low', 'close'] as const;

const oscillators: readonly IndicatorSpec[] = [
  {
    id: 'RSI',
    title: 'Relative strength index',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: ['close'],
    outputs: ['rsi'],
    warmUp: period,
    create: (parameters) => onClose(rsiStep(period(parameters))),
    batch: (columns, parameters) => [rsi(columnOf(columns, 'close'), period(parameters))],
  },
  {
    id: 'STOCH',
    title: 'Slow stochastic',
    isOnPriceScale: false,
    parameters: [bars('fastK', 5), bars('slowK', 3), bars('slowD', 3)],
    inputs: range,
    outputs: ['slowK', 'slowD'],
    warmUp: (parameters) =>
      valueOf(parameters, 'fastK') + valueOf(parameters, 'slowK') + valueOf(parameters, 'slowD') - 3,
    create: (parameters) =>
      stochasticStep({
        fastK: valueOf(parameters, 'fastK'),
        slowK: valueOf(parameters, 'slowK'),
        slowD: valueOf(parameters, 'slowD'),
      }),
  },
  {
    id: 'STOCHF',
    title: 'Fast stochastic',
    isOnPriceScale: false,
    parameters: [bars('fastK', 5), bars('fastD', 3)],
    inputs: range,
    outputs: ['fastK', 'fastD'],
    warmUp: (parameters) => valueOf(parameters, 'fastK') + valueOf(parameters, 'fastD') - 2,
    create: (parameters) =>
      fastStochasticStep({ fastK: valueOf(parameters, 'fastK'), fastD: valueOf(parameters, 'fastD') }),
  },
  {
    id: 'WILLR',
    title: 'Williams %R',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: range,
    outputs: ['willr'],
    warmUp: (parameters) => period(parameters) - 1,
    create: (parameters) => williamsRStep(period(parameters)),
  },
  {
    id: 'CCI',
    title: 'Commodity channel index',
    isOnPriceScale: false,
    parameters: [bars('period', 20)],
    inputs: range,
    outputs: ['cci'],
    warmUp: (parameters) => period(parameters) - 1,
    create: (parameters) => commodityChannelStep(period(parameters)),
  },
];

const ranges: readonly IndicatorSpec[] = [
  {
    id: 'BBANDS',
    title: 'Bollinger bands',
    isOnPriceScale: true,
    parameters: [bars('period', 20), factor('deviationsUp', 2), factor('deviationsDown', 2)],
    inputs: ['close'],
    outputs: ['upper', 'middle', 'lower'],
    warmUp: (parameters) => period(parameters) - 1,
    create: (parameters) =>
      bollingerBandsStep({
        period: period(parameters),
        deviationsUp: valueOf(parameters, 'deviationsUp'),
        deviationsDown: valueOf(parameters, 'deviationsDown'),
      }),
  },
  {
    id: 'TRANGE',
    title: 'True range',
    isOnPriceScale: false,
    parameters: [],
    inputs: range,
    outputs: ['tr'],
    warmUp: () => 1,
    create: trueRangeStep,
  },
  {
    id: 'ATR',
    title: 'Average true range',
    isOnPriceScale: false,
    parameters: [bars('period', 14)],
    inputs: range,
    outputs: ['atr'],
    warmUp: period,
    create: (parameters) => averageTrueRangeStep(period(parameters)),
    batch: (columns, parameters) => {
      const [high, low, close] = range.map((name) => columnOf(columns, name)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      return [averageTrueRange({ high, low, close }, period(parameters))];
    },
  },
];

export const oscillatorSpecs: readonly IndicatorSpec[] = [...oscillators, ...ranges];
