import { join } from 'node:path';
import { defaultFeedsText } from '../../adapters/feeds-file/default-text.ts';
import { openFeedsFile } from '../../adapters/feeds-file/feeds-file.ts';
import { hidingKeys, hidingStreamKeys } from '../../adapters/system/hide-keys.ts';
import { createHttpClient } from '../../adapters/system/http-client.ts';
import { createStreamDialler } from '../../adapters/system/stream-dialler.ts';
import { vendorList } from '../../adapters/vendor-list.ts';
import type { FeedsFile, VendorCatalogue } from '../../contract/health-schemas.ts';
import type { VendorEndpoints } from '../../contract/supervision.ts';
import { FanOut } from '../../ingestion/fan-out.ts';
import { createFeeds, type Feeds } from '../../ingestion/feeds/create-feeds.ts';
import { gentleStart } from '../../ingestion/feeds/feed-types.ts';
import { emptyFeedsConfig } from '../../ingestion/feeds/feeds-config.ts';
import { readFeedsConfig } from '../../ingestion/feeds/read-feeds-config.ts';
import { isStockOrIndex } from '../../ingestion/instrument-query.ts';
import type { Ingestion } from '../../ingestion/ingestion-types.ts';
import type { QualityBoard } from '../../ingestion/quality/quality-board.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { Recorder } from '../../ports/recording.ts';
import type { Vendor } from '../../ports/vendor.ts';
import { seededUniform } from '../../quant/statistics/seeded-uniform.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import type { FeedsView } from './implementation.ts';
import { catalogueOf, credentialsOf, secretsIn } from './vendor-credentials.ts';

export type OpenFeedsParts = {
  readonly context: ProcessContext;
  readonly factStore: FactStore;
  readonly budgets: BudgetStore;
  readonly recorder: Recorder | null;
  readonly quality: QualityBoard;
  /** Emulators and their keys; null = the practice market has none, or this is paper or live. */
  readonly practice: VendorEndpoints | null;
  /** Vendors there are; the program's list unless a test brings its own. */
  readonly vendors?: readonly Vendor[];
};

export type OpenedFeeds = { readonly feeds: Feeds; readonly view: FeedsView; start(): void; close(): Promise<void> };

const fileName = 'feeds.yaml';
const qualityMs = 1_000;
/** Some weeks of every series. */
const mostRemembered = 5_000;
/** Quotes an account has no right to live are a quarter of an hour old. */
const delayedMs = 900_000;

/** The vendors of this mode: in practice only those that are emulated, so that no practice run ever calls the outside. */
function vendorsOf(
  all: readonly Vendor[],
  { init }: ProcessContext,
  practice: VendorEndpoints | null,
): readonly Vendor[] {
  return init.mode === 'practice' ? all.filter((vendor) => practice?.[vendor.id] !== undefined) : all;
}

/** Emulators count their minutes by the venue's clock, real vendors by the machine's. */
function budgetClockOf({ init, clock }: ProcessContext): { now(): number; readonly speed: number } {
  if (init.mode !== 'practice') return { now: clock.wallMs, speed: 1 };
  return {
    now: clock.now,
    get speed() {
      return clock.speed;
    },
  };
}

