import type { EventImportance } from '../../domain/facts/announcements.ts';
import { instantOf } from '../../domain/time.ts';
import type { FollowUp, Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { requiredNumber } from '../vendor-kit/numbers.ts';
import { isRow, refused, textOf, translateRows, type Row, type RowResult } from '../vendor-kit/rows.ts';

/** Releases that move markets. The weight is ours: FRED's calendar knows days only, no times and no expectations. */
const weights: ReadonlyMap<number, EventImportance> = new Map([
  [9, 'high'],
  [10, 'high'],
  [50, 'high'],
  [53, 'high'],
  [54, 'high'],
  [180, 'medium'],
]);
export const releaseLimit = 1_000;

function releaseFact(row: Row, context: RequestContext): RowResult {
  const id = requiredNumber(row['release_id']);
  const date = readDate(row['date']);
  const name = textOf(row['release_name']);
  if (id === undefined || !Number.isInteger(id) || id <= 0 || date === null || name === '')
    return 'a release without number, name or day';
  const importance = weights.get(id);
  // Hundreds of releases only refresh their series every day.
  if (importance === undefined && context.parameters['releases'] !== 'all') return [];
  return {
    kind: 'economic-event',
    subject: '',
    key: `${id}:${date}`,
    eventTime: instantOf(date, 0),
    body: {
      name,
      country: 'US',
      scheduledTime: null,
      date,
      importance: importance ?? 'unknown',
      actual: null,
      forecast: null,
      previous: null,
      unit: '',
      period: '',
    },
  };
}

function nextPage(value: Row, rows: number, context: RequestContext): readonly FollowUp[] {
  const [count, offset] = [Number(value['count']), Number(value['offset'])];
  if (!Number.isInteger(count) || !Number.isInteger(offset) || rows === 0 || offset < 0) return [];
  if (offset + rows >= count || offset + rows > 20 * releaseLimit) return [];
  const parameters = { ...context.parameters, offset: String(offset + rows) };
  return [{ endpoint: 'release-dates-page', symbol: '', parameters, once: null }];
}

/** `fred/releases/dates`: what will be published on which day. */
export function translateReleaseDates(payload: Payload, context: RequestContext): Translation {
  const value = payload.kind === 'json' ? payload.value : null;
  if (!isRow(value) || !Array.isArray(value['release_dates'])) return refused('no release dates', value);
  const rows: readonly unknown[] = value['release_dates'];
  const translated = translateRows(rows, (row) => releaseFact(row, context));
  return { ...translated, followUps: nextPage(value, rows.length, context) };
}
