import type { GreekSet } from '../../../domain/facts/dealer-positions.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { dateIn, dayInstant, positive } from '../read-field.ts';

function side(row: Row, right: 'call' | 'put'): GreekSet {
  return {
    gamma: numberOrNull(row[`${right}_gamma`]),
    delta: numberOrNull(row[`${right}_delta`]),
    vanna: numberOrNull(row[`${right}_vanna`]),
    charm: numberOrNull(row[`${right}_charm`]),
  };
}

/** End-of-day exposure: of everything, of an expiry, of a strike or of both, by the fields the row has. */
export function greekExposure(row: Row, context: RequestContext): RowResult {
  const date = 'date' in row ? dateIn(row['date']) : context.tradingDate;
  if (date === null) return 'no date';
  const expiry = dateIn(row['expiry']);
  if (expiry === null && textOf(row['expiry']) !== '') return 'an expiry that is no date';
  const strike = 'strike' in row ? positive(row['strike']) : null;
  if (strike === undefined) return 'no strike';
  const [call, put] = [side(row, 'call'), side(row, 'put')];
  if (call.gamma === null && put.gamma === null && call.delta === null && put.delta === null) return 'no exposure';
  return {
    kind: 'greek-exposure',
    subject: context.symbol,
    key: `${date}|${expiry ?? 'all'}|${strike ?? 'all'}`,
    eventTime: dayInstant(date, context.receivedTime),
    body: { date, expiry, strike, call, put },
  };
}

export function maxPain(row: Row, context: RequestContext, envelope: Row): RowResult {
  const expiry = dateIn(row['expiry']);
  if (expiry === null) return 'no expiry';
  const price = positive(row['max_pain']);
  if (price === undefined) return 'no price';
  const date = dateIn(envelope['date']) ?? context.tradingDate;
  return {
    kind: 'max-pain',
    subject: context.symbol,
    key: `${date}|${expiry}`,
    eventTime: dayInstant(date, context.receivedTime),
    body: { expiry, price },
  };
}

/** Levels the vendor computed; one of them may be missing, all of them is no fact. */
export function gexLevels(row: Row, context: RequestContext): RowResult {
  const body = {
    callWall: positive(row['call_wall']) ?? null,
    putWall: positive(row['put_wall']) ?? null,
    gammaFlip: positive(row['gamma_flip']) ?? null,
  };
  if (body.callWall === null && body.putWall === null && body.gammaFlip === null) return 'no level';
  return {
    kind: 'vendor-gex-levels',
    subject: context.symbol,
    key: context.tradingDate,
    eventTime: context.receivedTime,
    body,
  };
}
