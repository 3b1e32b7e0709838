/** Prices between 100.00 and 600.00 that tell which tick they are, as long as a run is shorter than this many ticks. */
const ticksInPrice = 50_000;

export function lastOfTick(sequence: number): number {
  return (10_000 + (sequence % ticksInPrice)) / 100;
}

/** NaN for a text that is not a price. */
export function tickOfText(text: string): number {
  const price = Number(text.replaceAll(',', '').trim());
  return text.trim() === '' || Number.isNaN(price) ? Number.NaN : Math.round(price * 100) - 10_000;
}