/** Feeds of this process: vendors, their keys, the trader's file and the watchlist put together. */
export function openFeeds(parts: OpenFeedsParts): OpenedFeeds {
  const { context, factStore, budgets, recorder, quality, practice, vendors: all = vendorList } = parts;
  const { clock, init } = context;
  const log = context.log.child('feeds');
  const userAgent = `Quorum/${init.version}`;
  // Whatever the file or a vendor says, a practice run asks nothing outside this machine.
  const reach = init.mode === 'practice' ? 'this-machine' : 'anywhere';
  const http = createHttpClient({ userAgent, reach });
  const dialler = createStreamDialler({ userAgent, reach });
  const vendors = vendorsOf(all, context, practice);
  const file = openFeedsFile({
    path: join(init.homeDirectory, fileName),
    defaultText: () => defaultFeedsText(all),
    fallback: emptyFeedsConfig,
    read: (value) => readFeedsConfig(value, all),
    clock,
    log,
  });
  const keysOf = (secrets = init.secrets) => ({
    secrets,
    practice: init.mode === 'practice' ? (practice ?? {}) : null,
  });
  let keys = secretsIn(vendors, credentialsOf(vendors, keysOf()));
  const feeds = createFeeds({
    vendors,
    http: hidingKeys(http, () => keys),
    dialler: hidingStreamKeys(dialler, () => keys),
    factStore,
    budgets,
    recorder,
    clock,
    budgetClock: budgetClockOf(context),
    log,
    random: seededUniform(clock.wallMs()),
    config: file.config,
    credentials: credentialsOf(vendors, keysOf()),
    bases: basesOf(practice),
    symbols: init.settings.watchlist.filter(isStockOrIndex),
    timings: { startSpreadMs: gentleStart },
  });
  const files = new FanOut<FeedsFile>((row) => row.key, { pace: 'at-once' });
  const catalogue = new FanOut<VendorCatalogue>((row) => row.vendor, { pace: 'at-once' });
  const tellFile = (): void => files.set({ key: 'feeds', ...file.state });
  file.onChange(({ config }) => {
    if (config !== null) feeds.applyConfig(config);
    tellFile();
  });
  tellFile();
  context.onSettings((settings) => feeds.applySymbols(settings.watchlist.filter(isStockOrIndex)));
  context.onSecrets((secrets) => {
    const credentials = credentialsOf(vendors, keysOf(secrets));
    keys = [...new Set([...keys, ...secretsIn(vendors, credentials)])];
    feeds.applyCredentials(credentials);
    for (const vendor of vendors) catalogue.set(catalogueOf(vendor, keysOf(secrets)));
  });
  quality.useValidity((source, endpoint) => feeds.endpoints.get(`${source}/${endpoint}`)?.validForMs ?? null);
  feeds.onFacts((facts) => quality.take(facts));
  // What is published once a day is not told again after a restart.
  const daily = { kinds: ['macro-observation', 'exchange-day'], subjects: [], limit: mostRemembered } as const;
  quality.take(factStore.query(daily).toReversed());
  const stopQuality = clock.every(qualityMs, () => quality.flush());

  return {
    feeds,
    view: {
      vendors: (receiver) => feeds.vendors.subscribe(receiver),
      endpoints: (receiver) => feeds.endpoints.subscribe(receiver),
      catalogue: (receiver) => catalogue.subscribe(receiver),
      file: (receiver) => files.subscribe(receiver),
      quality: (receiver) => quality.rows.subscribe(receiver),
      test: (vendor) => feeds.testVendor(vendor),
    },
    start: () => feeds.start(),
    close: async () => {
      stopQuality();
      feeds.close();
      file.close();
      await Promise.all([http.close(), dialler.close()]);
    },
  };
}

function basesOf(practice: VendorEndpoints | null): Readonly<Record<string, Readonly<Record<string, string>>>> | null {
  if (practice === null) return null;
  return Object.fromEntries(Object.entries(practice).map(([vendor, { bases }]) => [vendor, bases]));
}

/** The broker's quotes of the watchlist, looked at once a second: the path of a tick stays as short as it was. */
export function compareBrokerQuotes(parts: {
  readonly ingestion: Pick<Ingestion, 'quotes'>;
  readonly quality: QualityBoard;
  readonly context: ProcessContext;
}): { close(): void } {
  const { ingestion, quality, context } = parts;
  const newest = new Map<string, Parameters<QualityBoard['takeQuote']>[0]>();
  const subscription = ingestion.quotes([], {
    set: ({ instrument, bid, ask, last, receivedTime, dataType }) => {
      const dot = instrument.lastIndexOf('.');
      const [subject, secType] = [instrument.slice(0, dot), instrument.slice(dot + 1)];
      const live = dataType === 'live' || dataType === 'frozen';
      if (secType !== 'STK' && secType !== 'IND') return;
      newest.set(instrument, {
        source: 'ibkr',
        subject,
        bid,
        ask,
        last,
        time: receivedTime,
        delayMs: live ? 0 : delayedMs,
      });
    },
    remove: (instrument) => void newest.delete(instrument),
  });
  const stop = context.clock.every(qualityMs, () => {
    for (const quote of newest.values()) quality.takeQuote(quote);
    newest.clear();
  });
  return {
    close: () => {
      stop();
      subscription.close();
    },
  };
}
