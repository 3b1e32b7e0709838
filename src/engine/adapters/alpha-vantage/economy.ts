import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { dateMidnightUtc, readDate } from '../vendor-kit/dates.ts';
import { numberOrNull, readNumber } from '../vendor-kit/numbers.ts';
import { isRow, refused, sampleOf, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';

/** Years of a series that are asked for again and again: what is older does not change. */
const newestKept = 400;

/** A macro series; `.` is a missing value and stays one. `series` of the item is the name elsewhere, where it has one. */
export function translateMacro(payload: Payload, context: RequestContext): Translation {
  const value = payload.kind === 'json' && isRow(payload.value) ? payload.value : null;
  if (!value || !Array.isArray(value['data'])) return refused('a series without data', payload);
  const unit = textOf(value['unit']) === 'percent' ? '%' : textOf(value['unit']);
  const subject = context.parameters['series'] ?? `AV:${context.parameters['function'] ?? textOf(value['name'])}`;
  return translateRows((value['data'] as readonly unknown[]).slice(0, newestKept), (row) => {
    const date = readDate(row['date']);
    const number = readNumber(row['value']);
    if (date === null) return 'an observation without a date';
    if (number === undefined) return 'an observation that is no number';
    const body = { date, value: number, unit, vintage: null };
    return { kind: 'macro-observation', subject, key: date, eventTime: dateMidnightUtc(date), body };
  });
}

const published = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?$/;

function publishedTime(text: string): number | null {
  const match = published.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  return Number.isFinite(time) ? time : null;
}

function readNews(row: Row): DraftFact<'news'> | string {
  const headline = textOf(row['title']);
  const url = textOf(row['url']);
  const eventTime = publishedTime(textOf(row['time_published']));
  if (headline === '' || url === '' || eventTime === null) return 'news without a title, an address or a time';
  const mentioned = Array.isArray(row['ticker_sentiment']) ? (row['ticker_sentiment'] as readonly unknown[]) : [];
  const tickers = mentioned.filter(isRow).map((one) => textOf(one['ticker']));
  const sentiment = numberOrNull(row['overall_sentiment_score']);
  return {
    kind: 'news',
    subject: '',
    key: url,
    eventTime,
    body: {
      headline,
      publisher: textOf(row['source']),
      url,
      tickers: tickers.filter((ticker) => /^[A-Z][A-Z0-9.]{0,9}$/.test(ticker)),
      sentiment: sentiment !== null && Math.abs(sentiment) <= 1 ? sentiment : null,
      isMajor: false,
    },
  };
}

export function translateNews(payload: Payload): Translation {
  const feed = payload.kind === 'json' && isRow(payload.value) ? payload.value['feed'] : undefined;
  return Array.isArray(feed) ? translateRows(feed, readNews) : refused('news without a feed', payload);
}

const header = 'symbol,name,reportDate,fiscalDateEnding,estimate,currency';

/** CSV; names may hold commas only within quotes. Newer files add the time of day as a last column. */
export function translateEarningsCalendar(payload: Payload, context: RequestContext): Translation {
  if (payload.kind !== 'text') return refused('an earnings calendar that is no table', payload);
  const [first = '', ...lines] = payload.text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!first.startsWith(header)) return refused('an earnings calendar of another layout', first);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const line of lines) {
    const fields = [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
    const [symbol = '', , report, quarter, estimate, , time = ''] = fields;
    const date = readDate(report);
    const eps = readNumber(estimate);
    if (date === null || symbol === '' || eps === undefined) {
      refusals.push({ reason: 'a report without a symbol, a date or a number', sample: sampleOf(line) });
      continue;
    }
    if (!/^[A-Z][A-Z0-9.]{0,9}$/.test(symbol)) continue;
    facts.push({
      kind: 'earnings-event',
      subject: symbol,
      key: date,
      eventTime: Math.min(context.receivedTime, dateMidnightUtc(date)),
      body: {
        date,
        session: time === 'pre-market' ? 'before-open' : time === 'post-market' ? 'after-close' : 'unknown',
        fiscalQuarterEnd: readDate(quarter),
        epsEstimate: eps,
        epsActual: null,
        revenueEstimate: null,
        revenueActual: null,
        expectedMove: null,
      },
    });
  }
  return { facts, refusals, followUps: [] };
}
