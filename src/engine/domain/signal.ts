import type { Ticker } from './ids.ts';

/** Column order of the grid. */
export const layerIds = [
  'options-flow',
  'gex-positioning',
  'volatility-surface',
  'dark-pool',
  'insider-buying',
  'short-interest',
  'momentum',
  'vix-regime',
] as const;
export type LayerId = (typeof layerIds)[number];

export type Direction = 'bullish' | 'bearish' | 'neutral';

/** A number behind a reading, as shown to the trader: already in display units. */
export type SignalFact = { readonly label: string; readonly value: number | string | null; readonly unit: string };

/** What one layer says of one ticker. */
export type Signal = {
  readonly ticker: Ticker;
  readonly layer: LayerId;
  readonly direction: Direction;
  /** 0..1 */
  readonly strength: number;
  /** 0..1 */
  readonly confidence: number;
  /** As-of time of the evidence, ms since epoch, world clock. */
  readonly eventTime: number;
  /** One sentence in plain words with the deciding numbers. */
  readonly explanation: string;
  readonly facts: readonly SignalFact[];
  /** Where the evidence came from, for example `IBKR chain 1,240 rows`. */
  readonly source: string;
};
