import type { EconomicEvent, EventImportance } from '../../domain/facts/announcements.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { wallTime } from '../../domain/time.ts';
import type { AnswerHead, Judgement, Payload, Translation } from '../../ports/vendor.ts';
import { bodyShape, bodyText, failure, judgeJson, retryAfter } from '../vendor-kit/body.ts';
import { readInstant } from '../vendor-kit/dates.ts';
import { apartEvents, eventKey } from '../vendor-kit/event-key.ts';
import { refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';
import { readMeasure } from './measure.ts';

const currencies: Readonly<Record<string, string>> = {
  USD: 'US',
  EUR: 'EU',
  GBP: 'GB',
  JPY: 'JP',
  CNY: 'CN',
  CAD: 'CA',
  AUD: 'AU',
  CHF: 'CH',
  NZD: 'NZ',
};
const importances: Readonly<Record<string, EventImportance>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  holiday: 'holiday',
};

function readEvent(row: Row): DraftFact<'economic-event'> | string {
  const name = textOf(row['title']);
  const currency = textOf(row['country']).toUpperCase();
  const scheduledTime = readInstant(row['date']);
  if (name === '' || scheduledTime === null) return 'an event without a title or a time';
  const [forecast, previous] = [readMeasure(row['forecast']), readMeasure(row['previous'])];
  const body: EconomicEvent = {
    name,
    country: currencies[currency] ?? currency,
    scheduledTime,
    date: wallTime(scheduledTime).date,
    importance: importances[textOf(row['impact']).toLowerCase()] ?? 'unknown',
    // This file never tells what came out.
    actual: null,
    // Votes such as `0-0-9` and ranges are no numbers and are left out.
    forecast: forecast?.value ?? null,
    previous: previous?.value ?? null,
    unit: forecast?.unit || previous?.unit || '',
    period: '',
  };
  return { kind: 'economic-event', subject: '', key: eventKey(body), eventTime: scheduledTime, body };
}

export function translateWeek(payload: Payload): Translation {
  return payload.kind === 'json' && Array.isArray(payload.value)
    ? apartEvents(translateRows(payload.value, readEvent))
    : refused('a week that is no list', payload);
}

const fiveMinutesMs = 300_000;

/** More than two requests in five minutes are answered with a page. */
export function judgeForexFactory(head: AnswerHead): Judgement {
  if (bodyShape(head.body) === 'markup' && /request denied/i.test(bodyText(head)))
    return failure('rate-limited', 'ForexFactory: request denied, asked too often', retryAfter(head) ?? fiveMinutesMs);
  return judgeJson(head);
}
