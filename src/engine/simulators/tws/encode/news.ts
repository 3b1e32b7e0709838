import { articleIdOf, metadataOf, providerOf, type NewsProvider, type SimHeadline } from '../news/news-desk.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';

export function newsProvidersMessage(providers: readonly NewsProvider[]): Message {
  return [answerIds.newsProviders, providers.length, ...providers.flatMap(({ code, name }) => [code, name])];
}

export function tickNews(requestId: number, item: SimHeadline): Message {
  const id = articleIdOf(item);
  return [answerIds.tickNews, requestId, item.timeMs, providerOf(item), id, item.headline, metadataOf(item)];
}

/** In history the metadata stands in front of the headline, in braces. */
export function historicalNews(requestId: number, item: SimHeadline): Message {
  const headline = `{${metadataOf(item)}}${item.headline}`;
  return [answerIds.historicalNews, requestId, newsTime(item.timeMs), providerOf(item), articleIdOf(item), headline];
}

/** Type 0 is text or HTML, 1 a document in base64. */
export function newsArticle(requestId: number, type: 0 | 1, text: string): Message {
  return [answerIds.newsArticle, requestId, type, text];
}

/** Type 1 is a notice, 2 says that an exchange is gone, 3 that it is back. */
export function bulletin(at: { number: number; type: 1 | 2 | 3; text: string; exchange: string }): Message {
  return [answerIds.bulletin, 1, at.number, at.type, at.text, at.exchange];
}

/** `2026-10-05 14:00:00.0`, UTC. */
export function newsTime(timeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.0`;
}

/** Null when the text is none; `''` is open. */
export function parseNewsTime(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d)?$/.exec(text);
  if (!match) return null;
  const timeMs = Date.parse(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(timeMs) ? null : timeMs;
}
