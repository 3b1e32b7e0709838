import type { RowResult, Row } from '../../vendor-kit/rows.ts';
import { textOf } from '../../vendor-kit/rows.ts';
import { positiveOrNull } from '../../vendor-kit/numbers.ts';
import { optionTerms, termsOnly, underlyingOf } from '../option-symbol.ts';
import { amount, amountOrNull, instantIn } from '../read-field.ts';

/** The socket sends the prints' ids where REST sends their number. */
function tradeCount(row: Row): number | null {
  const ids = row['trade_ids'];
  return amountOrNull(row['trade_count']) ?? (Array.isArray(ids) ? ids.length : null);
}

/** REST and socket differ in names and number types, and the socket leaves the terms to the symbol; one alert is one key. */
export function flowAlert(row: Row): RowResult {
  const named = optionTerms(row, { symbol: 'option_chain', strike: 'strike', expiry: 'expiry', type: 'type' });
  if (typeof named === 'string') return named;
  const rule = textOf(row['alert_rule'] ?? row['rule_name']);
  if (rule === '') return 'no rule';
  const eventTime = instantIn(row['created_at']) ?? instantIn(row['executed_at']) ?? instantIn(row['end_time']);
  if (eventTime === null) return 'no time';
  const totalPremium = amount(row['total_premium']);
  const askPremium = amount(row['total_ask_side_prem']);
  const bidPremium = amount(row['total_bid_side_prem']);
  if (totalPremium === undefined || askPremium === undefined || bidPremium === undefined) return 'no premium';
  const id = textOf(row['id']);
  return {
    kind: 'flow-alert',
    subject: underlyingOf(named.root),
    key: id === '' ? `${rule}|${named.optionSymbol}|${eventTime}` : id,
    eventTime,
    body: {
      ...termsOnly(named),
      rule,
      price: amountOrNull(row['price']),
      size: amountOrNull(row['total_size']),
      totalPremium,
      askPremium,
      bidPremium,
      tradeCount: tradeCount(row),
      dayVolume: amountOrNull(row['volume']),
      openInterest: amountOrNull(row['open_interest']),
      underlyingPrice: positiveOrNull(row['underlying_price']),
      impliedVolStart: positiveOrNull(row['iv_start']),
      impliedVolEnd: positiveOrNull(row['iv_end']),
      hasSweep: row['has_sweep'] === true,
      hasFloor: row['has_floor'] === true,
      hasMultiLeg: row['has_multileg'] === true,
      allOpening: row['all_opening_trades'] === true,
      startTime: instantIn(row['start_time']),
      endTime: instantIn(row['end_time']),
    },
  };
}
