/**
 * Freshness 0..1 of evidence: 1 up to one refresh period, then halving once a period, shifted and scaled so that it
 * reaches 0 without a jump at `staleAfterRefreshes` periods. Ages and periods in seconds. House definition.
 */
export function freshness(ageSeconds: number, tauSeconds: number, staleAfterRefreshes: number): number {
  if (ageSeconds <= tauSeconds) return 1;
  const periods = ageSeconds / tauSeconds;
  if (periods >= staleAfterRefreshes) return 0;
  const floor = 2 ** (1 - staleAfterRefreshes);
  return (2 ** (1 - periods) - floor) / (1 - floor);
}
