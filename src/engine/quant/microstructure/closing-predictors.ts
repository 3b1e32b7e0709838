import type { SignedTape } from './flow-intervals.ts';

/** Half-open in the tape's own time: [from, to). The usual ones are 14:00-15:30 and 15:30-16:00 New York. */
export type TimeWindow = { readonly fromMs: number; readonly toMs: number };

/** Inputs of a predictor of the first official imbalance; null = not known, never 0. Not a prediction by themselves. */
export type ClosingPredictors = {
  /** Signed dollar volume of the afternoon over the dollars of an average day. */
  readonly signedDollarsToAdv: number | null;
  /** (call - put) / (call + put) premium, -1 to 1. */
  readonly premiumAsymmetry: number | null;
  /** Bought less sold share of the off-exchange volume, less the same of the exchanges: -2 to 2. */
  readonly darkLitDivergence: number | null;
  /** Order-flow imbalance of the last half hour, shares. */
  readonly orderFlow: number | null;
};

/** Sum of sign x price x size of the trades within the window; null when none of them has a sign. */
export function signedDollars(tape: SignedTape, window: TimeWindow): number | null {
  let sum = 0;
  let signed = 0;
  for (let row = 0; row < tape.timeMs.length; row += 1) {
    const timeMs = tape.timeMs[row] as number;
    const sign = tape.sign[row] as number;
    const dollars = (tape.price[row] as number) * (tape.size[row] as number);
    if (sign === 0 || !(timeMs >= window.fromMs && timeMs < window.toMs) || !Number.isFinite(dollars)) continue;
    sum += sign * dollars;
    signed += 1;
  }
  return signed === 0 ? null : sum;
}

/** (a - b) / (a + b); null when there is nothing of either. */
export function asymmetry(a: number, b: number): number | null {
  const total = a + b;
  return a >= 0 && b >= 0 && total > 0 && Number.isFinite(total) ? (a - b) / total : null;
}

/** Bought and sold shares of one kind of venue. */
export type BoughtAndSold = { readonly bought: number; readonly sold: number };

export function darkLitDivergence(dark: BoughtAndSold, lit: BoughtAndSold): number | null {
  const offExchange = asymmetry(dark.bought, dark.sold);
  const onExchange = asymmetry(lit.bought, lit.sold);
  return offExchange === null || onExchange === null ? null : offExchange - onExchange;
}

export function closingPredictors(input: {
  readonly tape: SignedTape;
  readonly afternoon: TimeWindow;
  /** Dollars traded on an average day. */
  readonly advDollars: number;
  readonly callPremium: number;
  readonly putPremium: number;
  readonly dark: BoughtAndSold;
  readonly lit: BoughtAndSold;
  readonly lastHalfHourFlow: number | null;
}): ClosingPredictors {
  const dollars = signedDollars(input.tape, input.afternoon);
  return {
    signedDollarsToAdv: dollars !== null && input.advDollars > 0 ? dollars / input.advDollars : null,
    premiumAsymmetry: asymmetry(input.callPremium, input.putPremium),
    darkLitDivergence: darkLitDivergence(input.dark, input.lit),
    orderFlow: input.lastHalfHourFlow,
  };
}

/** Probability p of a buy imbalance as confidence in its sign: |2p - 1|. */
export function directionConfidence(probability: number): number {
  return Math.abs(2 * probability - 1);
}

/** The three conditions of a closing-imbalance trade, all strict; false where one is not known. */
export function closingTriggered(input: {
  readonly flowAsymmetry: number | null;
  readonly darkLitDivergence: number | null;
  readonly confidence: number | null;
}): boolean {
  const above = (value: number | null, limit: number): boolean => value !== null && Math.abs(value) > limit;
  return above(input.flowAsymmetry, 0.6) && above(input.darkLitDivergence, 0.1) && above(input.confidence, 0.7);
}
