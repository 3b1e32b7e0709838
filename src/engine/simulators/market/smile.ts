import type { SkewSpec } from './symbol-spec.ts';

const power = 0.45;

/**
 * Total variance at log-moneyness k = ln(K/F) of an SSVI surface (Gatheral and Jacquier 2014, power law):
 * `atm` is the at-the-money total variance of the expiry. Free of butterflies while eta^2 (1 + |rho|) <= 4 and
 * of calendar spreads while `atm` grows with the expiry.
 */
export function smileVariance(atm: number, k: number, skew: SkewSpec): number {
  const phi = skew.eta / (atm ** power * (1 + atm) ** (1 - power));
  const x = phi * k + skew.rho;
  return (atm / 2) * (1 + skew.rho * phi * k + Math.sqrt(x * x + 1 - skew.rho * skew.rho));
}
