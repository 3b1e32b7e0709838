import type { Failure } from '../domain/outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connection } from '../ports/connection.ts';
import type { MarketData } from '../ports/market-data.ts';
import { FanOut } from './fan-out.ts';
import type { FeedHealthRow } from './ingestion-types.ts';
import type { NewsWatch } from './news-watch.ts';

export type FeedHealthOptions = {
  readonly marketData: Pick<MarketData, 'id' | 'connection' | 'statistics'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** What the trader calls it. */
  readonly title: string;
  lines(): { readonly used: number; readonly limit: number };
  /** Why there are fewer lines than the account has; null or left out = there are not. */
  lineShortage?(): Failure | null;
};

/** The feed in figures, as the Health window shows it. */
export class FeedHealth {
  readonly rows = new FanOut<FeedHealthRow>((row) => row.feed);
  gaps = 0;
  /** Failed writes and refused lines, on top of what the adapter could not understand. */
  errors = 0;
  readonly #options: FeedHealthOptions;
  #before: { readonly messages: number; readonly timeMs: number };

  constructor(options: FeedHealthOptions) {
    this.#options = options;
    this.#before = { messages: 0, timeMs: options.clock.monotonicMs() };
  }

  measure(): void {
    const { marketData, clock, lines } = this.#options;
    const connection = marketData.connection();
    const statistics = marketData.statistics();
    const now = clock.monotonicMs();
    const seconds = Math.max(0.001, (now - this.#before.timeMs) / 1000);
    const messagesPerSecond = (statistics.messages - this.#before.messages) / seconds;
    this.#before = { messages: statistics.messages, timeMs: now };
    const { used, limit } = lines();
    this.rows.set({
      feed: marketData.id,
      title: this.#options.title,
      vendor: marketData.id === 'ibkr' ? 'Interactive Brokers TWS' : marketData.id,
      phase: connection.phase,
      detail: connection.detail,
      failure: connection.failure ?? this.#options.lineShortage?.() ?? null,
      since: connection.since,
      lastMessageAgeMs: statistics.lastInputMs === null ? null : now - statistics.lastInputMs,
      messages: statistics.messages,
      messagesPerSecond,
      latencyP50Ms: statistics.roundTripP50Ms,
      latencyP99Ms: statistics.roundTripP99Ms,
      linesUsed: used,
      linesLimit: limit,
      requestsPerMinute: statistics.sentLastMinute,
      requestBudgetPerMinute: statistics.sendBudgetPerMinute,
      errors: this.errors + statistics.faults,
      gaps: this.gaps,
      reconnects: statistics.reconnects,
      notices: connection.notices.map((notice) => ({ ...notice })),
    });
    this.rows.flush();
  }
}

/** The broker's headlines in figures: a feed of their own over the same connection. */
export function newsHealthRow(news: NewsWatch, connection: Connection, nowMs: number): FeedHealthRow {
  const { providers, failure } = news;
  const told = providers === null ? 'providers not known yet' : providers.map(({ name }) => name).join(', ');
  return {
    feed: 'ibkr-news',
    title: 'Broker news',
    vendor: 'Interactive Brokers TWS',
    // Over one socket: the feed of the quotes speaks for both when it is lost.
    phase: connection.phase === 'ready' ? 'ready' : 'stopped',
    detail: connection.phase === 'ready' ? (failure?.message ?? (told || 'no provider')) : connection.detail,
    failure: failure ?? connection.failure,
    since: connection.since,
    lastMessageAgeMs: news.lastHeadlineMs === null ? null : nowMs - news.lastHeadlineMs,
    messages: news.headlines,
    messagesPerSecond: 0,
    latencyP50Ms: null,
    latencyP99Ms: null,
    linesUsed: news.lines,
    linesLimit: news.reserved,
    requestsPerMinute: null,
    requestBudgetPerMinute: null,
    errors: news.errors,
    gaps: news.gaps,
    reconnects: 0,
    notices: [],
  };
}
