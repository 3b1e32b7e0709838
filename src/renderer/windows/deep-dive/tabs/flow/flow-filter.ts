import { create } from 'zustand';
import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import type { QuoteSide } from '../../../../../engine/domain/facts/option-flow.ts';

export type TradeSide = 'all' | Extract<QuoteSide, 'ask' | 'bid'>;
export type FlowFilter = {
  readonly show: 'trades' | 'alerts';
  /** Dollars. */
  readonly leastPremium: number;
  readonly side: TradeSide;
};
export type Span = { readonly fromMs: number; readonly toMs: number };

export const premiumSteps: readonly { readonly least: number; readonly label: string }[] = [
  { least: 0, label: 'All' },
  { least: 25_000, label: '25K' },
  { least: 100_000, label: '100K' },
  { least: 1_000_000, label: '1M' },
];

/** Kept while the program runs: a trader sets it once and looks at many symbols. */
export const useFlowFilter = create<FlowFilter>(() => ({ show: 'trades', leastPremium: 25_000, side: 'all' }));

const inside = (timeMs: number, span: Span | null): boolean =>
  span === null || (timeMs >= span.fromMs && timeMs < span.toMs);

export function keepTrade({ leastPremium, side }: Pick<FlowFilter, 'leastPremium' | 'side'>, span: Span | null) {
  return ({ body, eventTime }: StoredFact<'option-trade'>): boolean =>
    body.premium >= leastPremium && (side === 'all' || body.side === side) && inside(eventTime, span);
}

/** The side of an alert is where most of its premium traded. */
export function keepAlert({ leastPremium, side }: Pick<FlowFilter, 'leastPremium' | 'side'>, span: Span | null) {
  return ({ body, eventTime }: StoredFact<'flow-alert'>): boolean =>
    body.totalPremium >= leastPremium &&
    (side === 'all' || (side === 'ask') === body.askPremium >= body.bidPremium) &&
    inside(eventTime, span);
}
