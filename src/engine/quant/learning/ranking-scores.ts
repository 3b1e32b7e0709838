import { areScorable, type Forecasts } from './probability-scores.ts';

/** Values with an outcome each; any finite score ranks, not only a probability. */
export type Ranked = { readonly scores: Float64Array; readonly outcomes: Uint8Array };

type Tally = { readonly positives: number; readonly negatives: number; readonly order: Uint32Array };

/** Indices by score, highest first; null without both outcomes, with different lengths, or with NaN. */
function tally({ scores, outcomes }: Ranked): Tally | null {
  if (scores.length !== outcomes.length || scores.some(Number.isNaN)) return null;
  let positives = 0;
  for (const outcome of outcomes) positives += outcome;
  const negatives = outcomes.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const order = Uint32Array.from(scores.keys()).sort((i, j) => (scores[j] as number) - (scores[i] as number));
  return { positives, negatives, order };
}

/** Walks through groups of equal scores, highest first: how many of each outcome stand in each. */
function eachTie(
  { scores, outcomes }: Ranked,
  order: Uint32Array,
  visit: (positives: number, negatives: number) => void,
): void {
  let at = 0;
  while (at < order.length) {
    const score = scores[order[at] as number];
    let positives = 0;
    let size = 0;
    while (at + size < order.length && scores[order[at + size] as number] === score) {
      positives += outcomes[order[at + size] as number] as number;
      size += 1;
    }
    visit(positives, size - positives);
    at += size;
  }
}

/** Probability that a random positive scores above a random negative, ties half; null without both. Hanley & McNeil 1982. */
export function areaUnderCurve(ranked: Ranked): number | null {
  const counted = tally(ranked);
  if (counted === null) return null;
  let above = 0;
  let area = 0;
  eachTie(ranked, counted.order, (positives, negatives) => {
    area += negatives * (above + positives / 2);
    above += positives;
  });
  return area / (counted.positives * counted.negatives);
}

/** Precision at each distinct score weighted by the recall it adds (step-wise, no interpolation); null without both. */
export function averagePrecision(ranked: Ranked): number | null {
  const counted = tally(ranked);
  if (counted === null) return null;
  let found = 0;
  let seen = 0;
  let sum = 0;
  eachTie(ranked, counted.order, (positives, negatives) => {
    found += positives;
    seen += positives + negatives;
    sum += (positives / counted.positives) * (found / seen);
  });
  return sum;
}

export type ThresholdScores = {
  readonly accuracy: number;
  /** Matthews correlation; null when only one thing ever happened, 0 when only one thing was ever said. */
  readonly matthews: number | null;
};

/** Taking p >= threshold as "will happen"; null when the forecasts are not scorable. Matthews 1975. */
export function thresholdScores(forecasts: Forecasts, threshold = 0.5): ThresholdScores | null {
  if (!areScorable(forecasts)) return null;
  const { probabilities, outcomes } = forecasts;
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < outcomes.length; at += 1) {
    const cell = 2 * ((probabilities[at] as number) >= threshold ? 1 : 0) + (outcomes[at] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  const [trueNegative, falseNegative, falsePositive, truePositive] = counts as [number, number, number, number];
  const happened = truePositive + falseNegative;
  const not = trueNegative + falsePositive;
  const spread = Math.sqrt((truePositive + falsePositive) * happened * not * (trueNegative + falseNegative));
  const cross = truePositive * trueNegative - falsePositive * falseNegative;
  const undefinedClass = happened === 0 || not === 0;
  return {
    accuracy: (truePositive + trueNegative) / outcomes.length,
    matthews: undefinedClass ? null : spread > 0 ? cross / spread : 0,
  };
}
