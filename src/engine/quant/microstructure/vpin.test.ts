import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../pricing/normal.ts';
import { bulkBuyShares, buyShare, fullSampleSigma } from './bulk-classification.ts';
import { OwnHistory } from './own-history.ts';
import { priceChangeVol, PriceChangeVol } from './price-change-vol.ts';
import { Vpin, type VpinBucket, type VpinSettings } from './vpin.ts';
import { vpinColumns } from './vpin-columns.ts';

const line = (...values: number[]) => Float64Array.from(values);
const fixed = (sigma: number) => ({ fixed: sigma });

describe('bulk classification', () => {
  test('the share is the distribution at the standardised change', () => {
    const shares = bulkBuyShares(line(10, 11, 10, 10), { sigma: fixed(2) });
    expect([...shares]).toEqual([0.5, normalCdf(0.5), normalCdf(-0.5), 0.5]);
    const cauchy = { kind: 'student-t', df: 1 } as const;
    expect(buyShare(2, 2, cauchy)).toBeCloseTo(0.75, 14);
  });

  test('without a sigma or a price nothing is known: one half', () => {
    expect([...bulkBuyShares(line(10, 11, 12), { sigma: fixed(0) })]).toEqual([0.5, 0.5, 0.5]);
    expect([...bulkBuyShares(line(10, 10, 10), { sigma: fullSampleSigma(line(10, 10, 10)) })]).toEqual([0.5, 0.5, 0.5]);
    expect([...bulkBuyShares(line(10, Number.NaN, 12), { sigma: fixed(2) })]).toEqual([0.5, 0.5, normalCdf(1)]);
    expect(buyShare(Number.NaN, 1, { kind: 'normal' })).toBe(0.5);
  });

  test('a trailing sigma knows only the past', () => {
    const close = line(10, 11, 13, 12, 50);
    const live = bulkBuyShares(close, { sigma: { window: 3 } });
    // One change has no deviation; 1 and 2 have sqrt(1/2).
    expect([live[1], live[2]]).toEqual([0.5, normalCdf(2 / Math.SQRT1_2)]);
    expect([...bulkBuyShares(close.subarray(0, 4), { sigma: { window: 3 } })]).toEqual([...live.subarray(0, 4)]);
  });

  test('deviation of changes', () => {
    expect(priceChangeVol(line(1, 2, 4))).toBeCloseTo(Math.SQRT1_2, 14);
    expect(priceChangeVol(line(1, 1.1, 1.2))).toBeLessThan(1e-15);
    expect([priceChangeVol(line(1, 2)), priceChangeVol(line())]).toEqual([Number.NaN, Number.NaN]);
    const rolling = new PriceChangeVol(2);
    expect([1, 3, 7].map((change) => rolling.next(change))).toEqual([Number.NaN, Math.SQRT2, Math.sqrt(8)]);
  });
});

