/** What `PriceChangeVol` needs at least: below this a deviation is not known. */
const fewest = 2;

function sampleDeviation(values: Float64Array, count: number): number {
  if (count < fewest) return Number.NaN;
  const first = values[0] as number;
  let total = 0;
  let flat = true;
  for (let row = 0; row < count; row += 1) {
    const value = values[row] as number;
    total += value;
    flat &&= value === first;
  }
  if (flat) return 0;
  const mean = total / count;
  let sum = 0;
  for (let row = 0; row < count; row += 1) {
    const distance = (values[row] as number) - mean;
    sum += distance * distance;
  }
  return Math.sqrt(sum / (count - 1));
}

/** Sample deviation (n - 1) of the latest `window` price changes, one at a time; NaN before there are two. */
export class PriceChangeVol {
  readonly #ring: Float64Array;
  #count = 0;

  constructor(window: number) {
    this.#ring = new Float64Array(Math.max(fewest, Math.floor(window) || 0));
  }

  /** The deviation with this change in it. Summed afresh each time: a running sum would drift from a replay. */
  next(change: number): number {
    this.#ring[this.#count % this.#ring.length] = change;
    this.#count += 1;
    return sampleDeviation(this.#ring, Math.min(this.#count, this.#ring.length));
  }
}

/** Sample deviation of all changes of a price series; prices that are no numbers are passed over. NaN before two changes. */
export function priceChangeVol(price: Float64Array): number {
  const changes = new Float64Array(price.length);
  for (let row = 1; row < price.length; row += 1) {
    changes[row - 1] = (price[row] as number) - (price[row - 1] as number);
  }
  const deviation = sampleDeviation(changes, price.length - 1);
  return Number.isNaN(deviation) ? sampleDeviation(changes, fillKnownChanges(price, changes)) : deviation;
}

/** Changes from each known price to the next known one; returns how many there are. */
function fillKnownChanges(price: Float64Array, changes: Float64Array): number {
  let count = 0;
  let before = Number.NaN;
  for (const value of price) {
    if (!Number.isFinite(value)) continue;
    if (!Number.isNaN(before)) changes[count++] = value - before;
    before = value;
  }
  return count;
}
