import { relativeVolume } from '../indicators/relative-measures.ts';

export type VolumeSpike = {
  readonly bar: number;
  /** Volume over the mean of the 20 bars before. */
  readonly ratio: number;
  /** 2: at least twice the mean, 3: at least three times. */
  readonly level: 2 | 3;
};

const meanOf = 20;

/** Bars that traded at least twice the mean volume of the 20 bars before them. */
export function findVolumeSpikes(volume: Float64Array): readonly VolumeSpike[] {
  const ratios = relativeVolume(volume, meanOf);
  const spikes: VolumeSpike[] = [];
  for (const [bar, ratio] of ratios.entries()) {
    if (ratio >= 2) spikes.push({ bar, ratio, level: ratio >= 3 ? 3 : 2 });
  }
  return spikes;
}
