import { parseOccSymbol } from '../../domain/occ-symbol.ts';
import { instantOf } from '../../domain/time.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { chainSnapshot, quotedSides, trustedGreeks, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { numberOrNull } from '../vendor-kit/numbers.ts';
import { zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { isRow, refused, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';

const closeSecond = 16 * 3600;

function readOption(row: Row): ChainRow | string {
  const occ = parseOccSymbol(textOf(row['contractID']));
  if (!occ) return 'a contract that is no option symbol';
  if (readDate(row['expiration']) !== occ.expiry) return 'an expiry that is not the contract’s';
  const impliedVol = zeroIsMissing(numberOrNull(row['implied_volatility']));
  const vol = impliedVol !== null && impliedVol > 0 ? impliedVol : null;
  const greeks = {
    delta: numberOrNull(row['delta']),
    gamma: numberOrNull(row['gamma']),
    vega: numberOrNull(row['vega']),
    theta: numberOrNull(row['theta']),
  };
  return {
    ...occ,
    ...quotedSides(numberOrNull(row['bid']), numberOrNull(row['ask'])),
    last: zeroIsMissing(numberOrNull(row['last'])),
    volume: numberOrNull(row['volume']),
    openInterest: numberOrNull(row['open_interest']),
    impliedVol: vol,
    ...trustedGreeks(occ.right, vol, greeks),
  };
}

/**
 * A whole chain. Realtime answers are as of their arrival; historical ones carry their day and are as of its close.
 */
export function translateOptions(payload: Payload, context: RequestContext, meaning: 'now' | 'close'): Translation {
  const data = payload.kind === 'json' && isRow(payload.value) ? payload.value['data'] : undefined;
  if (!Array.isArray(data)) return refused('options without data', payload);
  const rows: ChainRow[] = [];
  const refusals: { readonly reason: string; readonly sample: string }[] = [];
  let date: string | null = null;
  for (const item of data as readonly unknown[]) {
    const read = isRow(item) ? readOption(item) : 'an option that is no object';
    if (typeof read === 'string') refusals.push({ reason: read, sample: sampleOf(item) });
    else {
      rows.push(read);
      date ??= readDate((item as Row)['date']);
    }
  }
  if (rows.length === 0) return { facts: [], refusals, followUps: [] };
  const eventTime = meaning === 'now' || date === null ? context.receivedTime : instantOf(date, closeSecond);
  const key = meaning === 'now' ? 'chain' : `chain:${date ?? ''}`;
  const body = chainSnapshot(rows, { spot: null, impliedVol30: null, delayMs: 0 });
  return {
    facts: [{ kind: 'chain-snapshot', subject: context.symbol, key, eventTime, body }],
    refusals,
    followUps: [],
  };
}
