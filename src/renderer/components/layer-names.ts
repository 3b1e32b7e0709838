import type { LayerId } from '../../engine/domain/signal.ts';

/** Names as the grid and the explanations use them. */
export const layerNames: Readonly<Record<LayerId, { readonly short: string; readonly long: string }>> = {
  'options-flow': { short: 'Flow', long: 'Options flow' },
  'gex-positioning': { short: 'GEX', long: 'GEX positioning' },
  'volatility-surface': { short: 'Vol', long: 'Volatility surface' },
  'dark-pool': { short: 'Dark', long: 'Dark pool' },
  'insider-buying': { short: 'Insid', long: 'Insider buying' },
  'short-interest': { short: 'Short', long: 'Short interest' },
  momentum: { short: 'Mom', long: 'Momentum' },
  'vix-regime': { short: 'VIX', long: 'VIX regime' },
};
