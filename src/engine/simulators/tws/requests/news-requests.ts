import { historicalNews, newsArticle, newsProvidersMessage, parseNewsTime } from '../encode/news.ts';
import { articleIdOf, articleOf, codesIn, newsProviders, providerOf, type SimHeadline } from '../news/news-desk.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { answerIds, requestIds } from '../wire/message-ids.ts';

const mostHeadlines = 300;
/** How far back an article can be asked for. */
const articleDays = 7;
const dayMs = 86_400_000;

type PastNews = {
  readonly requestId: number;
  readonly conId: number;
  readonly providers: string;
  readonly start: string;
  readonly end: string;
  readonly count: number;
};

export const newsRequests: RequestHandlers = {
  [requestIds.bulletins]: (session, reader) => {
    reader.int('version');
    reader.flag('all');
    return () => {
      session.bulletins = true;
    };
  },
  [requestIds.cancelBulletins]: (session, reader) => {
    reader.int('version');
    return () => {
      session.bulletins = false;
    };
  },
  [requestIds.newsProviders]: (session) => () =>
    session.send(newsProvidersMessage(isAllowed(session) ? newsProviders : [])),
  [requestIds.newsArticle]: (session, reader) => {
    const requestId = reader.int('requestId');
    const provider = reader.text('provider');
    const article = reader.text('article');
    reader.text('options');
    return () => sendArticle(session, { requestId, provider, article });
  },
  [requestIds.historicalNews]: (session, reader) => {
    const requestId = reader.int('requestId');
    const conId = reader.int('conId');
    const [providers, start, end] = [reader.text('providers'), reader.text('start'), reader.text('end')];
    const count = reader.int('count');
    reader.text('options');
    return () => sendHistory(session, { requestId, conId, providers, start, end, count });
  },
};

function isAllowed({ world }: Session): boolean {
  return world.settings.newsAllowed && world.news !== null;
}

function sendArticle(session: Session, at: { requestId: number; provider: string; article: string }): void {
  const { requestId, provider, article } = at;
  const nowMs = session.world.clock.now();
  const known = isAllowed(session) ? (session.world.news?.news(nowMs - articleDays * dayMs, nowMs) ?? []) : [];
  const found = known.find((item) => articleIdOf(item) === article && providerOf(item) === provider);
  if (found) session.send(newsArticle(requestId, 0, articleOf(found)));
  else session.error(requestId, 10172, 'Failed to request news article:No such article');
}

function sendHistory(session: Session, at: PastNews): void {
  const { requestId } = at;
  const { market, clock, news } = session.world;
  const invalid = (cause: string): void =>
    session.error(requestId, 321, `Error validating request.-'bW' : cause - ${cause}`);
  if (!isAllowed(session)) return session.error(requestId, 10276, 'News feed is not allowed.');
  const instrument = market.byConId(at.conId);
  if (!instrument) return session.error(requestId, 200, 'No security definition has been found for the request');
  const codes = codesIn(at.providers);
  if (codes === null || codes.size === 0) return invalid(`Invalid provider codes ${at.providers}`);
  const fromMs = at.start === '' ? 0 : parseNewsTime(at.start);
  const toMs = at.end === '' ? clock.now() : parseNewsTime(at.end);
  if (fromMs === null || toMs === null) return invalid('Invalid date and time');
  if (at.count < 1) return invalid('Invalid number of results');
  const earliest = Math.max(fromMs, toMs - articleDays * dayMs);
  const wanted = (item: SimHeadline): boolean =>
    item.symbols.includes(instrument.symbol) && codes.has(providerOf(item));
  const found = (news?.news(earliest, toMs) ?? []).filter(wanted);
  const sent = found.slice(-Math.min(mostHeadlines, at.count)).toReversed();
  for (const item of sent) session.send(historicalNews(requestId, item));
  session.send([answerIds.historicalNewsEnd, requestId, sent.length < found.length]);
}
