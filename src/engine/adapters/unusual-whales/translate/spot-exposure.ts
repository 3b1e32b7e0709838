import type { GreekSet, SpotExposure } from '../../../domain/facts/dealer-positions.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { readDate } from '../../vendor-kit/dates.ts';
import { positiveOrNull, readNumber, numberOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { dateIn, finiteOrNull, instantIn, positive, tickerIn } from '../read-field.ts';

/** The vendor writes "0" or "" for the delta of the whole ticker: not computed, which is not zero. */
function deltaOrNull(value: unknown): number | null {
  const number = numberOrNull(value);
  return number === 0 ? null : number;
}

function setOf(row: Row, suffix: 'oi' | 'vol' | 'dir'): GreekSet {
  const field = (greek: string): unknown => row[`${greek}_per_one_percent_move_${suffix}`];
  return {
    gamma: numberOrNull(field('gamma')),
    delta: deltaOrNull(field('delta')),
    vanna: numberOrNull(field('vanna')),
    charm: numberOrNull(field('charm')),
  };
}

function told({ gamma, delta, vanna, charm }: GreekSet): boolean {
  return gamma !== null || delta !== null || vanna !== null || charm !== null;
}

/** All dealers of a ticker at a minute (REST) or about every ten seconds (socket); dollars per 1 % move. */
export function tickerExposure(row: Row, context: Pick<RequestContext, 'symbol'>): RowResult {
  const subject = tickerIn(row['ticker']) ?? context.symbol;
  if (subject === '') return 'no ticker';
  const eventTime = instantIn(row['timestamp'] ?? row['time']);
  if (eventTime === null) return 'no time';
  const body: SpotExposure = {
    price: positiveOrNull(row['price']),
    expiry: null,
    strike: null,
    byOpenInterest: setOf(row, 'oi'),
    byVolume: setOf(row, 'vol'),
    directional: setOf(row, 'dir'),
  };
  if (!told(body.byOpenInterest) && !told(body.byVolume) && !told(body.directional)) return 'no exposure';
  return { kind: 'spot-exposure', subject, key: `all|${Math.floor(eventTime / 1000)}`, eventTime, body };
}

/** Calls and puts together; null when any part is missing or nonsense, since half a sum is another number. */
function sumOf(row: Row, fields: readonly string[]): number | null {
  let sum = 0;
  for (const field of fields) {
    const value = readNumber(row[field]);
    if (typeof value !== 'number') return null;
    sum += value;
  }
  return finiteOrNull(sum);
}

type NetFields = Readonly<Record<keyof GreekSet, readonly string[]>>;

function netFields(...parts: readonly string[]): NetFields {
  const fields = (greek: string): readonly string[] =>
    parts.flatMap((part) => [`call_${greek}_${part}`, `put_${greek}_${part}`]);
  return { gamma: fields('gamma'), delta: fields('delta'), vanna: fields('vanna'), charm: fields('charm') };
}

const openInterestFields = netFields('oi');
const volumeFields = netFields('vol');
/** Ask-side and bid-side volume carry the dealer's sign each; REST and socket end the names differently. */
const directionalFields = { rest: netFields('ask', 'bid'), socket: netFields('ask_vol', 'bid_vol') };

function netSet(row: Row, { gamma, delta, vanna, charm }: NetFields): GreekSet {
  return { gamma: sumOf(row, gamma), delta: sumOf(row, delta), vanna: sumOf(row, vanna), charm: sumOf(row, charm) };
}

/** What a row says of its own expiry goes before what was asked for. */
function exposureOfStrike(
  row: Row,
  { symbol, expiry }: { readonly symbol: string; readonly expiry: string | null },
): RowResult {
  const subject = tickerIn(row['ticker']) ?? symbol;
  if (subject === '') return 'no ticker';
  const eventTime = instantIn(row['timestamp'] ?? row['time']);
  if (eventTime === null) return 'no time';
  const strike = positive(row['strike']);
  if (strike === undefined) return 'no strike';
  const itsExpiry = dateIn(row['expiry']);
  if (itsExpiry === null && textOf(row['expiry']) !== '') return 'an expiry that is no date';
  const body: SpotExposure = {
    price: positiveOrNull(row['price']),
    expiry: itsExpiry ?? expiry,
    strike,
    byOpenInterest: netSet(row, openInterestFields),
    byVolume: netSet(row, volumeFields),
    directional: netSet(row, 'call_gamma_ask_vol' in row ? directionalFields.socket : directionalFields.rest),
  };
  if (!told(body.byOpenInterest) && !told(body.byVolume) && !told(body.directional)) return 'no exposure';
  return { kind: 'spot-exposure', subject, key: `${body.expiry ?? 'all'}|${strike}`, eventTime, body };
}

/** One strike of all expiries together. */
export function strikeExposure(row: Row, { symbol }: Pick<RequestContext, 'symbol'>): RowResult {
  return exposureOfStrike(row, { symbol, expiry: null });
}

/** One strike of one expiry. Rows of REST do not repeat the one asked for, and without it would pass for all of them. */
export function expiryStrikeExposure(
  row: Row,
  { symbol, parameters }: Pick<RequestContext, 'symbol' | 'parameters'>,
): RowResult {
  const expiry = readDate(parameters['expiry']);
  if (expiry === null && textOf(row['expiry']) === '') return 'no expiry';
  return exposureOfStrike(row, { symbol, expiry });
}
