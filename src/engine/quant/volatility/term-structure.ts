/** At-the-money vols by expiry: ascending years (ACT/365), vols 1.00 = 100 %, one length. */
export type TermStructure = { readonly years: Float64Array; readonly vols: Float64Array };

function varianceAt({ years, vols }: TermStructure, index: number): number {
  const vol = vols[index] as number;
  return vol >= 0 ? vol * vol * (years[index] as number) : Number.NaN;
}

/** Finite positive years, each later than the one before, and a vol for every one of them. */
function isTermStructure({ years, vols }: TermStructure): boolean {
  if (years.length !== vols.length) return false;
  for (let at = 0; at < years.length; at += 1) {
    const before = at === 0 ? 0 : (years[at - 1] as number);
    const vol = vols[at] as number;
    if (!((years[at] as number) > before) || !Number.isFinite(years[at]) || !(vol >= 0) || !Number.isFinite(vol)) {
      return false;
    }
  }
  return years.length > 0;
}

/**
 * Vol of a constant maturity: total variance is linear in time between expiries, vol is flat outside. Null for a
 * structure that is empty, unordered or has gaps, and for a maturity that is not positive.
 */
export function constantMaturityVol(structure: TermStructure, maturityYears: number): number | null {
  if (!isTermStructure(structure) || !(maturityYears > 0)) return null;
  const { years, vols } = structure;
  if (maturityYears <= (years[0] as number)) return vols[0] as number;
  for (let at = 1; at < years.length; at += 1) {
    const right = years[at] as number;
    if (maturityYears > right) continue;
    const left = years[at - 1] as number;
    const from = varianceAt(structure, at - 1);
    const share = (maturityYears - left) / (right - left);
    return Math.sqrt((from + (varianceAt(structure, at) - from) * share) / maturityYears);
  }
  return vols.at(-1) ?? null;
}

export type ForwardVols = {
  /** Vol between each expiry and the next, one fewer than expiries; NaN where total variance falls or isn't known. */
  readonly vols: Float64Array;
  /** Total variance falls somewhere: a calendar spread with a negative price. */
  readonly calendarArbitrage: boolean;
};

/** sqrt((w2 - w1) / (T2 - T1)) between each pair of neighbouring expiries. */
export function forwardVols(structure: TermStructure): ForwardVols {
  const { years } = structure;
  const vols = new Float64Array(Math.max(0, years.length - 1)).fill(Number.NaN);
  let calendarArbitrage = false;
  for (let at = 1; at < years.length; at += 1) {
    const gained = varianceAt(structure, at) - varianceAt(structure, at - 1);
    const time = (years[at] as number) - (years[at - 1] as number);
    if (gained < 0 && time > 0) calendarArbitrage = true;
    else if (time > 0) vols[at - 1] = Math.sqrt(gained / time);
  }
  return { vols, calendarArbitrage };
}
