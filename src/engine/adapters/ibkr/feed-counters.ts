import type { FeedStatistics } from '../../ports/market-data.ts';
import type { RoundTrips } from './round-trips.ts';

const sendBudgetPerMinute = 45 * 60;

/** What one session counts about its connection. */
export class FeedCounters {
  messages = 0;
  faults = 0;
  connects = 0;
  lastInputMs: number | null = null;

  statistics(sentLastMinute: number, trips: RoundTrips): FeedStatistics {
    return {
      messages: this.messages,
      faults: this.faults,
      reconnects: Math.max(0, this.connects - 1),
      sentLastMinute,
      sendBudgetPerMinute,
      roundTripP50Ms: trips.percentile(0.5),
      roundTripP99Ms: trips.percentile(0.99),
      lastInputMs: this.lastInputMs,
    };
  }
}
