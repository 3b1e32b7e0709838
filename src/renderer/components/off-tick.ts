/** Why a price is none the venue takes; null when it lies on the instrument's grid. */
export function offTick(price: number | null, tick: number): string | null {
  if (price === null || Math.abs(price / tick - Math.round(price / tick)) < 1e-6) return null;
  return `The price moves in steps of ${tick}`;
}
