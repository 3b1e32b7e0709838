import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Translation } from '../../ports/vendor.ts';
import { readInstant } from '../vendor-kit/dates.ts';
import { isRow, refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';

/** The newest headlines; earlier pages are history that nobody asked for. */
export function translateNews(payload: Payload): Translation {
  const news = payload.kind === 'json' && isRow(payload.value) ? payload.value['news'] : undefined;
  if (news === null) return translateRows([], () => '');
  if (!Array.isArray(news)) return refused('news without news', payload);
  return translateRows(news, readItem);
}

/** A web address, or null: some entries hold a bare scheme. */
function readAddress(value: unknown): string | null {
  const text = textOf(value);
  return /^https?:\/\/[^\s/]+\.[^\s]+$/.test(text) ? text : null;
}

function readItem(row: Row): DraftFact<'news'> | string {
  const id = textOf(row['id']);
  const headline = textOf(row['headline']);
  const eventTime = readInstant(row['created_at']);
  if (id === '' || headline === '' || eventTime === null) return 'news without number, headline or time';
  const symbols: readonly unknown[] = Array.isArray(row['symbols']) ? row['symbols'] : [];
  const body = {
    headline,
    publisher: textOf(row['source']),
    url: readAddress(row['url']),
    tickers: symbols.map(textOf).filter((symbol) => symbol !== ''),
    sentiment: null,
    isMajor: false,
  };
  return { kind: 'news', subject: '', key: id, eventTime, body };
}
