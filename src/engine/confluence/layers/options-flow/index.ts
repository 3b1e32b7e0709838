import type { FlowSummary } from '../../../domain/evidence.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import { leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';
import { dollars } from '../../money.ts';

export type FlowParameters = {
  /** Less premium than this within the window says nothing, dollars. */
  readonly leastPremium: number;
  /** Premium at which the evidence is about two thirds of full, dollars. */
  readonly fullPremium: number;
  /** Imbalance at which the reading is about three quarters of full. */
  readonly imbalanceScale: number;
  /** How much of the strength only swept premium can give. */
  readonly sweepShare: number;
  readonly deadBand: number;
};

const parameters: FlowParameters = {
  leastPremium: 250_000,
  fullPremium: 3_000_000,
  imbalanceScale: 0.6,
  sweepShare: 0.25,
  deadBand: 0.1,
};

function factsOf(flow: FlowSummary): readonly SignalFact[] {
  const millions = (value: number): number => value / 1e6;
  return [
    { label: 'Bullish premium', value: millions(flow.bullishPremium), unit: '$M' },
    { label: 'Bearish premium', value: millions(flow.bearishPremium), unit: '$M' },
    { label: 'Without a side', value: millions(flow.unsidedPremium), unit: '$M' },
    { label: 'Swept', value: flow.sweptShare * 100, unit: '% of sided' },
    { label: flow.from === 'trades' ? 'Trades' : 'Alerts', value: flow.trades, unit: '' },
    {
      label: 'Largest',
      value: flow.largest
        ? `${flow.largest.optionSymbol} ${dollars(flow.largest.premium)} ${flow.largest.leans}`
        : null,
      unit: flow.largest?.isSweep === true ? 'sweep' : '',
    },
  ];
}

function sentence(flow: FlowSummary): string {
  const { largest } = flow;
  const most = largest
    ? ` Largest: ${dollars(largest.premium)} in ${largest.strike} ${largest.right === 'C' ? 'calls' : 'puts'}${largest.isSweep ? ', swept' : ''}.`
    : '';
  return `Aggressors put ${dollars(flow.bullishPremium)} on a rise and ${dollars(flow.bearishPremium)} on a fall in two hours, recent premium counting more.${most}`;
}

function read({ evidence }: LayerInputs, weights: FlowParameters): LayerOutput {
  const flow = evidence?.flow ?? null;
  if (!flow) return noData('no option trade seen in two hours');
  const sided = flow.bullishPremium + flow.bearishPremium;
  const total = sided + flow.unsidedPremium;
  if (sided < weights.leastPremium)
    return noData(`only ${dollars(sided)} of premium with a side, needs ${dollars(weights.leastPremium)}`);
  const imbalance = (flow.bullishPremium - flow.bearishPremium) / sided;
  const value = squash(imbalance / weights.imbalanceScale) * (1 - weights.sweepShare * (1 - flow.sweptShare));
  return {
    kind: 'reading',
    ...leaning(value, weights.deadBand),
    confidence: (1 - Math.exp(-total / weights.fullPremium)) * (0.4 + 0.6 * (sided / total)),
    eventTime: flow.newestTime,
    explanation: sentence(flow),
    facts: factsOf(flow),
    source: flow.from === 'trades' ? `${flow.trades} option trades` : `${flow.trades} flow alerts`,
  };
}

/** Who pays the spread in options: premium bought and sold by the aggressor. */
export const optionsFlow: Layer<FlowParameters> = {
  id: 'options-flow',
  title: 'Options flow',
  description:
    'Premium of calls bought and puts sold by the aggressor against the reverse, over two hours with a half-life of 30 minutes. Legs of spreads and trades inside the spread lean neither way.',
  needs: 'an options-flow feed',
  refreshSeconds: 300,
  parameters,
  read,
};
