import type { Clock } from '../ports/clock.ts';
import type { MarketData } from '../ports/market-data.ts';
import { FanOut } from './fan-out.ts';
import type { FeedHealthRow } from './ingestion-types.ts';

export type FeedHealthOptions = {
  readonly marketData: Pick<MarketData, 'id' | 'connection' | 'statistics'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** What the trader calls it. */
  readonly title: string;
  lines(): { readonly used: number; readonly limit: number };
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
      failure: connection.failure,
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
