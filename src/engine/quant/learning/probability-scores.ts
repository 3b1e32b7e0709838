/** Forecasts and what happened, one length: probabilities in [0,1], outcomes 0 or 1. */
export type Forecasts = { readonly probabilities: Float64Array; readonly outcomes: Uint8Array };

const clip = 1e-15;

/** At least one forecast, equal lengths, every probability in [0,1] and every outcome 0 or 1. */
export function areScorable({ probabilities, outcomes }: Forecasts): boolean {
  if (probabilities.length === 0 || probabilities.length !== outcomes.length) return false;
  return probabilities.every((p) => p >= 0 && p <= 1) && outcomes.every((outcome) => outcome <= 1);
}

/** Share of outcomes that happened; null when the forecasts are not scorable. */
export function baseRate(forecasts: Forecasts): number | null {
  if (!areScorable(forecasts)) return null;
  let happened = 0;
  for (const outcome of forecasts.outcomes) happened += outcome;
  return happened / forecasts.outcomes.length;
}

/** Mean of (p - y)^2, 0 best; null when not scorable. Brier 1950. */
export function brierScore(forecasts: Forecasts): number | null {
  if (!areScorable(forecasts)) return null;
  const { probabilities, outcomes } = forecasts;
  let sum = 0;
  for (let at = 0; at < outcomes.length; at += 1)
    sum += ((probabilities[at] as number) - (outcomes[at] as number)) ** 2;
  return sum / outcomes.length;
}

/** 1 - Brier over that of always saying the sample's own base rate; null when only one thing ever happened. */
export function brierSkill(forecasts: Forecasts): number | null {
  const brier = brierScore(forecasts);
  const rate = baseRate(forecasts);
  if (brier === null || rate === null || rate === 0 || rate === 1) return null;
  return 1 - brier / (rate * (1 - rate));
}

/** Mean negative log-likelihood, natural, with probabilities held 1e-15 away from 0 and 1; null when not scorable. */
export function logLoss(forecasts: Forecasts): number | null {
  if (!areScorable(forecasts)) return null;
  const { probabilities, outcomes } = forecasts;
  let sum = 0;
  for (let at = 0; at < outcomes.length; at += 1) {
    const p = Math.min(1 - clip, Math.max(clip, probabilities[at] as number));
    sum -= outcomes[at] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return sum / outcomes.length;
}
