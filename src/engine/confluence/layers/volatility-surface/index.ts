import { delayText } from '../../../domain/chain.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import type { Volatility } from '../../../domain/volatility.ts';
import { leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';

/** A usual value and how far readings usually stray from it. */
type Usual = { readonly value: number; readonly spread: number };

/** What is ordinary for a kind of underlying: broad indices always carry a steep put skew, single names a mild one. */
export type UsualShape = {
  /** 25-delta risk reversal (call less put) as a share of at-the-money vol. */
  readonly skew: Usual;
  /** Term structure, far over near less one. */
  readonly slope: Usual;
  /** Implied over realised vol. */
  readonly premium: Usual;
};

export type VolatilityParameters = {
  readonly index: UsualShape;
  readonly stock: UsualShape;
  readonly deadBand: number;
};

const usualShapes: VolatilityParameters = {
  index: {
    skew: { value: -0.4, spread: 0.15 },
    slope: { value: 0.06, spread: 0.12 },
    premium: { value: 1.25, spread: 0.5 },
  },
  stock: {
    skew: { value: -0.12, spread: 0.1 },
    slope: { value: 0, spread: 0.12 },
    premium: { value: 1.15, spread: 0.5 },
  },
  deadBand: 0.12,
};

const broad = new Set(['SPX', 'SPY', 'QQQ', 'NDX', 'IWM', 'RUT', 'DIA']);

function deviation(value: number, usual: Usual): number {
  return squash((value - usual.value) / usual.spread);
}

/** Vol of the expiry nearest to a wanted time. */
function near(
  volatility: Volatility,
  timeYears: number,
): { readonly atmVol: number; readonly timeYears: number } | null {
  let best: Volatility['termStructure'][number] | null = null;
  for (const point of volatility.termStructure) {
    if (best === null || Math.abs(point.timeYears - timeYears) < Math.abs(best.timeYears - timeYears)) best = point;
  }
  return best;
}

/** Far over near at-the-money vol less one; null without two separate expiries. */
function termSlope(volatility: Volatility): number | null {
  const front = near(volatility, 7 / 365);
  const back = near(volatility, 45 / 365);
  if (!front || !back || back.timeYears - front.timeYears < 5 / 365) return null;
  return back.atmVol / front.atmVol - 1;
}

function skewShare(volatility: Volatility): number | null {
  const reversal = volatility.skew?.riskReversal25 ?? null;
  const atm = near(volatility, 30 / 365)?.atmVol ?? volatility.impliedVol30;
  return reversal === null || !atm ? null : reversal / atm;
}

function factsOf(volatility: Volatility, slope: number | null): readonly SignalFact[] {
  const points = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : value * 100;
  return [
    { label: 'IV 30 days', value: points(volatility.impliedVol30), unit: '%' },
    { label: 'IV rank', value: volatility.impliedVolRank, unit: `of 100, ${volatility.historyDays} days` },
    { label: 'IV percentile', value: volatility.impliedVolPercentile, unit: 'of 100' },
    { label: 'Realised vol 20 days', value: points(volatility.realizedVol20), unit: '%' },
    { label: 'Risk reversal 25Δ', value: points(volatility.skew?.riskReversal25), unit: 'vol points, call less put' },
    { label: 'Term slope', value: points(slope), unit: '% far over near' },
  ];
}

function sentence(volatility: Volatility, slope: number | null): string {
  const words: string[] = [];
  if (volatility.impliedVolRank !== null) words.push(`IV rank ${volatility.impliedVolRank.toFixed(0)}`);
  if (slope !== null)
    words.push(
      slope >= 0
        ? `term structure rises ${(slope * 100).toFixed(0)} %`
        : `term structure inverted by ${(-slope * 100).toFixed(0)} %`,
    );
  const reversal = volatility.skew?.riskReversal25;
  if (reversal !== null && reversal !== undefined)
    words.push(`25Δ risk reversal ${(reversal * 100).toFixed(1)} points`);
  const delay = delayText(volatility.delayMs);
  const late = delay === null ? '' : ` Option prices ${delay}.`;
  return `${words.length === 0 ? 'Volatility is known, its shape is not' : words.join(', ')}.${late}`;
}

function read(inputs: LayerInputs, parameters: VolatilityParameters): LayerOutput {
  const { volatility } = inputs;
  const usual = broad.has(inputs.ticker) ? parameters.index : parameters.stock;
  if (!volatility || volatility.impliedVol30 === null) return noData('no implied volatility yet');
  const slope = termSlope(volatility);
  const skew = skewShare(volatility);
  const leans: number[] = [];
  if (slope !== null) leans.push(deviation(slope, usual.slope));
  if (skew !== null) leans.push(deviation(skew, usual.skew));
  if (volatility.realizedVol20 !== null && volatility.realizedVol20 > 0) {
    // Implied far above realised says protection is being bought.
    leans.push(-deviation(volatility.impliedVol30 / volatility.realizedVol20, usual.premium));
  }
  if (leans.length === 0) return noData('option chain not seen yet: neither skew nor term structure');
  const value = leans.reduce((sum, lean) => sum + lean, 0) / leans.length;
  // Readings from a calm corner of its own year are believed more than those from an extreme.
  const rank = volatility.impliedVolRank;
  const rankTrust = rank === null ? 0.7 : 1 - (0.3 * Math.abs(rank - 50)) / 50;
  return {
    kind: 'reading',
    ...leaning(value, parameters.deadBand),
    confidence: (leans.length / 3) * rankTrust,
    eventTime: volatility.eventTime,
    explanation: sentence(volatility, slope),
    facts: factsOf(volatility, slope),
    source: `implied vols of ${volatility.termStructure.length} expiries, ${volatility.historyDays} days of IV history`,
  };
}

/** What option prices say about fear and appetite: term structure, skew, implied against realised. */
export const volatilitySurface: Layer<VolatilityParameters> = {
  id: 'volatility-surface',
  title: 'Volatility surface',
  description:
    'An inverted term structure, steep put skew and implied vol far above realised lean bearish; the opposite leans bullish. IV rank tells how unusual the level is.',
  needs: 'implied vols of at least one expiry',
  refreshSeconds: 900,
  parameters: usualShapes,
  read,
};
