import type { DraftFact } from '../../domain/facts/fact.ts';
import { instantOf } from '../../domain/time.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { isRow, refused, sampleOf, textOf, translateRows, type Row, type RowResult } from '../vendor-kit/rows.ts';

export const seriesId = /^[A-Z0-9_]{1,40}$/;

export type Observed = {
  readonly series: string;
  readonly date: unknown;
  readonly value: unknown;
  readonly vintage: string | null;
};

/** A day without a value is a fact too: a holiday is no zero. */
export function observationFact(observed: Observed, context: RequestContext): DraftFact | string {
  const date = readDate(observed.date);
  if (date === null) return `an observation of "${textOf(observed.date).slice(0, 20)}"`;
  const value = readNumber(observed.value);
  if (value === undefined) return 'an observation that is no number';
  return {
    kind: 'macro-observation',
    subject: observed.series,
    key: observed.vintage === null ? date : `${date}:${observed.vintage}`,
    eventTime: Math.min(instantOf(date, 0), context.receivedTime),
    body: { date, value, unit: context.parameters['unit'] ?? '', vintage: observed.vintage },
  };
}

/**
 * Without a span of vintages every row says that it is valid today, which is the day of asking and not of publishing.
 * Only rows of an answer that spans vintages tell when a value was published.
 */
function spansVintages(value: Row): boolean {
  const [from, to] = [readDate(value['realtime_start']), readDate(value['realtime_end'])];
  return from !== null && to !== null && from < to;
}

/** `fred/series/observations`; the answer does not name its series, the request does. */
export function translateObservations(payload: Payload, context: RequestContext): Translation {
  const value = payload.kind === 'json' ? payload.value : null;
  if (!isRow(value) || !Array.isArray(value['observations'])) return refused('no observations', value);
  const series = context.parameters['series'] ?? '';
  if (!seriesId.test(series)) return refused('observations of no named series', series);
  if (textOf(value['units']) !== 'lin') {
    return {
      facts: [],
      refusals: [{ reason: 'values changed by FRED', sample: sampleOf(value['units']) }],
      followUps: [],
    };
  }
  const dated = spansVintages(value);
  return translateRows(value['observations'], (row): RowResult => {
    const vintage = dated ? readDate(row['realtime_start']) : null;
    return observationFact({ series, date: row['date'], value: row['value'], vintage }, context);
  });
}
