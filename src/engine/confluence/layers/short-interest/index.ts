import type { ShortSummary } from '../../../domain/evidence.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import { leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';
import { reporterName, volumeWords } from './reporter-name.ts';

export type ShortParameters = {
  /** Change between two reports, percent, at which it counts three quarters. */
  readonly changeScale: number;
  readonly changeWeight: number;
  readonly volumeWeight: number;
  readonly squeezeWeight: number;
  /** Days to cover from which a rising price squeezes. */
  readonly squeezeDays: number;
  readonly deadBand: number;
};

const parameters: ShortParameters = {
  changeScale: 15,
  changeWeight: 0.45,
  volumeWeight: 0.25,
  squeezeWeight: 0.3,
  squeezeDays: 4,
  deadBand: 0.08,
};

/** Price of the last five days in units of its own daily deviation; null without enough days. */
function recentTrend({ dailyBars }: LayerInputs): number | null {
  const closes = dailyBars.slice(-21).map((bar) => bar.close);
  if (closes.length < 21) return null;
  const steps = closes.slice(1).map((close, index) => Math.log(close / (closes[index] ?? close)));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const deviation = Math.sqrt(steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / (steps.length - 1));
  if (deviation <= 0) return null;
  return steps.slice(-5).reduce((sum, step) => sum + step, 0) / (deviation * Math.sqrt(5));
}

type Part = { readonly weight: number; readonly value: number };

function partsOf(inputs: LayerInputs, shorts: ShortSummary, weights: ShortParameters): readonly Part[] {
  const parts: Part[] = [];
  if (shorts.changePercent !== null)
    parts.push({ weight: weights.changeWeight, value: -squash(shorts.changePercent / weights.changeScale) });
  const { shortVolumeRatio: ratio, usualShortVolumeRatio: usual, shortVolumeDeviation: deviation } = shorts;
  if (ratio !== null && usual !== null && deviation !== null && deviation > 0)
    parts.push({ weight: weights.volumeWeight, value: -squash((ratio - usual) / (2 * deviation)) });
  const trend = recentTrend(inputs);
  if (shorts.daysToCover !== null && trend !== null) {
    // Crowded shorts are fuel for a rise and, while the price falls, only a sign that they were right.
    const crowding = Math.max(0, squash((shorts.daysToCover - weights.squeezeDays) / weights.squeezeDays));
    parts.push({ weight: weights.squeezeWeight, value: crowding * squash(trend) });
  }
  return parts;
}

function factsOf(shorts: ShortSummary): readonly SignalFact[] {
  const percent = (value: number | null): number | null => (value === null ? null : value * 100);
  const name = (source: string | null): string | null => (source === null ? null : reporterName(source));
  return [
    { label: 'Settlement', value: shorts.settlementDate, unit: '' },
    { label: 'Report of', value: name(shorts.reportSource), unit: '' },
    { label: 'Sold short', value: shorts.shares === null ? null : shorts.shares / 1e6, unit: 'M shares' },
    { label: 'Change', value: shorts.changePercent, unit: '%' },
    { label: 'Days to cover', value: shorts.daysToCover, unit: '' },
    { label: 'Of the float', value: percent(shorts.ofFloat), unit: '%' },
    { label: 'Fee', value: shorts.feeRate, unit: '% a year' },
    { label: 'Short volume of', value: name(shorts.shortVolumeSource), unit: '' },
    { label: 'Short volume', value: percent(shorts.shortVolumeRatio), unit: '%' },
    { label: 'Usual short volume', value: percent(shorts.usualShortVolumeRatio), unit: '%' },
  ];
}

function sentence(shorts: ShortSummary): string {
  const words: string[] = [];
  if (shorts.shares !== null)
    words.push(
      `${(shorts.shares / 1e6).toFixed(1)}M shares short${shorts.daysToCover === null ? '' : `, ${shorts.daysToCover.toFixed(1)} days to cover`}`,
    );
  if (shorts.changePercent !== null)
    words.push(
      `${shorts.changePercent >= 0 ? '+' : '−'}${Math.abs(shorts.changePercent).toFixed(1)} % since the report before`,
    );
  const { shortVolumeRatio: ratio, shortVolumeSource: source } = shorts;
  if (ratio !== null && source !== null)
    words.push(`short volume ${(ratio * 100).toFixed(0)} % of the day’s ${volumeWords(source)}`);
  return `${words.join('; ')}.`;
}

function sourceOf({ settlementDate, reportSource, shortVolumeSource }: ShortSummary): string {
  const parts = [
    ...(reportSource === null ? [] : [`${reporterName(reportSource)} report, settlement ${settlementDate}`]),
    ...(shortVolumeSource === null ? [] : [`short volume of ${reporterName(shortVolumeSource)}`]),
  ];
  return parts.join('; ');
}

function read(inputs: LayerInputs, weights: ShortParameters): LayerOutput {
  const shorts = inputs.evidence?.shorts ?? null;
  if (!shorts) return noData('no short-interest report seen');
  const parts = partsOf(inputs, shorts, weights);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return noData('one report only: its change and the usual short volume are not known yet');
  const value = parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
  return {
    kind: 'reading',
    ...leaning(value, weights.deadBand),
    confidence: 0.3 + 0.5 * Math.min(1, weight),
    eventTime: shorts.newestTime,
    explanation: sentence(shorts),
    facts: factsOf(shorts),
    source: sourceOf(shorts),
  };
}

/** Who has sold what they do not own, how fast that grows, and how crowded the way out is. */
export const shortInterest: Layer<ShortParameters> = {
  id: 'short-interest',
  title: 'Short interest',
  description:
    'Growth of short interest between two reports, today’s share of short volume against its usual one by the same source, and crowded shorts while the price rises.',
  needs: 'FINRA short-interest reports',
  refreshSeconds: 15 * 86_400,
  parameters,
  read,
};
