import type { OffExchangeSummary } from '../../../domain/evidence.ts';
import { markOf } from '../../../domain/quote.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import { leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';
import { dollars } from '../../money.ts';

export type DarkPoolParameters = {
  readonly fewestBlocks: number;
  /** Blocks at which the evidence is about two thirds of full. */
  readonly fullBlocks: number;
  readonly sideWeight: number;
  readonly levelWeight: number;
  /** Distance of price to the heaviest level, in expected daily moves, at which it counts three quarters. */
  readonly levelScale: number;
  readonly deadBand: number;
};

const parameters: DarkPoolParameters = {
  fewestBlocks: 3,
  fullBlocks: 12,
  sideWeight: 0.6,
  levelWeight: 0.4,
  levelScale: 0.5,
  deadBand: 0.1,
};

function dailyMove(inputs: LayerInputs, price: number): number | null {
  const vol = inputs.volatility?.impliedVol30;
  return vol ? price * vol * Math.sqrt(1 / 252) : null;
}

/** Above the price where most changed hands the buyers there are ahead and defend it, below it they are under water. */
function levelLean(inputs: LayerInputs, level: number, scale: number): number | null {
  const price = inputs.quote ? markOf(inputs.quote) : null;
  const move = price === null ? null : dailyMove(inputs, price);
  return price === null || move === null || move <= 0 ? null : squash((price - level) / (move * scale));
}

function factsOf(summary: OffExchangeSummary): readonly SignalFact[] {
  const millions = (value: number): number => value / 1e6;
  return [
    { label: 'Blocks', value: summary.blocks, unit: `of ${summary.prints} prints` },
    { label: 'At or above the ask', value: millions(summary.boughtPremium), unit: '$M' },
    { label: 'At or below the bid', value: millions(summary.soldPremium), unit: '$M' },
    { label: 'In between or without a side', value: millions(summary.unsidedPremium), unit: '$M' },
    ...summary.levels.slice(0, 3).map((level, index) => ({
      label: `Level ${index + 1}`,
      value: `${level.price.toFixed(2)} (${dollars(level.premium)})`,
      unit: '',
    })),
  ];
}

function sentence(summary: OffExchangeSummary): string {
  const [level] = summary.levels;
  const where = level ? ` Heaviest level ${level.price.toFixed(2)} with ${dollars(level.premium)}.` : '';
  return `${summary.blocks} off-exchange blocks today: ${dollars(summary.boughtPremium)} at the ask, ${dollars(summary.soldPremium)} at the bid.${where}`;
}

function read(inputs: LayerInputs, weights: DarkPoolParameters): LayerOutput {
  const summary = inputs.evidence?.offExchange ?? null;
  if (!summary) return noData('no off-exchange print seen today');
  if (summary.blocks < weights.fewestBlocks)
    return noData(`${summary.blocks} off-exchange blocks today, needs ${weights.fewestBlocks}`);
  const sided = summary.boughtPremium + summary.soldPremium;
  const total = sided + summary.unsidedPremium;
  const side = sided > 0 ? (summary.boughtPremium - summary.soldPremium) / sided : 0;
  const [heaviest] = summary.levels;
  const level = heaviest ? levelLean(inputs, heaviest.price, weights.levelScale) : null;
  // One part missing leaves the other its whole weight.
  const parts = [
    { weight: sided > 0 ? weights.sideWeight * Math.sqrt(sided / total) : 0, value: side },
    { weight: level === null ? 0 : weights.levelWeight, value: level ?? 0 },
  ];
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0)
    return noData('no block has a side, and levels cannot be judged: no level, no price or no volatility');
  const value = parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
  return {
    kind: 'reading',
    ...leaning(value, weights.deadBand),
    confidence:
      (1 - Math.exp(-summary.blocks / weights.fullBlocks)) *
      (0.5 + 0.5 * Math.min(1, weight / (weights.sideWeight + weights.levelWeight))),
    eventTime: summary.newestTime,
    explanation: sentence(summary),
    facts: factsOf(summary),
    source: `${summary.prints} off-exchange prints of ${summary.date}`,
  };
}

/** What large hands do away from the exchanges: blocks by side, and where price stands to their levels. */
export const darkPool: Layer<DarkPoolParameters> = {
  id: 'dark-pool',
  title: 'Dark pool',
  description:
    'Off-exchange prints of 10,000 shares or $500k and more: bought at the ask against sold at the bid, and price against the level where most dollars changed hands.',
  needs: 'an off-exchange print feed',
  refreshSeconds: 900,
  parameters,
  read,
};
