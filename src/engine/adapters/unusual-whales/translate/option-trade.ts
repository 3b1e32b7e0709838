import type { QuoteSide } from '../../../domain/facts/option-flow.ts';
import { numberOrNull, positiveOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { optionTerms, termsOnly, underlyingOf } from '../option-symbol.ts';
import { amount, amountOrNull, instantIn, positive } from '../read-field.ts';
import { conditionOf } from './trade-condition.ts';

const sides: Readonly<Record<string, QuoteSide>> = {
  ask_side: 'ask',
  bid_side: 'bid',
  mid_side: 'mid',
  no_side: 'none',
};

/** The first tag that names a side; tags nobody knows are passed over. */
export function sideOfTags(tags: unknown): QuoteSide {
  const named: readonly unknown[] = Array.isArray(tags) ? tags : [];
  const found = named.find((tag) => typeof tag === 'string' && tag in sides);
  return typeof found === 'string' ? (sides[found] ?? 'none') : 'none';
}

/** One option print of the socket or of REST, which names the option and the condition differently. */
export function optionTrade(row: Row): RowResult {
  const symbol = 'option_symbol' in row ? 'option_symbol' : 'option_chain_id';
  const named = optionTerms(row, { symbol, strike: 'strike', expiry: 'expiry', type: 'option_type' });
  if (typeof named === 'string') return named;
  const eventTime = instantIn(row['executed_at']);
  if (eventTime === null) return 'no time';
  const price = amount(row['price']);
  const size = positive(row['size']);
  const premium = amount(row['premium']);
  if (price === undefined || size === undefined || premium === undefined) return 'no price, size or premium';
  const id = textOf(row['id']);
  if (id === '') return 'no id';
  const condition = conditionOf(textOf(row['trade_code'] ?? row['upstream_condition_detail']));
  return {
    kind: 'option-trade',
    subject: underlyingOf(named.root),
    key: id,
    eventTime,
    body: {
      ...termsOnly(named),
      price,
      size,
      premium,
      side: sideOfTags(row['tags']),
      bid: amountOrNull(row['nbbo_bid']),
      ask: amountOrNull(row['nbbo_ask']),
      underlyingPrice: positiveOrNull(row['underlying_price']),
      impliedVol: positiveOrNull(row['implied_volatility']),
      delta: numberOrNull(row['delta']),
      gamma: numberOrNull(row['gamma']),
      vega: numberOrNull(row['vega']),
      theta: numberOrNull(row['theta']),
      openInterest: amountOrNull(row['open_interest']),
      dayVolume: amountOrNull(row['volume']),
      exchange: textOf(row['exchange']),
      ...condition,
      cancelled: row['canceled'] === true || condition.cancelled,
    },
  };
}
