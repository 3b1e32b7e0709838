import type { Payload, RequestContext, Translation } from '../../../ports/vendor.ts';
import { readDate } from '../../vendor-kit/dates.ts';
import { positiveOrNull, readNumber } from '../../vendor-kit/numbers.ts';
import { isRow, sampleOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { refusedEnvelope, rowsOf } from '../each-row.ts';
import { amount, amountOrNull, dateIn, dayInstant } from '../read-field.ts';

/** The vendor's rank is 0 to 100; the page of its documentation that shows 0.45 is not what it sends. */
function rankOrNull(value: unknown): number | null {
  const rank = readNumber(value);
  return typeof rank === 'number' && rank >= 0 && rank <= 100 ? rank : null;
}

export function volatilityStats(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const body = {
    date,
    impliedVol: positiveOrNull(row['iv']),
    impliedVolHigh: positiveOrNull(row['iv_high']),
    impliedVolLow: positiveOrNull(row['iv_low']),
    impliedVolRank: rankOrNull(row['iv_rank']),
    realisedVol: positiveOrNull(row['rv']),
    realisedVolHigh: positiveOrNull(row['rv_high']),
    realisedVolLow: positiveOrNull(row['rv_low']),
  };
  if (body.impliedVol === null && body.realisedVol === null) return 'neither implied nor realised';
  const eventTime = dayInstant(date, context.receivedTime);
  return { kind: 'volatility-stats', subject: context.symbol, key: date, eventTime, body };
}

export function ivRankDay(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const [impliedVol, rank] = [positiveOrNull(row['volatility']), rankOrNull(row['iv_rank_1y'])];
  if (impliedVol === null && rank === null) return 'neither volatility nor rank';
  const eventTime = dayInstant(date, context.receivedTime);
  const body = { date, impliedVol, rank, close: positiveOrNull(row['close']) };
  return { kind: 'iv-rank', subject: context.symbol, key: date, eventTime, body };
}

export function realisedVolDay(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const [realisedVol, impliedVol] = [
    positiveOrNull(row['realized_volatility']),
    positiveOrNull(row['implied_volatility']),
  ];
  if (realisedVol === null && impliedVol === null) return 'neither implied nor realised';
  const eventTime = dayInstant(date, context.receivedTime);
  const body = { date, realisedVol, impliedVol, price: positiveOrNull(row['price']) };
  return { kind: 'realised-vol', subject: context.symbol, key: date, eventTime, body };
}

/** The delta comes as 10 or 25; the expiry is the one that was asked for, since the row does not repeat it. */
export function riskReversalDay(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const riskReversal = readNumber(row['risk_reversal']);
  if (typeof riskReversal !== 'number') return 'no risk reversal';
  const delta = amount(row['delta']);
  if (delta === undefined || delta === 0 || delta >= 100) return 'no delta';
  const expiry = dateIn(row['expiry']) ?? readDate(context.parameters['expiry']);
  if (expiry === null) return 'no expiry';
  return {
    kind: 'risk-reversal',
    subject: context.symbol,
    key: `${date}|${expiry}|${delta}`,
    eventTime: dayInstant(date, context.receivedTime),
    body: { date, expiry, delta: delta < 1 ? delta : delta / 100, riskReversal },
  };
}

type Point = {
  readonly date: string;
  readonly expiry: string | null;
  readonly days: number;
  readonly impliedVol: number;
  readonly impliedMove: number | null;
};

function pointOf(row: unknown): Point | string {
  if (!isRow(row)) return 'a row that is no object';
  const date = dateIn(row['date']);
  if (date === null) return 'no date';
  const days = amount(row['days'] ?? row['dte']);
  if (days === undefined) return 'no days';
  const impliedVol = positiveOrNull(row['volatility']);
  if (impliedVol === null) return 'no volatility';
  const expiry = dateIn(row['expiry']);
  if (expiry === null && 'expiry' in row) return 'no expiry';
  return { date, expiry, days, impliedVol, impliedMove: amountOrNull(row['implied_move_perc']) };
}

/** One curve a date, by expiry or by constant days; rows of several dates are several curves. */
export function termStructure(curve: 'by-expiry' | 'by-days') {
  return (payload: Payload, context: RequestContext): Translation => {
    const rows = rowsOf(payload);
    if (!rows) return refusedEnvelope(payload);
    const points: Point[] = [];
    const refusals: { reason: string; sample: string }[] = [];
    for (const row of rows) {
      const point = pointOf(row);
      if (typeof point === 'string') refusals.push({ reason: point, sample: sampleOf(row) });
      else points.push(point);
    }
    const byDate = Map.groupBy(points, ({ date }) => date);
    const facts = [...byDate].map(([date, unsorted]) => {
      const nearest = unsorted.toSorted((a, b) => a.days - b.days);
      return {
        kind: 'vol-term-structure' as const,
        subject: context.symbol,
        key: `${date}|${curve}`,
        eventTime: dayInstant(date, context.receivedTime),
        body: {
          date,
          expiries: nearest.map(({ expiry }) => expiry),
          days: nearest.map(({ days }) => days),
          impliedVols: nearest.map(({ impliedVol }) => impliedVol),
          impliedMoves: nearest.map(({ impliedMove }) => impliedMove),
        },
      };
    });
    return { facts, refusals, followUps: [] };
  };
}
