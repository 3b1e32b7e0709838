import { EventName } from '@stoqey/ib';
import { fail, ok } from '../../domain/outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Bulletin, BrokerNews, NewsProvider } from '../../ports/broker-news.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { Listeners } from './listeners.ts';
import { newsLine } from './news-line.ts';
import { articleRequest, mostHeadlines, pastNewsRequest } from './news-requests.ts';
import { shownText } from '../../domain/shown-text.ts';
import { plainText } from './plain-text.ts';
import type { IbkrSession } from './session.ts';

const providersTimeoutMs = 10_000;
const bulletinKinds: readonly Bulletin['kind'][] = ['notice', 'exchange-unavailable', 'exchange-available'];

type ProvidersAnswer = Outcome<readonly NewsProvider[], MarketDataCode>;

/** News over the session that carries the market data. */
export function createIbkrNews(session: IbkrSession, { clock }: { readonly clock: Pick<Clock, 'after'> }): BrokerNews {
  const bulletins = new Listeners<[Bulletin]>();
  const providersAsked = new Listeners<[readonly NewsProvider[]]>();
  session.onWire((wire) => {
    wire.listen<[readonly unknown[]]>(EventName.newsProviders, (rows) => providersAsked.tell(rows.flatMap(providerIn)));
    wire.listen<[number, number, string, string]>(EventName.updateNewsBulletin, (number, type, text, exchange) => {
      const kind = bulletinKinds[type - 1] ?? 'notice';
      bulletins.tell({ number, kind, text: shownText(text).trim(), exchange: plainText(exchange ?? '', 20) });
    });
  });

  /** The answer carries no request id: the next one is ours. */
  const askProviders = (): Promise<ProvidersAnswer> =>
    new Promise((resolve) => {
      const settle = (answer: ProvidersAnswer): void => {
        stop();
        waiting.close();
        resolve(answer);
      };
      const waiting = providersAsked.add((providers) => settle(ok(providers)));
      const stop = clock.after(providersTimeoutMs, () =>
        settle(fail('timeout', `news providers: no answer from TWS within ${providersTimeoutMs / 1000} s`)),
      );
      const sent = session.call({ priority: 6 }, (api) => api.reqNewsProviders());
      if (!sent.ok) settle(fail('not-connected', 'news providers: TWS not connected'));
    });

  return {
    id: 'ibkr',
    providers: askProviders,
    async past(instrument, { providers, fromMs, count }) {
      const { conId } = instrument;
      if (conId === null) return fail('no-contract', `headlines of ${instrument.id}: its contract number is not known`);
      const query = { conId, title: instrument.id, providers, fromMs, count: Math.min(count, mostHeadlines) };
      return session.ask(pastNewsRequest(query));
    },
    watch: (instrument, providers, listener) => session.line(newsLine({ instrument, providers, listener })),
    article: (provider, articleId) => session.ask(articleRequest(provider, articleId)),
    bulletins(listener) {
      const told = bulletins.add(listener);
      const line = session.line({
        priority: 9,
        route: {},
        open: (api) => api.reqNewsBulletins(true),
        cancel: (api) => void api.cancelNewsBulletins(),
        lost: () => undefined,
      });
      return {
        close() {
          told.close();
          line.close();
        },
      };
    },
  };
}

function providerIn(row: unknown): readonly NewsProvider[] {
  const { providerCode, providerName } = (row ?? {}) as { providerCode?: unknown; providerName?: unknown };
  const code = typeof providerCode === 'string' ? plainText(providerCode, 20) : '';
  // Codes are joined by a plus sign on the wire: anything else in them would ask for something else.
  if (!/^[A-Za-z0-9-]+$/.test(code)) return [];
  return [{ code, name: typeof providerName === 'string' ? shownText(providerName).slice(0, 80) : code }];
}
