import type {
  EndpointHealth,
  FeedsFile,
  ProcessHealth,
  QualityFinding,
  VendorCatalogue,
  VendorHealth,
} from '../../contract/health-schemas.ts';
import type { ingestionContract } from '../../contract/ingestion-contract.ts';
import type { ShownBook } from '../../domain/book.ts';
import type { ChainCoverage, OptionChain } from '../../domain/chain.ts';
import type { ScheduledRelease, ScheduledReport } from '../../domain/calendar-event.ts';
import type { StoredFact } from '../../domain/facts/fact.ts';
import { ok, type Outcome } from '../../domain/outcome.ts';
import { calendarOf } from '../../ingestion/calendars/calendar-of.ts';
import type { EvidenceBoard } from '../../ingestion/evidence-board.ts';
import type { BatchReceiver, Ingestion, LatestReceiver } from '../../ingestion/ingestion-types.ts';
import type { BatchSink, Implementation, LatestSink } from '../../link/api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Subscription } from '../../ports/connection.ts';
import type { FactQuery } from '../../ports/fact-store.ts';
import { followFacts, type FactSource } from './follow-facts.ts';

/** What the vendor feeds tell of themselves. */
export type FeedsView = {
  vendors(receiver: LatestReceiver<VendorHealth>): Subscription;
  endpoints(receiver: LatestReceiver<EndpointHealth>): Subscription;
  catalogue(receiver: LatestReceiver<VendorCatalogue>): Subscription;
  file(receiver: LatestReceiver<FeedsFile>): Subscription;
  quality(receiver: LatestReceiver<QualityFinding>): Subscription;
  test(
    vendor: string,
  ): Promise<Outcome<{ readonly accepted: boolean; readonly message: string; readonly elapsedMs: number }>>;
};

export type IngestionParts = {
  readonly ingestion: Ingestion;
  readonly feeds: FeedsView;
  readonly facts: FactSource;
  /** Text behind a headline of the broker. */
  article(provider: string, articleId: string): Promise<Outcome<string>>;
  readonly clock: Pick<Clock, 'after'>;
  readonly evidence: Pick<EvidenceBoard, 'subscribe' | 'followMinutes'>;
  readonly health: (tell: (health: ProcessHealth) => void) => () => void;
};

/** The ingestion contract over its service. */
export function ingestionImplementation(parts: IngestionParts): Implementation<typeof ingestionContract.entries> {
  const { ingestion } = parts;
  return {
    watchlist: (_params, sink) => closing(ingestion.watchlist(latest(sink, same))),
    search: ({ pattern }) => ingestion.search(pattern),
    instrument: ({ instrument }) => ingestion.instrument(instrument),
    quotes: ({ instruments }, sink) => closing(ingestion.quotes(instruments, latest(sink, same))),
    bars: ({ instrument, interval, count }, sink) =>
      ingestion.bars({ instrument, interval, count }, batch(sink, { instrument, interval })),
    tape: ({ instrument }, sink) => ingestion.tape(instrument, batch(sink, { instrument })),
    depth: ({ instrument, levels }, sink) => closing(ingestion.depth(instrument, levels, latest(sink, bookItem))),
    chain: ({ underlying }, sink) => closing(ingestion.chain(underlying, latest(sink, chainItem))),
    chainProgress: ({ underlying }, sink) => closing(ingestion.chain(underlying, latest(sink, progressItem))),
    chainCoverage: ({ underlying, untilDays, expiry, strikeShare }, sink) =>
      closing(ingestion.chainCoverage(underlying, { untilDays, expiry, strikeShare }, latest(sink, coverageItem))),
    chains: (_params, sink) => closing(ingestion.chains(latest(sink, chainItem))),
    volatilityHistory: (_params, sink) => closing(ingestion.volatilityHistory(latest(sink, same))),
    vendors: (_params, sink) => closing(parts.feeds.vendors(latest(sink, same))),
    endpoints: (_params, sink) => closing(parts.feeds.endpoints(latest(sink, same))),
    catalogue: (_params, sink) => closing(parts.feeds.catalogue(latest(sink, same))),
    feedsFile: (_params, sink) => closing(parts.feeds.file(latest(sink, same))),
    quality: (_params, sink) => closing(parts.feeds.quality(latest(sink, same))),
    testVendor: ({ vendor }) => parts.feeds.test(vendor),
    facts: (filter, sink) =>
      followFacts({
        source: parts.facts,
        filter,
        clock: parts.clock,
        sink: { ...sink, emit: (seq, fact) => sink.emit(seq, factItem(fact)) },
      }),
    factsAsOf: (query) => ok(parts.facts.store.query(defined(query)).map(factItem)),
    article: async ({ provider, article }) => {
      const answer = await parts.article(provider, article);
      return answer.ok ? ok({ text: answer.value }) : answer;
    },
    calendar: ({ fromDate, toDate, tickers = [] }) => {
      const { releases, reports } = calendarOf(parts.facts.store, { fromDate, toDate, tickers });
      return ok({ releases: releases.map(scheduledItem), reports: reports.map(scheduledItem) });
    },
    evidence: (_params, sink) => closing(parts.evidence.subscribe(latest(sink, same))),
    flowMinutes: ({ ticker }, sink) => closing(parts.evidence.followMinutes(ticker, latest(sink, same))),
    health: (_params, sink) => closing(ingestion.health(latest(sink, same))),
    process: (_params, sink) => parts.health((figures) => sink.set(figures)),
  };
}

function closing(subscription: Subscription): () => void {
  return () => subscription.close();
}

function latest<Known, Item>(sink: LatestSink<Item>, itemOf: (known: Known) => Item): LatestReceiver<Known> {
  return { set: (known) => sink.set(itemOf(known)), remove: (key) => sink.remove(key) };
}

function batch<Meta>(sink: BatchSink<Meta>, meta: Meta): BatchReceiver {
  return {
    snapshot: (columns) => sink.snapshot(meta, columns),
    append: (columns) => sink.append(meta, columns),
  };
}

const same = <Item>(item: Item): Item => item;

/** The contract's arrays are its own copies: what the service holds stays read-only. */
const bookItem = (book: ShownBook) => ({
  ...book,
  bids: [...book.bids],
  asks: [...book.asks],
  venues: book.venues && { deep: [...book.venues.deep], top: [...book.venues.top] },
});
const coverageItem = (coverage: ChainCoverage) => ({
  ...coverage,
  expiries: [...coverage.expiries],
  listed: [...coverage.listed],
});
const progressItem = ({ underlying, seen, wanted }: OptionChain) => ({ underlying, seen, wanted });
const chainItem = (chain: OptionChain) => ({ ...chain, rows: [...chain.rows] });

const scheduledItem = <Row extends ScheduledRelease | ScheduledReport>(row: Row) => ({
  ...row,
  sources: [...row.sources],
  disagreements: [...row.disagreements],
});

/** A body is a record to whoever does not look at its kind. */
const factItem = (fact: StoredFact) => ({ ...fact, body: fact.body as Readonly<Record<string, unknown>> });

type Loose<Query> = { readonly [Key in keyof Query]: Query[Key] | undefined };
/** Left out and undefined are the same to a caller, and not to the store. */
function defined(query: Loose<FactQuery>): FactQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as FactQuery;
}
