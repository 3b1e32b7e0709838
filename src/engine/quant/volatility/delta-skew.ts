import { normalCdf } from '../pricing/normal.ts';
import { atmForwardVol, type Smile, smileVol } from './smile.ts';

export type DeltaSkew = {
  readonly atmVol: number;
  readonly callStrike: number;
  readonly putStrike: number;
  readonly callVol: number;
  readonly putVol: number;
  /** Call vol - put vol, 1.00 = 100 %. Many desks quote put minus call: label it. */
  readonly riskReversal: number;
  /** Mean of the wing vols - at-the-money-forward vol. */
  readonly butterfly: number;
};

export type DeltaSkewInput = {
  readonly smile: Smile;
  readonly years: number;
  readonly dividendYield: number;
  /** 0.25 unless another wing is asked for. */
  readonly delta?: number;
};

type Side = DeltaSkewInput & { readonly cp: 1 | -1; readonly delta: number };

/** |spot delta| of the option struck at F e^x with the smile's own vol there. */
function deltaAt({ smile, years, dividendYield, cp }: Side, x: number): number {
  const vol = smileVol(smile, smile.forward * Math.exp(x)) ?? Number.NaN;
  const deviation = vol * Math.sqrt(years);
  return Math.exp(-dividendYield * years) * normalCdf(cp * (-x / deviation + 0.5 * deviation));
}

/** Log-moneyness of the wanted delta: the first crossing away from the forward, bisected to the last bit. */
function solveStrike(side: Side): number | null {
  const step = 0.05 * side.cp;
  // In-the-money side first, further in as long as it takes: with a high vol the wanted delta may lie across the forward.
  let near = -20 * step;
  while (Math.abs(near) < 64 && deltaAt(side, near) <= side.delta) near *= 2;
  if (!(deltaAt(side, near) > side.delta)) return null;
  let far = near;
  for (let steps = 0; deltaAt(side, far) > side.delta; steps += 1) {
    if (steps > 2000) return null;
    near = far;
    far += step;
  }
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const middle = 0.5 * (near + far);
    if (middle === near || middle === far) break;
    if (deltaAt(side, middle) > side.delta) near = middle;
    else far = middle;
  }
  const x = 0.5 * (near + far);
  // A gap in the smile, or a vol of 0, lets the delta jump past the wanted one: no strike has it.
  return Math.abs(deltaAt(side, x) - side.delta) < 1e-6 ? side.smile.forward * Math.exp(x) : null;
}

/**
 * Skew between the call and put of one spot delta (25 by default), each strike solved with the smile's own vol.
 * Null when the smile is empty or has a gap there, the time is not positive or no strike has that delta.
 */
export function deltaSkew(input: DeltaSkewInput): DeltaSkew | null {
  const { smile, years, delta = 0.25 } = input;
  const atmVol = atmForwardVol(smile);
  if (atmVol === null || Number.isNaN(atmVol) || !(years > 0)) return null;
  const callStrike = solveStrike({ ...input, delta, cp: 1 });
  const putStrike = solveStrike({ ...input, delta, cp: -1 });
  if (callStrike === null || putStrike === null) return null;
  const callVol = smileVol(smile, callStrike) ?? atmVol;
  const putVol = smileVol(smile, putStrike) ?? atmVol;
  return {
    atmVol,
    callStrike,
    putStrike,
    callVol,
    putVol,
    riskReversal: callVol - putVol,
    butterfly: 0.5 * (callVol + putVol) - atmVol,
  };
}
