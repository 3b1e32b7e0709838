import type { Payload, RequestContext, Translation } from '../../../ports/vendor.ts';
import { positiveOrNull } from '../../vendor-kit/numbers.ts';
import { isRow, sampleOf, type Row } from '../../vendor-kit/rows.ts';
import { refusedEnvelope, rowsOf } from '../each-row.ts';
import { readOptionSymbol, type NamedOption } from '../option-symbol.ts';
import { amountOrNull } from '../read-field.ts';

type Listed = { readonly named: NamedOption; readonly row: Row };

/**
 * The contracts of one answer: those that trade most, 500 at the most, so that a page is a part of the chain. Their
 * rows carry neither the price of the underlying nor greeks.
 */
export function optionContracts(payload: Payload, context: RequestContext): Translation {
  const rows = rowsOf(payload);
  if (!rows) return refusedEnvelope(payload);
  const listed: Listed[] = [];
  const refusals: { reason: string; sample: string }[] = [];
  for (const row of rows) {
    const named = isRow(row) ? readOptionSymbol(row['option_symbol']) : null;
    if (named && isRow(row)) listed.push({ named, row });
    else refusals.push({ reason: 'option_symbol is no option symbol', sample: sampleOf(row) });
  }
  if (listed.length === 0) return { facts: [], refusals, followUps: [] };
  const column = (field: string) => listed.map(({ row }) => amountOrNull(row[field]));
  const unknown = listed.map(() => null);
  const body = {
    spot: null,
    impliedVol30: null,
    tradingClasses: listed.map(({ named }) => named.root),
    expiries: listed.map(({ named }) => named.expiry),
    strikes: listed.map(({ named }) => named.strike),
    rights: listed.map(({ named }) => named.right),
    bids: column('nbbo_bid'),
    asks: column('nbbo_ask'),
    lasts: column('last_price'),
    volumes: column('volume'),
    openInterests: column('open_interest'),
    impliedVols: listed.map(({ row }) => positiveOrNull(row['implied_volatility'])),
    deltas: unknown,
    gammas: unknown,
    vegas: unknown,
    thetas: unknown,
    delayMs: 0,
  };
  const key = `most-traded|${context.parameters['page'] ?? '0'}`;
  return {
    facts: [{ kind: 'chain-snapshot', subject: context.symbol, key, eventTime: context.receivedTime, body }],
    refusals,
    followUps: [],
  };
}
