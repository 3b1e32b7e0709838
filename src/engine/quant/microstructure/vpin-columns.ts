import { inStretches } from '../statistics/in-stretches.ts';
import { bulkBuyShares } from './bulk-classification.ts';
import { Vpin, type VpinBucket, type VpinSettings } from './vpin.ts';

/** One row a complete bucket, oldest first. */
export type VpinColumns = {
  /** Volume taken to be bought, shares. */
  readonly buy: Float64Array;
  /** NaN before enough buckets. */
  readonly vpin: Float64Array;
  readonly cdf: Float64Array;
  /** 1 where toxic. */
  readonly toxic: Uint8Array;
  /** The bar that completed the bucket. */
  readonly bar: Int32Array;
};

function countBuckets(volume: Float64Array, bucketVolume: number): number {
  let total = 0;
  for (let bar = 0; bar < volume.length; bar += 1) {
    const value = volume[bar] as number;
    total += value > 0 && value < Number.POSITIVE_INFINITY ? value : 0;
  }
  const count = bucketVolume > 0 ? Math.floor(total / bucketVolume) : 0;
  return Number.isFinite(count) ? count : 0;
}

/**
 * VPIN over whole columns of time bars: `Vpin` fed with bars classified beforehand, so that both agree to the last bit.
 * Empty without a complete bucket.
 */
export function vpinColumns(close: Float64Array, volume: Float64Array, settings: VpinSettings): VpinColumns {
  // One more than the sum says: with volumes that are not whole numbers it may round the other way.
  const room = countBuckets(volume, settings.bucketVolume) + 1;
  const buy = new Float64Array(room);
  const vpin = new Float64Array(room);
  const cdf = new Float64Array(room);
  const toxic = new Uint8Array(room);
  const bar = new Int32Array(room);
  const stream = new Vpin(settings);
  let count = 0;
  const tell = (bucket: VpinBucket, completedBy: number): void => {
    buy[count] = bucket.buy;
    vpin[count] = bucket.vpin;
    cdf[count] = bucket.cdf;
    toxic[count] = bucket.toxic ? 1 : 0;
    bar[count] = completedBy;
    count += 1;
  };
  const shares = bulkBuyShares(close, settings);
  inStretches(0, close.length, (from, to) => stream.take({ shares, volume, from, to }, tell));
  const cut = Math.min(count, room);
  return {
    buy: buy.subarray(0, cut),
    vpin: vpin.subarray(0, cut),
    cdf: cdf.subarray(0, cut),
    toxic: toxic.subarray(0, cut),
    bar: bar.subarray(0, cut),
  };
}
