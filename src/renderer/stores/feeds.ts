import { contracts, type ContractName } from '../../engine/contract/index.ts';
import type { ItemOf, StreamDefinition } from '../../engine/contract/define.ts';
import type { LatestListener, Watch } from '../../engine/link/api.ts';
import { links } from '../bridge/links.ts';
import { createFeed, feedFamily, pacedFrame, type Feed, type FeedSource } from './feed.ts';

type Entries<C extends ContractName> = (typeof contracts)[C]['entries'];
type LatestOf<C extends ContractName> = {
  [S in keyof Entries<C>]: Entries<C>[S] extends StreamDefinition<infer _P, infer _I, 'latest'> ? S : never;
}[keyof Entries<C>];
type WatchLatest<Item> = (params: unknown, listener: LatestListener<Item>) => Watch;

/** The key of a stream's items is what its contract says. */
function latest<C extends ContractName, S extends LatestOf<C>>(
  contract: C,
  stream: S,
  params: unknown = {},
  schedule?: FeedSource<unknown>['schedule'],
): Feed<ItemOf<Entries<C>[S]>> {
  type Item = ItemOf<Entries<C>[S]>;
  const definition = (contracts[contract].entries as unknown as Readonly<Record<PropertyKey, StreamDefinition>>)[
    stream
  ];
  if (!definition) throw new Error(`Invariant: ${contract} has no stream ${String(stream)}`);
  return createFeed<Item>({
    ...(schedule ? { schedule } : {}),
    keyOf: (item) => String((item as Readonly<Record<string, unknown>>)[definition.key]),
    watch: (listener) => {
      const watches = links()[contract].watch as unknown as Readonly<Record<string, WatchLatest<Item>>>;
      const start = watches[String(stream)];
      if (!start) throw new Error(`Invariant: ${contract} has no stream ${String(stream)}`);
      return start(params, listener);
    },
  });
}

// Every `latest` stream the windows read, subscribed once a page however many panels look.
export const hostStatus = latest('host', 'status');
export const processes = latest('host', 'processes');
export const credentials = latest('host', 'credentials');
export const settingsFeed = latest('host', 'settings');

export const watchlist = latest('ingestion', 'watchlist');
/** Top of book of the whole watchlist. */
export const quotes = latest('ingestion', 'quotes', { instruments: [] });
/** Ticket and deep dive redraw as a whole: ten times a second is as fast as anybody reads them. */
export const quoteOf = feedFamily((instrument) =>
  latest('ingestion', 'quotes', { instruments: [instrument] }, pacedFrame(100)),
);
export const ingestionHealth = latest('ingestion', 'health');
export const vendors = latest('ingestion', 'vendors');
export const endpoints = latest('ingestion', 'endpoints');
export const vendorCatalogue = latest('ingestion', 'catalogue');
export const feedsFile = latest('ingestion', 'feedsFile');
export const qualityFindings = latest('ingestion', 'quality');
/** Flow, off-exchange blocks, insiders and shorts of every watched ticker, condensed. */
export const evidenceRows = latest('ingestion', 'evidence');
export const flowMinutesOf = feedFamily((ticker) => latest('ingestion', 'flowMinutes', { ticker }));
export const ingestionProcess = latest('ingestion', 'process');

export const scoreRows = latest('analytics', 'scores');
export const regimeFeed = latest('analytics', 'regime');
export const exposureOf = feedFamily((underlying) => latest('analytics', 'exposure', { underlying }));
export const volatilityOf = feedFamily((underlying) => latest('analytics', 'volatility', { underlying }));
export const analyticsProcess = latest('analytics', 'process');

export const orders = latest('execution', 'orders');
export const positions = latest('execution', 'positions');
export const accounts = latest('execution', 'account');
export const gateFeed = latest('execution', 'gate');
export const trades = latest('execution', 'trades');
export const executionHealth = latest('execution', 'health');
export const executionProcess = latest('execution', 'process');

export const alerts = latest('desk', 'alerts');
export const alertRules = latest('desk', 'rules');
export const deskProcess = latest('desk', 'process');
