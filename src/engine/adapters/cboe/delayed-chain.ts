import { parseOccSymbol } from '../../domain/occ-symbol.ts';
import type { Payload, Refusal, Translation } from '../../ports/vendor.ts';
import { chainSnapshot, quotedSides, trustedGreeks, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { readNaive } from '../vendor-kit/dates.ts';
import { positiveOrNull } from '../vendor-kit/numbers.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { isRow, refused, sampleOf } from '../vendor-kit/rows.ts';
import { readCboeSymbol } from './cboe-symbols.ts';
import { cboeDelayMs, delayedQuote } from './delayed-quotes.ts';

const counted = ['bid', 'ask', 'iv', 'open_interest', 'volume', 'last_trade_price'] as const;
const greeks = ['delta', 'gamma', 'vega', 'theta'] as const;

/**
 * A whole chain, all roots (SPX and SPXW together), and the underlying's quote. `timestamp` is UTC, made when the file was;
 * `last_trade_time` is New York. 30,000 rows arrive at once, so rows are read once and laid into columns at the end.
 */
export function translateDelayedChain(payload: Payload, context: { readonly symbol: string }): Translation {
  if (payload.kind !== 'json' || !isRow(payload.value))
    return refused('a delayed chain is no JSON object', payload.kind);
  const { timestamp, data } = payload.value;
  const eventTime = readNaive(timestamp, 'utc');
  if (eventTime === null) return refused('a delayed chain without a timestamp', timestamp);
  if (!isRow(data) || !Array.isArray(data['options'])) return refused('a delayed chain without options', payload.value);
  const { options, ...underlying } = data;
  const told = readCboeSymbol(underlying['symbol']);
  const subject = context.symbol === '' ? told : context.symbol;
  if (told === '' || told.replace('.', '') !== subject.replace('.', '')) {
    return refused(`a delayed chain of "${told}", asked was ${subject}`, underlying);
  }
  const refusals: Refusal[] = [];
  const rows: ChainRow[] = [];
  for (const option of options as readonly unknown[]) {
    const row = readOption(option);
    if (typeof row === 'string') refusals.push({ reason: `${subject} chain: ${row}`, sample: sampleOf(option) });
    else rows.push(row);
  }
  const quote = delayedQuote({ ...underlying, symbol: subject }, eventTime);
  if (typeof quote === 'string') refusals.push({ reason: quote, sample: sampleOf(underlying) });
  if (rows.length === 0) return { facts: typeof quote === 'string' ? [] : [quote], refusals, followUps: [] };
  const iv30 = positiveOrNull(underlying['iv30']);
  const body = chainSnapshot(rows, {
    spot: positiveOrNull(underlying['current_price']),
    // Percent points here, fractions in the rows.
    impliedVol30: iv30 === null ? null : iv30 / 100,
    delayMs: cboeDelayMs,
  });
  const chain = { kind: 'chain-snapshot', subject, key: `all@${eventTime}`, eventTime, body } as const;
  return { facts: typeof quote === 'string' ? [chain] : [chain, quote], refusals, followUps: [] };
}

function readOption(value: unknown): ChainRow | string {
  if (!isRow(value)) return 'a row that is no object';
  const symbol = value['option'];
  const parts = typeof symbol === 'string' ? parseOccSymbol(symbol) : null;
  if (!parts) return 'a row without an option symbol';
  const numbers = readNumbers(value, counted);
  if (typeof numbers === 'string') return numbers;
  const negative = negativeField(numbers);
  if (negative !== null) return negative;
  const told = readNumbers(value, greeks);
  if (typeof told === 'string') return told;
  // 0 says that no volatility was found, deep in the money or without a quote.
  const impliedVol = zeroIsMissing(numbers.iv);
  return {
    ...parts,
    ...quotedSides(numbers.bid, numbers.ask),
    last: zeroIsMissing(numbers.last_trade_price),
    volume: numbers.volume,
    openInterest: numbers.open_interest,
    impliedVol,
    ...trustedGreeks(parts.right, impliedVol, told),
  };
}
