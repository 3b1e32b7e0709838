/** Volatility indices with a history file, each with the layout Cboe gives it. */
export const indexHistories = ['VIX', 'VIX9D', 'VIX3M', 'VIX6M', 'VIX1D', 'VXN', 'VVIX', 'SKEW', 'OVX', 'GVZ'] as const;

/** Indices whose delayed quotes are kept; Cboe lists hundreds. */
const quotedIndices = new Set<string>([
  ...indexHistories,
  'SPX',
  'NDX',
  'RUT',
  'DJX',
  'XSP',
  'OEX',
  'RVX',
  'VXD',
  'COR1M',
  'COR3M',
]);

export function isQuotedIndex(symbol: string): boolean {
  return quotedIndices.has(symbol);
}

/** `SPX` -> `_SPX`: what is an index stands behind an underscore in addresses. */
export function spellCboe(symbol: string): string {
  return isQuotedIndex(symbol) ? `_${symbol}` : symbol;
}

/** `^RUT` and `_RUT` are `RUT`. */
export function readCboeSymbol(value: unknown): string {
  return typeof value === 'string' ? value.trim().replace(/^[\^_]/, '') : '';
}
