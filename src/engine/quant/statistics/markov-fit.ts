import { allocateMarkov, expectationStep, type MarkovWorkspace } from './markov-expectation.ts';
import { filterInto } from './markov-filter.ts';
import { exchanged, isUsable, type MarkovParameters } from './markov-parameters.ts';
import { moments } from './moments.ts';
import { nelderMead } from './nelder-mead.ts';

export type MarkovFit = {
  /** State 0 has the lower variance. */
  readonly parameters: MarkovParameters;
  readonly logLikelihood: number;
};

const smallestSample = 30;
/** In units of the sample variance. Below it a state only collects equal values, where the likelihood has no bound. */
const varianceFloor = 1e-4;
const firstSteps = 40;
const lastSteps = 600;
const finalists = 3;
/** Per value: a step that adds less is rest. */
const restGain = 1e-11;

/** Regimes that differ in spread (calm share, then its variance against the other's) or in level, of several lengths. */
function starts(): readonly MarkovParameters[] {
  const stays = [0.98, 0.9, 0.6];
  const spreads = [
    { share: 0.5, low: 0.3, high: 1.7 },
    { share: 0.8, low: 0.5, high: 3 },
    { share: 0.95, low: 0.7, high: 8 },
  ];
  return stays.flatMap((stay) => [
    ...spreads.map(({ share, low, high }) => ({
      p00: stay,
      // The stay in state 1 that makes `share` the long-run share of state 0.
      p11: Math.max(0.2, 1 - ((1 - stay) * share) / (1 - share)),
      mean0: 0.05,
      mean1: -0.1,
      variance0: low,
      variance1: high,
    })),
    { p00: stay, p11: stay, mean0: -0.8, mean1: 0.8, variance0: 0.4, variance1: 0.5 },
  ]);
}

type Candidate = { readonly parameters: MarkovParameters; readonly logLikelihood: number };

/** Steps until the likelihood stands still; a start that breaks down ends with -Infinity. */
function climb(values: Float64Array, start: Candidate, space: MarkovWorkspace, steps: number): Candidate {
  let parameters = start.parameters;
  let last = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < steps; step += 1) {
    const { next, logLikelihood } = expectationStep(values, parameters, { space, floor: varianceFloor });
    if (!Number.isFinite(logLikelihood) || !isUsable(next))
      return { parameters, logLikelihood: Number.NEGATIVE_INFINITY };
    if (step > 3 && logLikelihood - last < restGain * values.length) return { parameters, logLikelihood };
    last = logLikelihood;
    parameters = next;
  }
  return { parameters, logLikelihood: filterInto(values, parameters, space) };
}

const logit = (p: number): number => Math.log(p / (1 - p));
const fromLogit = (x: number): number => 1 / (1 + Math.exp(-x));

function unpacked(point: Float64Array): MarkovParameters {
  const at = (index: number): number => point[index] as number;
  return {
    p00: fromLogit(at(0)),
    p11: fromLogit(at(1)),
    mean0: at(2),
    mean1: at(3),
    variance0: Math.exp(at(4)),
    variance1: Math.exp(at(5)),
  };
}

/** The start's own share of the likelihood is not in the steps above: the last digits come from a direct search. */
function polish(values: Float64Array, { parameters }: Candidate, space: MarkovWorkspace): Candidate {
  const { p00, p11, mean0, mean1, variance0, variance1 } = parameters;
  const start = Float64Array.of(logit(p00), logit(p11), mean0, mean1, Math.log(variance0), Math.log(variance1));
  const objective = (point: Float64Array): number => {
    const trial = unpacked(point);
    const outside = Math.min(trial.variance0, trial.variance1) < varianceFloor || !isUsable(trial);
    return outside ? Number.POSITIVE_INFINITY : -filterInto(values, trial, space);
  };
  const found = nelderMead({ objective, start, step: 0.1, tolerance: 1e-9, maxEvaluations: 1500 });
  return { parameters: unpacked(found.point), logLikelihood: -found.value };
}

function better(a: Candidate, b: Candidate): number {
  return b.logLikelihood - a.logLikelihood;
}

/** Back from standardised values to those given; the density's scale moves the likelihood. */
function rescaled({ parameters, logLikelihood }: Candidate, mean: number, deviation: number, count: number): MarkovFit {
  const ordered = parameters.variance0 <= parameters.variance1 ? parameters : exchanged(parameters);
  const { p00, p11, mean0, mean1, variance0, variance1 } = ordered;
  return {
    parameters: {
      p00,
      p11,
      mean0: mean + deviation * mean0,
      mean1: mean + deviation * mean1,
      variance0: deviation * deviation * variance0,
      variance1: deviation * deviation * variance1,
    },
    logLikelihood: logLikelihood - count * Math.log(deviation),
  };
}

/**
 * Maximum likelihood of the two-state Gaussian switching model: expectation-maximisation from twelve fixed starts, the
 * best three followed to rest and then polished on the exact likelihood. Deterministic, and equal for values in any
 * unit. Null with fewer than 30 values, a flat sample, or a value that is not finite. Hamilton 1989, 1990.
 */
export function fitMarkov(values: Float64Array): MarkovFit | null {
  const sample = moments(values);
  if (sample === null || sample.count < smallestSample || !sample.variance) return null;
  const deviation = Math.sqrt(sample.variance);
  const standard = values.map((value) => (value - sample.mean) / deviation);
  const space = allocateMarkov(values.length);
  const leaders = starts()
    .map((parameters) => climb(standard, { parameters, logLikelihood: 0 }, space, firstSteps))
    .sort(better)
    .slice(0, finalists)
    .filter(({ logLikelihood }) => Number.isFinite(logLikelihood))
    .map((candidate) => climb(standard, candidate, space, lastSteps))
    .filter(({ logLikelihood }) => Number.isFinite(logLikelihood))
    .map((candidate) => polish(standard, candidate, space))
    .sort(better);
  const best = leaders[0];
  return best === undefined ? null : rescaled(best, sample.mean, deviation, sample.count);
}
