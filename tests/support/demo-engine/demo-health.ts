import type { FeedHealth, ProcessHealth } from '../../../src/engine/contract/health-schemas.ts';

export function demoFeed(
  part: Partial<FeedHealth> & Pick<FeedHealth, 'feed' | 'title' | 'vendor'>,
  now: number,
): FeedHealth {
  return {
    phase: 'ready',
    detail: 'server version 178',
    failure: null,
    since: now - 4_000_000,
    lastMessageAgeMs: 120,
    messages: 182_400,
    messagesPerSecond: 212,
    latencyP50Ms: 1.8,
    latencyP99Ms: 14.2,
    linesUsed: 42,
    linesLimit: 100,
    requestsPerMinute: 18,
    requestBudgetPerMinute: 60,
    errors: 0,
    gaps: 0,
    reconnects: 0,
    notices: [],
    ...part,
  };
}

export function demoProcess(process: string): ProcessHealth {
  return {
    process,
    pid: 4_242,
    memoryBytes: 142_000_000,
    cpuPercent: 3.4,
    eventLoopDelayP99Ms: 2.1,
    uptimeMs: 4_000_000,
    links: 3,
    subscriptions: 12,
    stores: [{ name: 'market.db', bytes: 48_000_000, detail: 'WAL 2.1 MB' }],
    latencies: [{ name: 'tick-to-link', count: 182_000, p50Ms: 1.1, p99Ms: 6.4, maxMs: 41 }],
  };
}
