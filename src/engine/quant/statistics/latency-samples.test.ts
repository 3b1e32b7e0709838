import { describe, expect, it } from 'vitest';
import { LatencySamples } from './latency-samples.ts';

describe('latency samples', () => {
  it('knows nothing before the first sample', () => {
    expect(new LatencySamples('x').summary()).toBeNull();
  });

  it('answers nearest-rank percentiles', () => {
    const samples = new LatencySamples('x');
    for (let ms = 100; ms >= 1; ms -= 1) samples.add(ms);
    expect(samples.summary()).toEqual({ name: 'x', count: 100, p50Ms: 50, p99Ms: 99, maxMs: 100 });
  });

  it('forgets the oldest', () => {
    const samples = new LatencySamples('x');
    samples.add(1_000_000);
    for (let index = 0; index < 1_024; index += 1) samples.add(1);
    expect(samples.summary()).toMatchObject({ count: 1_025, maxMs: 1 });
  });
});
