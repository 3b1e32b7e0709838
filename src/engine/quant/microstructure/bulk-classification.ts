import { normalCdf, normalCdfOver } from '../pricing/normal.ts';
import { studentTCdf } from '../statistics/student-t.ts';
import { priceChangeVol, PriceChangeVol } from './price-change-vol.ts';

/** How a standardised price change becomes a share of buying. The papers use df = 0.25. */
export type BulkDistribution = { readonly kind: 'normal' } | { readonly kind: 'student-t'; readonly df: number };

/** The deviation of price changes, in price units: known beforehand, or of the latest `window` changes. */
export type BulkSigma = { readonly fixed: number } | { readonly window: number };

export type BulkSettings = { readonly sigma: BulkSigma; readonly distribution?: BulkDistribution };

/** Share of a bar's volume bought: the distribution at change / sigma; one half without a sigma or a change. */
export function buyShare(change: number, sigma: number, distribution: BulkDistribution): number {
  if (!(sigma > 0) || !Number.isFinite(change)) return 0.5;
  const z = change / sigma;
  return distribution.kind === 'normal' ? normalCdf(z) : studentTCdf(z, distribution.df);
}

/**
 * Bulk volume classification, one time bar at a time. Easley, Lopez de Prado & O'Hara, J. Financial Economics 120
 * (2016) 269. A close that is no number counts as no change, and the next change is from the last known close.
 */
export class BulkClassifier {
  readonly #distribution: BulkDistribution;
  readonly #fixed: number;
  readonly #trailing: PriceChangeVol | null;
  #close = Number.NaN;

  constructor({ sigma, distribution = { kind: 'normal' } }: BulkSettings) {
    this.#distribution = distribution;
    this.#fixed = 'fixed' in sigma ? sigma.fixed : Number.NaN;
    this.#trailing = 'window' in sigma ? new PriceChangeVol(sigma.window) : null;
  }

  /** The bought share of the bar with this close; one half for the first bar. */
  next(close: number): number {
    if (!Number.isFinite(close)) return 0.5;
    const change = Number.isNaN(this.#close) ? Number.NaN : close - this.#close;
    this.#close = close;
    if (Number.isNaN(change)) return 0.5;
    return buyShare(change, this.#trailing?.next(change) ?? this.#fixed, this.#distribution);
  }
}

/** Bought shares of all bars, the same as `BulkClassifier` tells one by one. */
export function bulkBuyShares(close: Float64Array, settings: BulkSettings): Float64Array {
  const { sigma, distribution = { kind: 'normal' } } = settings;
  if ('window' in sigma) {
    const classifier = new BulkClassifier(settings);
    return close.map((value) => classifier.next(value));
  }
  if (!(sigma.fixed > 0)) return new Float64Array(close.length).fill(0.5);
  const shares = standardChanges(close, sigma.fixed);
  if (distribution.kind === 'normal') normalCdfOver(shares);
  else
    for (let bar = 0; bar < shares.length; bar += 1) shares[bar] = studentTCdf(shares[bar] as number, distribution.df);
  return shares;
}

/** Changes from the last known close over sigma, by bar; 0 where there is none. */
function standardChanges(close: Float64Array, sigma: number): Float64Array {
  const changes = new Float64Array(close.length);
  let last = Number.NaN;
  for (let bar = 0; bar < close.length; bar += 1) {
    const value = close[bar] as number;
    const change = value - last;
    if (Number.isFinite(change)) changes[bar] = change / sigma;
    if (Number.isFinite(change) || Number.isFinite(value)) last = value;
  }
  return changes;
}

/** The sigma of a whole series, for studies of a finished day: looks ahead, not for live use. */
export function fullSampleSigma(close: Float64Array): BulkSigma {
  return { fixed: priceChangeVol(close) };
}
