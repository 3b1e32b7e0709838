import type { Score } from '../../engine/domain/score.ts';
import { layerNames } from './layer-names.ts';

export type WaterfallStep = {
  readonly label: string;
  /** `part` adds or subtracts; `sum` starts from zero. */
  readonly kind: 'part' | 'sum';
  readonly from: number;
  readonly to: number;
  readonly note: string;
};

const negligible = 1e-9;

function part(label: string, from: number, change: number, note: string): WaterfallStep {
  return { label, kind: 'part', from, to: from + change, note };
}

/**
 * The score's arithmetic as bars: what each layer adds to the weighted average, then what agreement, contradiction and the limits make of it.
 * Values on the 0..1 scale of conviction. The parts always add up to the sums shown.
 */
export function waterfallOf(score: Score): readonly WaterfallStep[] {
  const { base, agreementMultiplier, contradictionFactor, raw } = score.arithmetic;
  const steps: WaterfallStep[] = [];
  let at = 0;
  const add = (label: string, change: number, note: string): void => {
    if (Math.abs(change) <= negligible) return;
    steps.push(part(label, at, change, note));
    at += change;
  };
  const layers = score.layers
    .filter(({ contribution }) => Math.abs(contribution) > negligible)
    .toSorted((one, other) => other.contribution - one.contribution);
  for (const { layer, contribution } of layers) add(layerNames[layer].short, contribution, layerNames[layer].long);
  add('Other', base - at, 'Rounding and layers without a share of their own');
  steps.push({ label: 'Base', kind: 'sum', from: 0, to: base, note: 'Weighted average of the readings' });
  at = base;
  add(
    'Agree',
    base * (agreementMultiplier - 1),
    `Agreement × ${agreementMultiplier.toFixed(2)} at ${score.arithmetic.votes.toFixed(1)} votes`,
  );
  add(
    'Contra',
    base * agreementMultiplier * (contradictionFactor - 1),
    `Contradiction × ${contradictionFactor.toFixed(2)}: strongest opposing reading ${Math.round(score.arithmetic.contradiction * 100)}`,
  );
  add('Limit', score.conviction - raw, 'Kept between 0 and 100');
  steps.push({ label: 'Score', kind: 'sum', from: 0, to: score.conviction, note: 'Conviction' });
  return steps;
}
