import type { StockPrint } from './stock-prints.ts';

/** A print is a block from either size on, as institutions are told apart from small orders. */
export const blockShares = 10_000;
export const blockPremium = 500_000;

export type PrintSide = 'bought' | 'sold' | 'middle' | 'none';
type Print = Pick<StockPrint, 'price' | 'bid' | 'ask' | 'conditions'>;

/** Prices that were not made in the market of the moment, in the words of Unusual Whales and the letters of the tapes (CTA, UTP). */
const madeElsewhere: ReadonlyMap<string, string> = new Map([
  ...['average_price_trade', 'B', 'W'].map((word) => [word, 'an average of many prices'] as const),
  ...['prior_reference_price', 'prio_reference_price', 'P'].map(
    (word) => [word, 'a price of an earlier time'] as const,
  ),
  ...['derivative_priced', '4'].map((word) => [word, 'priced by a derivative'] as const),
  ...['qualified_contingent_trade', 'contingent_trade', '7', 'V'].map((word) => [word, 'part of a package'] as const),
  ...['cash', 'cash_settlement', 'C', 'next_day', 'next_day_settlement', 'N', 'seller', 'seller_settlement', 'R'].map(
    (word) => [word, 'settles on another day'] as const,
  ),
]);

/** Made in the market, told later: the quote beside it is not its own. */
const toldLate: ReadonlySet<string> = new Set([
  ...['sold_out_of_sequence', 'extended_hours_trade_late_or_out_of_sequence'],
  ...['G', 'L', 'U', 'Z'],
]);

/** Of cents in binary. */
const rounding = 1e-6;

/** 0 = at the bid, 1 = at the ask; null without a quote. */
function placeIn({ price, bid, ask }: Pick<Print, 'price' | 'bid' | 'ask'>): number | null {
  return bid === null || ask === null || ask <= bid ? null : (price - bid) / (ask - bid);
}

/** Why nobody can say who wanted the trade; null = its place in the quote says it. */
export function whyNoSide({ price, bid, ask, conditions }: Print): string | null {
  const elsewhere = conditions.map((word) => madeElsewhere.get(word)).find((reason) => reason !== undefined);
  if (elsewhere !== undefined) return elsewhere;
  if (conditions.some((word) => toldLate.has(word))) return 'told late';
  const place = placeIn({ price, bid, ask });
  if (place === null) return 'no quote beside it';
  return Math.abs(place - 0.5) > 1.5 + rounding ? 'more than a spread outside the quote' : null;
}

/** Three quarters of the way to the ask or beyond = bought, to the bid = sold. */
export function printSide(print: Print): PrintSide {
  const place = placeIn(print);
  if (place === null || whyNoSide(print) !== null) return 'none';
  if (place >= 0.75) return 'bought';
  return place <= 0.25 ? 'sold' : 'middle';
}

/** Whether its price is one at which the market traded then. */
export function makesLevel({ conditions }: Pick<StockPrint, 'conditions'>): boolean {
  return !conditions.some((word) => madeElsewhere.has(word));
}

export function isBlock({ size, premium }: Pick<StockPrint, 'size' | 'premium'>): boolean {
  return size >= blockShares || premium >= blockPremium;
}
