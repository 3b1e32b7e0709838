import type { StockPrint } from './stock-prints.ts';

/** A print is a block from either size on, as institutions are told apart from small orders. */
export const blockShares = 10_000;
export const blockPremium = 500_000;

export type PrintSide = 'bought' | 'sold' | 'middle';

/** Three quarters of the way to the ask or beyond = bought, to the bid = sold; without a quote nobody can tell. */
export function printSide({ price, bid, ask }: Pick<StockPrint, 'price' | 'bid' | 'ask'>): PrintSide {
  if (bid === null || ask === null || ask <= bid) return 'middle';
  const place = (price - bid) / (ask - bid);
  if (place >= 0.75) return 'bought';
  return place <= 0.25 ? 'sold' : 'middle';
}

export function isBlock({ size, premium }: Pick<StockPrint, 'size' | 'premium'>): boolean {
  return size >= blockShares || premium >= blockPremium;
}
