import { z } from 'zod';
import { failureSchema, maybe, time } from './market-schemas.ts';

/** One feed or endpoint as the Health window shows it. Ages in real ms. */
export const feedHealthSchema = z.object({
  feed: z.string(),
  title: z.string(),
  vendor: z.string(),
  phase: z.enum(['disconnected', 'connecting', 'ready', 'degraded', 'stopped']),
  detail: z.string(),
  failure: failureSchema.nullable(),
  since: time,
  lastMessageAgeMs: maybe,
  messages: z.number(),
  messagesPerSecond: z.number(),
  latencyP50Ms: maybe,
  latencyP99Ms: maybe,
  linesUsed: maybe,
  linesLimit: maybe,
  requestsPerMinute: maybe,
  requestBudgetPerMinute: maybe,
  errors: z.number(),
  gaps: z.number(),
  reconnects: z.number(),
  notices: z.array(z.object({ code: z.number(), message: z.string(), time })),
});
export type FeedHealth = z.output<typeof feedHealthSchema>;

export const processHealthSchema = z.object({
  process: z.string(),
  pid: z.number(),
  memoryBytes: z.number(),
  cpuPercent: z.number(),
  eventLoopDelayP99Ms: z.number(),
  uptimeMs: z.number(),
  links: z.number(),
  subscriptions: z.number(),
  stores: z.array(z.object({ name: z.string(), bytes: z.number(), detail: z.string() })),
  /** Named latency summaries, for example `tick-to-link` or `click-to-wire`. */
  latencies: z.array(
    z.object({ name: z.string(), count: z.number(), p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() }),
  ),
});
export type ProcessHealth = z.output<typeof processHealthSchema>;
