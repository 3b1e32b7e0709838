import { z } from 'zod';
import { factKindSchema } from './fact-schemas.ts';
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

/** One vendor: its key, its budgets and what it has cost. Null limits = the vendor sets none. */
export const vendorHealthSchema = z.object({
  vendor: z.string(),
  title: z.string(),
  summary: z.string(),
  /** `off` = disabled in the feeds file; `blocked` = nothing can be asked, `reason` says why. */
  state: z.enum(['off', 'blocked', 'starting', 'live', 'degraded', 'failing']),
  reason: z.string(),
  credentials: z.enum(['none-needed', 'missing', 'present', 'refused']),
  minuteUsed: z.number(),
  minuteLimit: maybe,
  dayUsed: z.number(),
  dayLimit: maybe,
  dollarsToday: z.number(),
  /** Answers that said the budget was wrong. */
  rateLimited: z.number(),
  waiting: z.number(),
});
export type VendorHealth = z.output<typeof vendorHealthSchema>;

/** What a vendor is, and which keys it asks for; `from` says where each was found, never the key. */
export const vendorCatalogueSchema = z.object({
  vendor: z.string(),
  title: z.string(),
  summary: z.string(),
  homepage: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      help: z.string(),
      secret: z.boolean(),
      optional: z.boolean(),
      environment: z.string(),
      from: z.enum(['saved', 'environment', 'practice', 'none']),
    }),
  ),
});
export type VendorCatalogue = z.output<typeof vendorCatalogueSchema>;

/** One endpoint or stream of a vendor. Times are world time, latencies real ms. */
export const endpointHealthSchema = z.object({
  /** `vendor/endpoint` */
  key: z.string(),
  vendor: z.string(),
  endpoint: z.string(),
  title: z.string(),
  kind: z.enum(['endpoint', 'stream']),
  /** Kinds of facts that come this way. */
  provides: z.array(factKindSchema).readonly(),
  tier: z.string(),
  priority: z.enum(['critical', 'high', 'normal', 'low']),
  /** `waiting` = not due yet or out of session; `late` = live but older than its validity. */
  state: z.enum(['off', 'blocked', 'waiting', 'live', 'late', 'failing']),
  /** In the trader's words: why the number is live, late or missing. */
  reason: z.string(),
  breaker: z.enum(['closed', 'open', 'half-open']),
  lastSuccessTime: z.number().nullable(),
  lastAttemptTime: z.number().nullable(),
  nextDueTime: z.number().nullable(),
  everyMs: maybe,
  validForMs: z.number(),
  latencyP50Ms: maybe,
  latencyP99Ms: maybe,
  requests: z.number(),
  facts: z.number(),
  refusals: z.number(),
  gaps: z.number(),
  reconnects: z.number(),
  /** Failures by kind since start. */
  errors: z.record(z.string(), z.number()),
  lastError: z.string(),
  unitsToday: z.number(),
});
export type EndpointHealth = z.output<typeof endpointHealthSchema>;

/** The feeds file as it stands: `problem` = the newest text is not in force, and why, with its place. */
export const feedsFileSchema = z.object({
  key: z.literal('feeds'),
  path: z.string(),
  loadedTime: time,
  problem: z.object({ message: z.string(), line: maybe, column: maybe }).nullable(),
});
export type FeedsFile = z.output<typeof feedsFileSchema>;

/** A contradiction between sources or with common sense, as it stands now. */
export const qualityFindingSchema = z.object({
  key: z.string(),
  check: z.enum([
    'crossed',
    'outlier',
    'stale',
    'price-divergence',
    'greek-divergence',
    'spread-divergence',
    'series-identity',
    'series-divergence',
    'exchange-day',
  ]),
  subject: z.string(),
  sources: z.array(z.string()),
  message: z.string(),
  since: time,
  count: z.number(),
});
export type QualityFinding = z.output<typeof qualityFindingSchema>;

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
