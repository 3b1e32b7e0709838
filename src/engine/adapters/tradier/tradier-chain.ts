import { parseOccSymbol } from '../../domain/occ-symbol.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { chainSnapshot, noGreeks, quotedSides, trustedGreeks, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { asArray, isRow, nothingTranslated, refused, sampleOf, type Row } from '../vendor-kit/rows.ts';
import { newestTime } from './tradier-quotes.ts';
import { readTradierSymbol } from './tradier-symbols.ts';

const nearestExpiries = 6;

/** The listed expiries, with or without their details; the chains of the nearest are asked for next. */
export function translateExpirations(
  payload: Payload,
  context: Pick<RequestContext, 'symbol' | 'tradingDate'>,
): Translation {
  const listed = payload.kind === 'json' && isRow(payload.value) ? payload.value['expirations'] : undefined;
  if (listed === undefined) return refused('Tradier expirations without expirations', payload);
  if (!isRow(listed)) return nothingTranslated;
  const rows = [
    ...asArray(listed['date']),
    ...asArray(listed['expiration']).map((row) => (isRow(row) ? row['date'] : row)),
  ];
  const dates = rows.map(readDate);
  const refusals = rows
    .filter((_, index) => dates[index] === null)
    .map((row) => ({ reason: `${context.symbol}: an expiry that is no date`, sample: sampleOf(row) }));
  const next = dates
    .flatMap((date) => (date !== null && date >= context.tradingDate ? [date] : []))
    .toSorted((a, b) => a.localeCompare(b));
  const followUps: FollowUp[] = next.slice(0, nearestExpiries).map((date) => ({
    endpoint: 'chain',
    symbol: context.symbol,
    parameters: { expiry: date },
    once: null,
  }));
  return { facts: [], refusals, followUps };
}

const counted = ['bid', 'ask', 'last', 'volume', 'open_interest'] as const;
const told = ['delta', 'gamma', 'vega', 'theta', 'mid_iv', 'smv_vol'] as const;

/** One expiry of a chain. Greeks come from ORATS about once an hour and may be missing. */
export function translateChain(
  payload: Payload,
  context: Pick<RequestContext, 'symbol'>,
  delayMs: number,
): Translation {
  const options = payload.kind === 'json' && isRow(payload.value) ? payload.value['options'] : undefined;
  if (options === undefined) return refused('a Tradier chain without options', payload);
  if (!isRow(options)) return nothingTranslated;
  const rows: ChainRow[] = [];
  const refusals: Refusal[] = [];
  let newest = 0;
  for (const value of asArray(options['option'])) {
    const row = isRow(value) ? readOption(value, context.symbol) : 'a row that is no object';
    if (typeof row === 'string') refusals.push({ reason: `${context.symbol} chain: ${row}`, sample: sampleOf(value) });
    else {
      rows.push(row);
      newest = Math.max(newest, isRow(value) ? (newestTime(value) ?? 0) : 0);
    }
  }
  const [first] = rows;
  if (!first) return { facts: [], refusals, followUps: [] };
  if (newest === 0) return refused(`${context.symbol} chain of ${first.expiry} without any time`, payload.kind);
  const body = chainSnapshot(rows, { spot: null, impliedVol30: null, delayMs });
  const fact = { subject: context.symbol, key: `${first.expiry}@${newest}`, eventTime: newest, body };
  return { facts: [{ kind: 'chain-snapshot', ...fact }], refusals, followUps: [] };
}

function readOption(row: Row, asked: string): ChainRow | string {
  const parts = typeof row['symbol'] === 'string' ? parseOccSymbol(row['symbol']) : null;
  if (!parts) return 'a row without an option symbol';
  const underlying = readTradierSymbol(row['underlying']);
  if (underlying !== '' && asked !== '' && underlying !== asked) return `an option on ${underlying}`;
  const numbers = readNumbers(row, counted);
  if (typeof numbers === 'string') return numbers;
  const negative = negativeField(numbers);
  if (negative !== null) return negative;
  const known = readGreeks(row['greeks'], parts.right);
  if (typeof known === 'string') return known;
  return {
    ...parts,
    ...quotedSides(numbers.bid, numbers.ask),
    last: zeroIsMissing(numbers.last),
    volume: numbers.volume,
    openInterest: numbers.open_interest,
    ...known,
  };
}

function readGreeks(
  greeks: unknown,
  right: 'C' | 'P',
): Pick<ChainRow, 'impliedVol' | 'delta' | 'gamma' | 'vega' | 'theta'> | string {
  if (!isRow(greeks)) return { impliedVol: null, ...noGreeks };
  const numbers = readNumbers(greeks, told);
  if (typeof numbers === 'string') return numbers;
  const { delta, gamma, vega, theta } = numbers;
  // The volatility of the quotes' middle; where none was found, that of the smoothed surface.
  const found = [numbers.mid_iv, numbers.smv_vol].find((vol) => vol !== null && vol > 0) ?? null;
  return { impliedVol: found, ...trustedGreeks(right, found, { delta, gamma, vega, theta }) };
}
