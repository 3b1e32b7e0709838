import type { Fact, StoredFact } from '../../domain/facts/fact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { HttpClient } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import type { Recorder } from '../../ports/recording.ts';
import type { StreamDialler } from '../../ports/stream-socket.ts';
import type { Credentials, Endpoint, FeedPriority, SymbolDirectory } from '../../ports/vendor.ts';
import type { BudgetClock } from './budget.ts';
import type { EffectiveFeed } from './effective-feed.ts';
import type { Target } from './target.ts';

/** Where facts end: checked, stored, told. */
export interface FactSink {
  /** Answers how many were new, or why nothing could be kept. */
  take(
    facts: readonly Fact[],
  ):
    | { readonly ok: true; readonly fresh: number; readonly refused: number }
    | { readonly ok: false; readonly message: string };
  onStored(listener: (facts: readonly StoredFact[]) => void): { close(): void };
}

/** What the parts of one vendor's feed share. */
export type FeedContext = {
  readonly clock: Clock;
  readonly budgetClock: BudgetClock;
  readonly http: HttpClient;
  readonly dialler: StreamDialler;
  readonly sink: FactSink;
  readonly documents: Pick<FactStore, 'hasDocument' | 'noteDocument'>;
  readonly budgets: BudgetStore;
  readonly recorder: Recorder | null;
  readonly log: Log;
  readonly random: () => number;
  /** When the store last learned something from an endpoint for one of its targets, world time; null = never. */
  readonly lastKnownMs: (vendor: string, endpoint: Endpoint, target: Pick<Target, 'symbol' | 'item'>) => number | null;
  /** What regulators call whom, for one list of watched symbols. */
  readonly directoryOf: (watched: readonly string[]) => SymbolDirectory;
  /** Nearest listed expiries of a symbol, `YYYYMMDD`, first to last. */
  readonly expiriesOf: (symbol: string) => readonly string[];
  readonly timings: FeedTimings;
};

/** Real ms. */
export type FeedTimings = {
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** A login or a join that is not acknowledged for so long has failed. */
  readonly acknowledgeMs: number;
  /** How long a ping may go unanswered once a socket has been silent too long. */
  readonly probeMs: number;
  readonly flushMs: number;
  readonly healthMs: number;
  /** What is asked first after a start is spread over so long, by class. */
  readonly startSpreadMs: Readonly<Record<FeedPriority, { readonly from: number; readonly to: number }>>;
};

const atOnce = { from: 0, to: 0 };

/** A program that starts has a broker, screens and a hundred endpoints to fill: what may wait does. */
export const gentleStart: FeedTimings['startSpreadMs'] = {
  critical: { from: 0, to: 1_000 },
  high: { from: 2_000, to: 15_000 },
  normal: { from: 10_000, to: 60_000 },
  low: { from: 30_000, to: 180_000 },
};

export const feedTimings: FeedTimings = {
  requestTimeoutMs: 20_000,
  connectTimeoutMs: 10_000,
  acknowledgeMs: 15_000,
  probeMs: 5_000,
  flushMs: 20,
  healthMs: 1_000,
  startSpreadMs: { critical: atOnce, high: atOnce, normal: atOnce, low: atOnce },
};

/** What may change while the program runs. */
export type FeedSettings = { readonly feed: EffectiveFeed; readonly credentials: Credentials };
