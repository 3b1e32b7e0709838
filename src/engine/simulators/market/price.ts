/** Price of a number of ticks; price steps are decimal, so the binary dust of tick * count is removed. */
export function priceOf(ticks: number, tick: number): number {
  return Math.round(ticks * tick * 1e6) / 1e6;
}
