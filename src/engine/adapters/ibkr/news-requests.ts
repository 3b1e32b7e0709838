import type { Headline } from '../../ports/broker-news.ts';
import type { WireHeadline } from './frame-sink.ts';
import { articleText, readHeadline } from './news-text.ts';
import { plainText } from './plain-text.ts';
import type { RequestSpec } from './request-registry.ts';

const timeoutMs = 20_000;
/** More than this TWS does not answer at once. */
export const mostHeadlines = 300;

/** Null for a headline without text, number or time: nothing could be done with it. */
export function headlineOf(item: WireHeadline): Headline | null {
  const eventTime = item.time.includes('-') ? utcInstant(item.time) : Number(item.time);
  const { text, sentiment } = readHeadline(item.headline, item.extra);
  const [provider, articleId] = [plainText(item.provider, 20), plainText(item.articleId, 100)];
  if (text === '' || articleId === '' || !(eventTime > 0) || eventTime > latestTime) return null;
  // History tells whole seconds, the live tick milliseconds: the same headline must be the same fact.
  return { provider, articleId, text, sentiment, eventTime: Math.floor(eventTime / 1000) * 1000 };
}

const latestTime = Date.UTC(2100, 0, 1);

/** `2026-10-05 14:00:00.0`, without a zone: UTC. */
function utcInstant(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d{1,3})?$/.exec(text.trim());
  return match ? Date.parse(`${match[1]}T${match[2]}Z`) : Number.NaN;
}

function wireTime(timeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.0`;
}

export function pastNewsRequest(query: {
  readonly conId: number;
  readonly title: string;
  readonly providers: readonly string[];
  readonly fromMs: number;
  readonly count: number;
}): RequestSpec<{ readonly headlines: readonly Headline[]; readonly isCut: boolean }> {
  const { conId, title, providers, fromMs, count } = query;
  return {
    title: `headlines of ${title}`,
    // Ahead of the option rotation, which would take every message there is.
    priority: 6,
    timeoutMs,
    send: (api, reqId) =>
      api.reqHistoricalNews(
        reqId,
        conId,
        providers.join('+'),
        wireTime(fromMs),
        '',
        Math.min(mostHeadlines, count),
        [],
      ),
    receive: (done) => {
      const found = new Map<string, Headline>();
      return {
        news: (item) => {
          const headline = headlineOf(item);
          if (headline) found.set(`${headline.provider}|${headline.articleId}`, headline);
        },
        newsEnd: (isCut) => {
          const headlines = [...found.values()].toSorted((a, b) => a.eventTime - b.eventTime);
          done({ headlines, isCut });
        },
      };
    },
  };
}

export function articleRequest(provider: string, articleId: string): RequestSpec<string> {
  return {
    title: `article ${plainText(articleId, 40)}`,
    priority: 3,
    timeoutMs,
    send: (api, reqId) => api.reqNewsArticle(reqId, plainText(provider, 20), plainText(articleId, 100), []),
    receive: (done, failed) => ({
      article: (type, text) => {
        if (type === 0) return done(articleText(text));
        failed({ code: 'no-data', message: `The article is a document of ${text.length} characters, not text` });
      },
    }),
  };
}
