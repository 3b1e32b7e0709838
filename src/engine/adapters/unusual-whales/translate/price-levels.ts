import type { Payload, RequestContext, Translation } from '../../../ports/vendor.ts';
import { isRow, sampleOf } from '../../vendor-kit/rows.ts';
import { refusedEnvelope, rowsOf } from '../each-row.ts';
import { amountOrNull, dayInstant, positive } from '../read-field.ts';

/** Rows of a day's price levels as one fact, so that a level that disappears disappears. */
export function priceLevels(payload: Payload, context: RequestContext): Translation {
  const rows = rowsOf(payload);
  if (!rows) return refusedEnvelope(payload);
  const levels = rows.flatMap((row) => {
    const price = isRow(row) ? positive(row['price']) : undefined;
    if (price === undefined || !isRow(row)) return [];
    return [{ price, lit: amountOrNull(row['lit_vol']), off: amountOrNull(row['off_vol']) }];
  });
  const bad = rows.filter((row) => !isRow(row) || positive(row['price']) === undefined);
  const refusals = bad.map((row) => ({ reason: 'no price', sample: sampleOf(row) }));
  if (levels.length === 0) return { facts: [], refusals, followUps: [] };
  levels.sort((a, b) => a.price - b.price);
  const date = context.tradingDate;
  const body = {
    date,
    prices: levels.map(({ price }) => price),
    litVolumes: levels.map(({ lit }) => lit),
    offExchangeVolumes: levels.map(({ off }) => off),
  };
  const eventTime = dayInstant(date, context.receivedTime);
  return {
    facts: [{ kind: 'price-levels', subject: context.symbol, key: date, eventTime, body }],
    refusals,
    followUps: [],
  };
}