describe('VPIN', () => {
  test('fills buckets in sequence and splits a bar pro rata', () => {
    // Shares .5, N(1), N(-1): bucket 1 = 100 of the first bar and 50 of the second.
    const up = normalCdf(1);
    const { buy, vpin, bar } = vpinColumns(line(10, 11, 10), line(100, 200, 160), {
      bucketVolume: 150,
      buckets: 2,
      sigma: fixed(1),
    });
    expect([...bar]).toEqual([1, 1, 2]);
    for (const [row, expected] of [50 + 50 * up, 150 * up, 150 * (1 - up)].entries()) {
      expect(buy[row]).toBeCloseTo(expected, 10);
    }
    expect(vpin[0]).toBeNaN();
    expect(vpin[1]).toBeCloseTo((100 * up - 50 + 300 * up - 150) / 300, 12);
  });

  test('one bar may complete many buckets', () => {
    const { buy } = vpinColumns(line(1), line(1000), { bucketVolume: 100, buckets: 3, sigma: fixed(1) });
    expect([...buy]).toEqual(Array.from({ length: 10 }, () => 50));
  });

  test('impossible settings and volumes complete nothing', () => {
    const count = (volume: number, bucketVolume: number) =>
      vpinColumns(line(1, 2), line(volume, volume), { bucketVolume, buckets: 1, sigma: fixed(1) }).buy.length;
    for (const bucketVolume of [0, -5, Number.NaN, Number.POSITIVE_INFINITY]) expect(count(100, bucketVolume)).toBe(0);
    for (const volume of [0, -5, Number.NaN, Number.POSITIVE_INFINITY]) expect(count(volume, 10)).toBe(0);
    expect(vpinColumns(line(), line(), { bucketVolume: 1, sigma: fixed(1) }).vpin).toHaveLength(0);
  });

  test('toxic when hardly any value was as high', () => {
    // One-sided flow that grows: each VPIN is the highest so far, but ten are needed to say so.
    const close = Float64Array.from({ length: 30 }, (_, bar) => bar * bar);
    const volume = new Float64Array(30).fill(10);
    const { cdf, toxic } = vpinColumns(close, volume, { bucketVolume: 10, buckets: 1, sigma: fixed(20) });
    expect([...cdf.subarray(1)].every((value) => value === 1)).toBe(true);
    expect([toxic[8], toxic[9]]).toEqual([0, 1]);
  });

  test('its own history tells the share that is not above', () => {
    const history = new OwnHistory();
    expect([3, 1, 3, 2].map((value) => history.add(value))).toEqual([1, 0.5, 1, 0.5]);
    const many = new OwnHistory();
    let last = 0;
    for (let value = 0; value < 1000; value += 1) last = many.add((value * 7919) % 1000);
    expect([many.count, last]).toEqual([1000, ((999 * 7919) % 1000) / 1000 + 0.001]);
  });

  const bar = fc.record({ close: fc.integer({ min: 90, max: 110 }), volume: fc.integer({ min: 0, max: 500 }) });
  const anySigma = fc.constantFrom({ fixed: 2 }, { window: 5 });

  test('streaming equals batch to the bit, values lie in 0..1, units do not matter', () => {
    fc.assert(
      fc.property(
        fc.array(bar, { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        anySigma,
        (bars, buckets, sigma) => {
          const close = Float64Array.from(bars, (row) => row.close);
          const volume = Float64Array.from(bars, (row) => row.volume);
          const settings: VpinSettings = { bucketVolume: 128, buckets, sigma };
          const batch = vpinColumns(close, volume, settings);
          const told: VpinBucket[] = [];
          const stream = new Vpin(settings);
          for (const row of bars) stream.next(row.close, row.volume, (bucket) => told.push(bucket));
          expect(told.map(({ vpin }) => vpin)).toEqual([...batch.vpin]);
          expect(told.map(({ buy }) => buy)).toEqual([...batch.buy]);
          expect(told.map(({ cdf }) => cdf)).toEqual([...batch.cdf]);
          expect(vpinColumns(close, volume, settings)).toEqual(batch);
          const total = volume.reduce((sum, value) => sum + value, 0);
          expect(batch.buy).toHaveLength(Math.floor(total / 128));
          for (const value of batch.vpin.subarray(buckets - 1)) expect(value >= 0 && value <= 1).toBe(true);
          const lots = vpinColumns(
            close,
            volume.map((value) => value / 4),
            { ...settings, bucketVolume: 32 },
          );
          expect(lots.vpin).toEqual(batch.vpin);
        },
      ),
    );
  });

  test('a long tape in stretches is the same as bar by bar', () => {
    const bars = 3_000;
    const close = Float64Array.from({ length: bars }, (_, row) => 50 + Math.round(20 * Math.sin(row * 1.3)) / 100);
    const volume = Float64Array.from({ length: bars }, (_, row) => (row * 37) % 900);
    close[1_024] = Number.NaN;
    const settings: VpinSettings = { bucketVolume: 5_000, buckets: 20, sigma: fixed(0.1) };
    const batch = vpinColumns(close, volume, settings);
    const told: VpinBucket[] = [];
    const stream = new Vpin(settings);
    for (let row = 0; row < bars; row += 1)
      stream.next(close[row] as number, volume[row] as number, (bucket) => told.push(bucket));
    expect(told.length).toBeGreaterThan(200);
    expect(told.map(({ buy }) => buy)).toEqual([...batch.buy]);
    expect(told.map(({ cdf }) => cdf)).toEqual([...batch.cdf]);
  });

  test('the running sum does not drift over a long tape', () => {
    const bars = 200_000;
    const close = Float64Array.from(
      { length: bars },
      (_, row) => 100 + Math.sin(row * 0.7) * (1 + Math.sin(row / 997)),
    );
    const volume = Float64Array.from({ length: bars }, (_, row) => 7 + (row % 11));
    const settings = { bucketVolume: 3000, buckets: 50, sigma: fixed(0.8) };
    const { buy, vpin } = vpinColumns(close, volume, settings);
    const last = buy.length - 1;
    let sum = 0;
    for (let row = last - 49; row <= last; row += 1) sum += Math.abs(2 * (buy[row] as number) - 3000);
    expect(vpin[last]).toBeCloseTo(sum / (50 * 3000), 13);
  });
});
