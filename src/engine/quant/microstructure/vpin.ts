import { BulkClassifier, type BulkSettings } from './bulk-classification.ts';
import { OwnHistory } from './own-history.ts';

export type VpinSettings = BulkSettings & {
  /** Volume of one bucket, shares; the usual choice is a fiftieth of the average day. */
  readonly bucketVolume: number;
  /** Buckets VPIN is taken over. */
  readonly buckets?: number;
};

/** One complete volume bucket. */
export type VpinBucket = {
  /** Counts complete buckets, from 0. */
  readonly index: number;
  /** Volume taken to be bought, shares; the rest of the bucket was sold. */
  readonly buy: number;
  /** 0 to 1; NaN before enough buckets. */
  readonly vpin: number;
  /** Share of the VPINs so far, this one included, that are not above it; NaN as long as VPIN is. */
  readonly cdf: number;
  /** The cdf is 0.9 or more, among at least ten values: fewer could not tell a tenth. */
  readonly toxic: boolean;
};

/** The bars `from` .. `to`, the last left out, and which share of each was bought. */
export type ClassifiedBars = {
  readonly shares: Float64Array;
  readonly volume: Float64Array;
  readonly from: number;
  readonly to: number;
};

const defaultBuckets = 50;
const toxicFrom = 0.9;
const toxicHistory = 10;

/**
 * Volume-synchronised probability of informed trading, one time bar at a time. Volume fills buckets in sequence; a
 * bar that spans several is split pro rata with its own bought share. Easley, Lopez de Prado & O'Hara, Review of
 * Financial Studies 25 (2012) 1457. A bucket volume that is not positive never completes one.
 */
export class Vpin {
  readonly #classifier: BulkClassifier;
  /** Volume of a bucket. */
  readonly #volume: Float64Array;
  readonly #imbalance: Float64Array;
  readonly #history = new OwnHistory();
  /** What the open bucket still takes, and what of it was bought. */
  readonly #open = new Float64Array(2);
  #count = 0;
  #sum = 0;

  constructor(settings: VpinSettings) {
    const { bucketVolume, buckets = defaultBuckets } = settings;
    this.#classifier = new BulkClassifier(settings);
    this.#volume = Float64Array.of(
      bucketVolume > 0 && Number.isFinite(bucketVolume) ? bucketVolume : Number.POSITIVE_INFINITY,
    );
    this.#imbalance = new Float64Array(Math.max(1, Math.floor(buckets) || 1));
    this.#open.set(this.#volume);
  }

  /** Takes in a bar and tells every bucket it completes, in order. Volume that is not positive adds nothing. */
  next(close: number, volume: number, tell: (bucket: VpinBucket) => void): void {
    const one = { shares: Float64Array.of(this.#classifier.next(close)), volume: Float64Array.of(volume) };
    this.take({ ...one, from: 0, to: 1 }, tell);
  }

  /** The same for bars whose bought shares are known; `bar` is the one that completed the bucket. */
  take({ shares, volume, from, to }: ClassifiedBars, tell: (bucket: VpinBucket, bar: number) => void): void {
    let left = this.#open[0] as number;
    let buy = this.#open[1] as number;
    const size = this.#volume[0] as number;
    for (let bar = from; bar < to; bar += 1) {
      const share = shares[bar] as number;
      const whole = volume[bar] as number;
      let rest = whole > 0 && whole < Number.POSITIVE_INFINITY ? whole : 0;
      while (rest >= left) {
        rest -= left;
        tell(this.#complete(buy + share * left), bar);
        left = size;
        buy = 0;
      }
      buy += share * rest;
      left -= rest;
    }
    this.#open[0] = left;
    this.#open[1] = buy;
  }

  #complete(buy: number): VpinBucket {
    const index = this.#count;
    const size = this.#imbalance.length;
    const slot = index % size;
    // |buy - sell| with sell = V - buy
    const whole = this.#volume[0] as number;
    const imbalance = Math.abs(2 * buy - whole);
    this.#sum += imbalance - (this.#imbalance[slot] as number);
    this.#imbalance[slot] = imbalance;
    // Once a round the sum is made anew, or rounding would gather over a long tape.
    if (slot === size - 1) this.#sum = this.#imbalance.reduce((sum, value) => sum + value, 0);
    this.#count += 1;
    if (this.#count < size) return { index, buy, vpin: Number.NaN, cdf: Number.NaN, toxic: false };
    const vpin = Math.min(1, Math.max(0, this.#sum / (size * whole)));
    const cdf = this.#history.add(vpin);
    return { index, buy, vpin, cdf, toxic: cdf >= toxicFrom && this.#history.count >= toxicHistory };
  }
}
