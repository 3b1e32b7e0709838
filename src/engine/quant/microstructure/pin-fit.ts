import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { type PinStep, pinStep } from './pin-expectation.ts';
import { type DailyOrders, logFactorials, pinOf, type PinParameters } from './pin-model.ts';
import { pinStarts } from './pin-starts.ts';

export type PinEstimate = PinParameters & {
  /** alpha mu / (alpha mu + epsilonBuy + epsilonSell). */
  readonly pin: number;
  /** -ln n! included. */
  readonly logLikelihood: number;
  /** Points the search began from. */
  readonly starts: number;
  /** Whether the parameters had settled when the search stopped. */
  readonly settled: boolean;
};

export type PinFailure = 'no-days' | 'invalid-counts';

type Climber = { readonly at: PinParameters; readonly logLikelihood: number; readonly settled: boolean };

/** Every start is tried, the better ones further: steps, and how many of the best that differ go on to the next round. */
const rounds = [
  { steps: 60, keep: 20 },
  { steps: 400, keep: 8 },
  { steps: 20_000, keep: 1 },
] as const;
const settledBelow = 1e-11;
/** Climbers this close are on one way: going on with both would crowd out another optimum. */
const sameBelow = 0.01;

function moved(before: PinParameters, after: PinParameters): number {
  const part = (x: number, y: number): number => Math.abs(x - y) / Math.max(1e-12, Math.abs(x), Math.abs(y));
  return Math.max(
    Math.abs(before.alpha - after.alpha),
    Math.abs(before.delta - after.delta),
    part(before.mu, after.mu),
    part(before.epsilonBuy, after.epsilonBuy),
    part(before.epsilonSell, after.epsilonSell),
  );
}

function climb(orders: DailyOrders, from: PinParameters, steps: number): Climber {
  let at = from;
  let step: PinStep = pinStep(orders, at);
  for (let count = 1; count < steps; count += 1) {
    const settled = moved(at, step.next) < settledBelow;
    at = step.next;
    step = pinStep(orders, at);
    if (settled) return { at, logLikelihood: step.logLikelihood, settled };
  }
  return { at, logLikelihood: step.logLikelihood, settled: false };
}

function bestThatDiffer(climbers: readonly Climber[], keep: number): readonly Climber[] {
  const kept: Climber[] = [];
  for (const climber of climbers.toSorted((a, b) => b.logLikelihood - a.logLikelihood)) {
    if (kept.length === keep) break;
    if (!kept.some(({ at }) => moved(at, climber.at) < sameBelow)) kept.push(climber);
  }
  return kept;
}

function invalid(counts: Float64Array): boolean {
  return counts.some((count) => !(count >= 0) || !Number.isInteger(count));
}

/**
 * Probability of informed trading by maximum likelihood from 60 or so days of signed trade counts. The search is
 * expectation-maximisation from a grid of starts, deterministic. With few or similar days the likelihood is flat and
 * PIN is what the data allow, no more. Fails without days, and for counts that are no whole numbers from 0 on.
 */
export function fitPin(orders: DailyOrders): Outcome<PinEstimate, PinFailure> {
  const days = orders.buys.length;
  if (days === 0) return fail('no-days', 'PIN needs at least one day of trades.');
  if (days !== orders.sells.length || invalid(orders.buys) || invalid(orders.sells)) {
    return fail('invalid-counts', 'PIN needs one whole number of buys and of sells a day.', { days });
  }
  const starts = pinStarts(orders);
  let climbers: readonly Climber[] = starts.map((at) => ({ at, logLikelihood: Number.NaN, settled: false }));
  for (const { steps, keep } of rounds) {
    const further = climbers.map((climber) => (climber.settled ? climber : climb(orders, climber.at, steps)));
    climbers = bestThatDiffer(further, keep);
  }
  const best = climbers[0];
  if (best === undefined) throw new Error('Invariant: PIN has at least one start');
  return ok({
    ...best.at,
    pin: pinOf(best.at),
    logLikelihood: best.logLikelihood - logFactorials(orders),
    starts: starts.length,
    settled: best.settled,
  });
}
