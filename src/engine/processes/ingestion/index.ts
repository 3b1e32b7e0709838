import { join } from 'node:path';
import { createIbkrMarketData } from '../../adapters/ibkr/market-data.ts';
import { createIbkrNews } from '../../adapters/ibkr/news.ts';
import { IbkrSession } from '../../adapters/ibkr/session.ts';
import { brokerKeeper, recordedMarketData } from '../../adapters/recording/recorded-market-data.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { ingestionContract } from '../../contract/ingestion-contract.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import { EvidenceBoard } from '../../ingestion/evidence-board.ts';
import { createIngestion } from '../../ingestion/ingestion.ts';
import type { IngestionSettings } from '../../ingestion/ingestion-types.ts';
import { QualityBoard } from '../../ingestion/quality/quality-board.ts';
import { runEngineProcess } from '../runtime/engine-process.ts';
import { watchProcessHealth } from '../runtime/process-health.ts';
import { serveContract } from '../runtime/serve-contract.ts';
import { storeEpoch } from '../runtime/store-epoch.ts';
import { ingestionImplementation } from './implementation.ts';
import { keepFacts } from './keep-facts.ts';
import { nightlyArchive } from './nightly-archive.ts';
import { compareBrokerQuotes, openFeeds } from './open-feeds.ts';
import { openRecording } from './open-recording.ts';
import { recordWhatIsKnown } from './record-day.ts';
import { storeRows } from './store-rows.ts';

/** Evidence changes with every print; a second is sooner than anybody decides on it. */
const evidenceMs = 1_000;

function settingsOf(settings: Settings): IngestionSettings {
  return {
    watchlist: settings.watchlist,
    marketDataLines: settings.broker.marketDataLines,
    intradayDays: settings.retention.intradayDays,
  };
}

runEngineProcess('ingestion', async (context) => {
  const { clock, log, init } = context;
  const file = join(init.dataDirectory, 'market.db');
  const opened = openMarketDatabase({ file, log, clock });
  if (!opened.ok) throw new Error(opened.failure.message);
  const { market: store, facts, budgets } = opened.value;
  const endpoint = init.broker ?? { host: init.settings.broker.host, port: init.settings.broker.paperPort };
  const session = new IbkrSession({
    ...endpoint,
    clientId: init.settings.broker.dataClientId,
    clock,
    log: log.child('tws'),
  });
  const recorder = openRecording(context);
  const recording = { recorder, clock, active: recorder.on, onDay: recorder.onDay };
  const market = recordedMarketData(createIbkrMarketData(session, { clock }), recording);
  const news = createIbkrNews(session, { clock });
  const keepOfBroker = brokerKeeper(news.id, recording);
  let { watchlist } = init.settings;
  recorder.onDay(() =>
    recordWhatIsKnown({
      market: store,
      facts,
      clock,
      watchlist: () => watchlist,
      keep: brokerKeeper('store', recording),
    }),
  );
  const quality = new QualityBoard({ clock });
  const feeds = openFeeds({ context, factStore: facts, budgets, recorder, quality, practice: init.vendors });
  const ingestion = createIngestion({
    news: {
      source: news,
      onFacts: (arrived) => {
        keepOfBroker('facts', arrived);
        feeds.feeds.take(arrived);
      },
    },
    marketData: market,
    optionData: market,
    store,
    settings: settingsOf(init.settings),
    clock,
    log,
  });
  const evidence = new EvidenceBoard({ clock });
  evidence.watch(init.settings.watchlist);
  context.onSettings((settings) => {
    watchlist = settings.watchlist;
    ingestion.applySettings(settingsOf(settings));
    evidence.restore(facts, evidence.watch(settings.watchlist));
  });
  evidence.restore(facts);
  feeds.feeds.onFacts((arrived) => arrived.forEach((fact) => evidence.take(fact)));
  const comparison = compareBrokerQuotes({ ingestion, quality, context });
  const stopEvidence = clock.every(evidenceMs, () => evidence.flush());
  const archive = nightlyArchive({ context, facts });
  const health = watchProcessHealth({
    process: 'ingestion',
    clock,
    links: () => served.server.connections,
    subscriptions: () => served.server.subscriptionCount(),
    stores: () => storeRows({ bytes: () => ingestion.storeBytes(), facts, recorder, archive }),
    latencies: () => ingestion.latencies(),
  });
  const factSource = { store: facts, onFacts: feeds.feeds.onFacts };
  const served = await serveContract(context, {
    contract: ingestionContract,
    epoch: storeEpoch(file),
    implementation: ingestionImplementation({
      ingestion,
      feeds: feeds.view,
      facts: factSource,
      article: news.article,
      clock,
      evidence,
      health: health.watch,
    }),
  });
  const keeping = keepFacts(context, facts, archive);
  ingestion.start();
  session.start();
  feeds.start();
  return {
    close: async () => {
      health.close();
      stopEvidence();
      await served.close();
      comparison.close();
      await feeds.close();
      ingestion.close();
      session.close();
      keeping.close();
      archive.close();
      await recorder.close();
      opened.value.close();
    },
  };
});
