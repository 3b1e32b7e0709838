import type { ScoreRow } from '../../../engine/contract/analytics-contract.ts';
import type { Quote } from '../../../engine/domain/quote.ts';

/** One watched symbol; the grid keeps the object and its parts are replaced in place. */
export type SymbolRow = {
  readonly kind: 'symbol';
  readonly id: string;
  readonly ticker: string;
  score: ScoreRow | null;
  quote: Quote | null;
};
/** The opened explanation below a symbol's row. */
export type DetailRow = { readonly kind: 'detail'; readonly id: string; readonly ticker: string };
export type GroupRow = { readonly kind: 'group'; readonly id: string; readonly group: string };
export type GridRow = SymbolRow | DetailRow | GroupRow;

export const groupings = ['none', 'direction', 'sector'] as const;
export type Grouping = (typeof groupings)[number];
