import type { FactKind } from '../../domain/facts/fact.ts';
import type { FeedPriority } from '../../ports/vendor.ts';
import type { BreakerState } from './breaker.ts';

/** One vendor as the Health window shows it; the contract's `vendorHealth`. */
export type VendorRow = {
  readonly vendor: string;
  readonly title: string;
  readonly summary: string;
  readonly state: 'off' | 'blocked' | 'starting' | 'live' | 'degraded' | 'failing';
  readonly reason: string;
  readonly credentials: 'none-needed' | 'missing' | 'present' | 'refused';
  readonly minuteUsed: number;
  readonly minuteLimit: number | null;
  readonly dayUsed: number;
  readonly dayLimit: number | null;
  readonly dollarsToday: number;
  readonly rateLimited: number;
  readonly waiting: number;
};

/** One endpoint or stream; the contract's `endpointHealth`. World times, real latencies. */
export type EndpointRow = {
  readonly key: string;
  readonly vendor: string;
  readonly endpoint: string;
  readonly title: string;
  readonly kind: 'endpoint' | 'stream';
  readonly provides: readonly FactKind[];
  readonly tier: string;
  readonly priority: FeedPriority;
  readonly state: 'off' | 'blocked' | 'waiting' | 'live' | 'late' | 'failing';
  readonly reason: string;
  readonly breaker: BreakerState;
  readonly lastSuccessTime: number | null;
  readonly lastAttemptTime: number | null;
  readonly nextDueTime: number | null;
  readonly everyMs: number | null;
  readonly validForMs: number;
  readonly latencyP50Ms: number | null;
  readonly latencyP99Ms: number | null;
  readonly requests: number;
  readonly facts: number;
  readonly refusals: number;
  readonly gaps: number;
  readonly reconnects: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly lastError: string;
  readonly unitsToday: number;
};
