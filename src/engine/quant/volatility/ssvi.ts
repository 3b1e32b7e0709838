import type { SviSlice } from './svi-slice.ts';

/**
 * A whole surface in three numbers on top of the at-the-money total variances theta(T), with the power law
 * phi = eta / (theta^gamma (1 + theta)^(1 - gamma)). Gatheral & Jacquier, Quant. Finance 14(1) (2014) 59, section 4.
 */
export type SsviSurface = { readonly rho: number; readonly eta: number; readonly gamma: number };

/** phi(theta); NaN unless theta is positive. */
export function ssviCurvature({ eta, gamma }: SsviSurface, theta: number): number {
  return theta > 0 ? eta / (theta ** gamma * (1 + theta) ** (1 - gamma)) : Number.NaN;
}

/** Total variance at log-moneyness k of the expiry whose at-the-money total variance is theta. */
export function ssviVariance(surface: SsviSurface, theta: number, k: number): number {
  const { rho } = surface;
  const tilt = ssviCurvature(surface, theta) * k;
  return (theta / 2) * (1 + rho * tilt + Math.sqrt((tilt + rho) ** 2 + (1 - rho) * (1 + rho)));
}

/** The same expiry as a raw slice: an identity, not an approximation. */
export function ssviSlice(surface: SsviSurface, theta: number): SviSlice {
  const { rho } = surface;
  const phi = ssviCurvature(surface, theta);
  const rest = (1 - rho) * (1 + rho);
  return { a: (theta * rest) / 2, b: (theta * phi) / 2, rho, m: -rho / phi, sigma: Math.sqrt(rest) / phi };
}

export type SsviButterfly = {
  /** theta phi (1 + |rho|), below 4 where free. */
  readonly wing: number;
  /** theta phi^2 (1 + |rho|), at most 4 where free. */
  readonly curvature: number;
  readonly free: boolean;
};

/** Sufficient conditions for a slice without butterfly arbitrage (theorem 4.2); never free for parameters out of range. */
export function ssviButterfly(surface: SsviSurface, theta: number): SsviButterfly {
  const phi = ssviCurvature(surface, theta);
  const tilt = 1 + Math.abs(surface.rho);
  const wing = theta * phi * tilt;
  const curvature = theta * phi * phi * tilt;
  return { wing, curvature, free: Math.abs(surface.rho) < 1 && phi >= 0 && wing < 4 && curvature <= 4 };
}

/**
 * Whether no calendar spread has a negative price for any rising theta (theorem 4.1, power law): 0 <= d(theta phi)/dtheta
 * <= phi (1 + sqrt(1 - rho^2)) / rho^2. With this power law the middle term is phi ((1 - gamma) / (1 + theta)), so that
 * gamma in [0, 1] is enough; theta itself must not fall in T.
 */
export function ssviCalendarFree({ rho, eta, gamma }: SsviSurface, thetas: Float64Array): boolean {
  if (!(Math.abs(rho) < 1) || !(eta > 0) || !(gamma >= 0 && gamma <= 1)) return false;
  return thetas.every((theta, index) => theta > 0 && (index === 0 || theta >= (thetas[index - 1] as number)));
}
