import type { QuoteSide } from '../../../domain/facts/option-flow.ts';
import { numberOrNull, positiveOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { optionTerms, termsOnly, underlyingOf } from '../option-symbol.ts';
import { amount, amountOrNull, instantIn, positive } from '../read-field.ts';
import { isCancelCondition, isFloorCondition, isMultiLegCondition, isSweepCondition } from './trade-condition.ts';

export function sideOfTags(tags: unknown): QuoteSide {
  if (!Array.isArray(tags)) return 'none';
  if (tags.includes('ask_side')) return 'ask';
  if (tags.includes('bid_side')) return 'bid';
  return tags.includes('mid_side') ? 'mid' : 'none';
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
  const code = textOf(row['trade_code'] ?? row['upstream_condition_detail']).toLowerCase();
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
      isSweep: isSweepCondition(code),
      isFloor: isFloorCondition(code),
      isMultiLeg: isMultiLegCondition(code),
      cancelled: row['canceled'] === true || isCancelCondition(code),
    },
  };
}
