/** At-the-money vols by expiry: ascending years (ACT/365), vols 1.00 = 100 %, one length, no gaps. */
export type TermStructure = { readonly years: Float64Array; readonly vols: Float64Array };

function varianceAt({ years, vols }: TermStructure, index: number): number {
  const vol = vols[index] as number;
  return vol * vol * (years[index] as number);
}

/**
 * Vol of a constant maturity: total variance is linear in time between expiries, vol is flat outside. Null for an
 * empty structure or a maturity that is not positive.
 */
export function constantMaturityVol(structure: TermStructure, maturityYears: number): number | null {
  const { years, vols } = structure;
  const first = years[0];
  if (first === undefined || !(maturityYears > 0)) return null;
  if (maturityYears <= first) return vols[0] as number;
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
  /** Vol between neighbouring expiries; null where total variance falls. */
  readonly vols: readonly (number | null)[];
  readonly calendarArbitrage: boolean;
};

/** sqrt((w2 - w1) / (T2 - T1)) between each pair of neighbouring expiries. */
export function forwardVols(structure: TermStructure): ForwardVols {
  const { years } = structure;
  const vols: (number | null)[] = [];
  for (let at = 1; at < years.length; at += 1) {
    const gained = varianceAt(structure, at) - varianceAt(structure, at - 1);
    vols.push(gained < 0 ? null : Math.sqrt(gained / ((years[at] as number) - (years[at - 1] as number))));
  }
  return { vols, calendarArbitrage: vols.includes(null) };
}
