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
  readonly #volume: number;
  readonly #imbalance: Float64Array;
  readonly #history = new OwnHistory();
  #left: number;
  #buy = 0;
  #count = 0;
  #sum = 0;

  constructor(settings: VpinSettings) {
    const { bucketVolume, buckets = defaultBuckets } = settings;
    this.#classifier = new BulkClassifier(settings);
    this.#volume = bucketVolume > 0 && Number.isFinite(bucketVolume) ? bucketVolume : Number.POSITIVE_INFINITY;
    this.#imbalance = new Float64Array(Math.max(1, Math.floor(buckets) || 1));
    this.#left = this.#volume;
  }

  /** Takes in a bar and tells every bucket it completes, in order. Volume that is not positive adds nothing. */
  next(close: number, volume: number, tell: (bucket: VpinBucket) => void): void {
    const share = this.#classifier.next(close);
    let rest = volume > 0 && Number.isFinite(volume) ? volume : 0;
    while (rest >= this.#left) {
      rest -= this.#left;
      this.#buy += share * this.#left;
      tell(this.#complete());
    }
    this.#buy += share * rest;
    this.#left -= rest;
  }

  #complete(): VpinBucket {
    const buy = this.#buy;
    const index = this.#count;
    const size = this.#imbalance.length;
    const slot = index % size;
    // |buy - sell| with sell = V - buy
    const imbalance = Math.abs(2 * buy - this.#volume);
    this.#sum += imbalance - (this.#imbalance[slot] as number);
    this.#imbalance[slot] = imbalance;
    // Once a round the sum is made anew, or rounding would gather over a long tape.
    if (slot === size - 1) this.#sum = this.#imbalance.reduce((sum, value) => sum + value, 0);
    this.#count += 1;
    this.#buy = 0;
    this.#left = this.#volume;
    if (this.#count < size) return { index, buy, vpin: Number.NaN, cdf: Number.NaN, toxic: false };
    const vpin = Math.min(1, Math.max(0, this.#sum / (size * this.#volume)));
    const cdf = this.#history.add(vpin);
    return { index, buy, vpin, cdf, toxic: cdf >= toxicFrom && this.#history.count >= toxicHistory };
  }
}
