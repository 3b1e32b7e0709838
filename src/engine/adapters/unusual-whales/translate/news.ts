import { positiveOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { instantIn, tickerIn } from '../read-field.ts';

const moods: Readonly<Record<string, number>> = { positive: 1, bullish: 1, neutral: 0, negative: -1, bearish: -1 };

/** A headline of REST or socket; neither carries an id, so time and text are its key. */
export function newsItem(row: Row): RowResult {
  const headline = textOf(row['headline']);
  if (headline === '') return 'no headline';
  const eventTime = instantIn(row['created_at'] ?? row['timestamp']);
  if (eventTime === null) return 'no time';
  const listed = Array.isArray(row['tickers']) ? row['tickers'] : [];
  const tickers = [...new Set(listed.map(tickerIn).filter((ticker) => ticker !== null))];
  return {
    kind: 'news',
    subject: tickers.length === 1 ? (tickers[0] ?? '') : '',
    key: `${Math.floor(eventTime / 1000)}|${headline}`,
    eventTime,
    body: {
      headline,
      publisher: textOf(row['source']),
      url: null,
      tickers,
      sentiment: moods[textOf(row['sentiment']).toLowerCase()] ?? null,
      isMajor: row['is_major'] === true,
    },
  };
}

export function analystRating(row: Row): RowResult {
  const subject = tickerIn(row['ticker']);
  if (subject === null) return 'no ticker';
  const eventTime = instantIn(row['timestamp']);
  if (eventTime === null) return 'no time';
  const [firm, analyst] = [textOf(row['firm']), textOf(row['analyst_name'])];
  if (firm === '') return 'no firm';
  return {
    kind: 'analyst-rating',
    subject,
    key: `${eventTime}|${firm}|${analyst}`,
    eventTime,
    body: {
      firm,
      analyst,
      action: textOf(row['action']),
      recommendation: textOf(row['recommendation']),
      target: positiveOrNull(row['target']),
    },
  };
}
