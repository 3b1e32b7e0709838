import type { Outcome } from '../../domain/outcome.ts';
import type { Fact, StoredFact } from '../../domain/facts/fact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Subscription } from '../../ports/connection.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { HttpClient } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import type { Recorder } from '../../ports/recording.ts';
import type { StreamDialler } from '../../ports/stream-socket.ts';
import type { Credentials, Vendor } from '../../ports/vendor.ts';
import { fail } from '../../domain/outcome.ts';
import { FanOut } from '../fan-out.ts';
import type { BudgetClock } from './budget.ts';
import { DirectoryBook, directoryKinds } from './directory-book.ts';
import { effectiveFeed } from './effective-feed.ts';
import { endpointRow } from './endpoint-row.ts';
import { ExpiryBook } from './expiry-book.ts';
import { createFactSink } from './fact-sink.ts';
import type { EndpointRow, VendorRow } from './feed-rows.ts';
import { feedTimings, type FeedContext, type FeedSettings, type FeedTimings } from './feed-types.ts';
import type { FeedsConfig } from './feeds-config.ts';
import { lastKnown } from './last-known.ts';
import { sameFields } from './same-fields.ts';
import { streamRow } from './stream-row.ts';
import type { VendorTest } from './probe-vendor.ts';
import { VendorFeed } from './vendor-feed.ts';
import { vendorRow } from './vendor-row.ts';

type ByVendor<Value> = Readonly<Record<string, Value>>;

export type FeedsParts = {
  readonly vendors: readonly Vendor[];
  readonly http: HttpClient;
  readonly dialler: StreamDialler;
  readonly factStore: FactStore;
  readonly budgets: BudgetStore;
  readonly recorder: Recorder | null;
  readonly clock: Clock;
  /** World time in practice, where the emulators count their own minutes; real time otherwise. */
  readonly budgetClock: BudgetClock;
  readonly log: Log;
  readonly random: () => number;
  readonly config: FeedsConfig;
  readonly credentials: ByVendor<Credentials>;
  /** Addresses that win over description and file; null = real ones. */
  readonly bases: ByVendor<Readonly<Record<string, string>>> | null;
  readonly symbols: readonly string[];
  readonly timings?: Partial<FeedTimings>;
};

export interface Feeds {
  start(): void;
  applyConfig(config: FeedsConfig): void;
  /** Keys that were not changed may be handed in again: only what changed is tried afresh. */
  applyCredentials(credentials: ByVendor<Credentials>): void;
  applySymbols(symbols: readonly string[]): void;
  /** Where the emulators of a practice world are; null = the real addresses. */
  applyBases(bases: FeedsParts['bases']): void;
  testVendor(vendor: string): Promise<Outcome<VendorTest>>;
  /** Facts that come another way than over a vendor's endpoints, into the same store and to the same listeners. */
  take(facts: readonly Fact[]): void;
  onFacts(listener: (facts: readonly StoredFact[]) => void): Subscription;
  readonly vendors: FanOut<VendorRow>;
  readonly endpoints: FanOut<EndpointRow>;
  /** Measures and tells the rows now instead of with the next second. */
  measure(): void;
  close(): void;
}

/** More companies and securities than are listed in the United States. */
const mostIdentifiers = 60_000;

/** Every vendor at work under one file, one watchlist and one store. */
export function createFeeds(parts: FeedsParts): Feeds {
  const { clock, factStore, log, vendors } = parts;
  const timings = { ...feedTimings, ...parts.timings };
  const sink = createFactSink(factStore, log);
  const expiries = new ExpiryBook();
  const directory = new DirectoryBook();
  directory.learn(factStore.query({ kinds: directoryKinds, subjects: [], limit: mostIdentifiers }));
  sink.onStored((facts) => {
    expiries.learn(facts);
    directory.learn(facts);
  });
  const context: FeedContext = {
    ...parts,
    sink,
    documents: factStore,
    timings,
    directoryOf: (watched) => directory.of(watched),
    expiriesOf: (symbol) => expiries.nearest(symbol, clock.now()),
    lastKnownMs: (vendor, endpoint, target) => lastKnown({ store: factStore, vendor, endpoint, target }),
  };
  const inForce = { config: parts.config, credentials: parts.credentials, symbols: parts.symbols, bases: parts.bases };
  const settingsOf = (vendor: Vendor): FeedSettings => ({
    feed: effectiveFeed({
      vendor,
      config: inForce.config,
      watchlist: inForce.symbols,
      bases: inForce.bases?.[vendor.id] ?? null,
    }),
    credentials: inForce.credentials[vendor.id] ?? {},
  });
  const feeds = new Map(vendors.map((vendor) => [vendor.id, new VendorFeed(context, settingsOf(vendor))]));
  const vendorRows = new FanOut<VendorRow>((row) => row.vendor, { same: sameFields });
  const endpointRows = new FanOut<EndpointRow>((row) => row.key, { same: sameFields });
  const applyAll = (afresh: boolean): void => {
    for (const feed of feeds.values()) feed.apply(settingsOf(feed.settings.feed.vendor), afresh);
  };

  const measure = (): void => {
    for (const feed of feeds.values()) {
      const rows = [
        ...[...feed.endpoints.values()].map((endpoint) => endpointRow(feed, endpoint)),
        ...feed.streams.states().map((state) => streamRow(feed, state)),
      ];
      for (const row of rows) endpointRows.set(row);
      vendorRows.set(vendorRow(feed, rows));
    }
    endpointRows.flush();
    vendorRows.flush();
  };
  let stopMeasuring: (() => void) | null = null;

  return {
    start: () => {
      for (const feed of feeds.values()) feed.start();
      stopMeasuring = clock.every(timings.healthMs, measure);
      measure();
    },
    applyConfig: (config) => {
      inForce.config = config;
      applyAll(true);
      // Whoever has just saved the file is looking.
      measure();
    },
    applySymbols: (symbols) => {
      inForce.symbols = symbols;
      applyAll(false);
    },
    applyBases: (bases) => {
      inForce.bases = bases;
      applyAll(true);
    },
    applyCredentials: (credentials) => {
      const before = inForce.credentials;
      inForce.credentials = credentials;
      for (const [id, feed] of feeds) {
        const changed = JSON.stringify(before[id] ?? {}) !== JSON.stringify(credentials[id] ?? {});
        if (changed) feed.newKey(settingsOf(feed.settings.feed.vendor));
      }
    },
    testVendor: async (vendor) =>
      (await feeds.get(vendor)?.test()) ?? fail('unknown-vendor', `There is no vendor "${vendor}"`),
    take: (facts) => {
      const kept = sink.take(facts);
      if (!kept.ok) log.error('facts not kept', { message: kept.message, count: facts.length });
    },
    onFacts: (listener) => sink.onStored(listener),
    vendors: vendorRows,
    endpoints: endpointRows,
    measure,
    close: () => {
      stopMeasuring?.();
      for (const feed of feeds.values()) feed.close();
    },
  };
}
