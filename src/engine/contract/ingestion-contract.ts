import { z } from 'zod';
import { calendarQuerySchema, calendarSchema } from './calendar-schemas.ts';
import { batchStream, defineContract, everyStream, latestStream, nothing, request } from './define.ts';
import { evidenceSchema, flowMinutesSchema } from './evidence-schema.ts';
import { factFilterSchema, factsAsOfSchema, storedFactSchema } from './fact-schemas.ts';
import {
  endpointHealthSchema,
  feedHealthSchema,
  feedsFileSchema,
  processHealthSchema,
  qualityFindingSchema,
  vendorCatalogueSchema,
  vendorHealthSchema,
} from './health-schemas.ts';
import {
  bookSchema,
  chainCoverageSchema,
  failureSchema,
  instrumentIdSchema,
  instrumentSchema,
  intervalSchema,
  maybe,
  optionChainSchema,
  quoteSchema,
  tickerSchema,
  time,
} from './market-schemas.ts';

export const watchRowSchema = z.object({
  ticker: z.string(),
  /** Null until the vendor has confirmed the contract. */
  instrument: instrumentSchema.nullable(),
  problem: failureSchema.nullable(),
  impliedVol30: maybe,
  historicalVol30: maybe,
  averageVolume: maybe,
  callVolume: maybe,
  putVolume: maybe,
  callOpenInterest: maybe,
  putOpenInterest: maybe,
});
export type WatchRow = z.output<typeof watchRowSchema>;

export const barColumns = ['start', 'open', 'high', 'low', 'close', 'volume'] as const;
export const barMetaSchema = z.object({ instrument: instrumentIdSchema, interval: intervalSchema });
/** `origin`: 0 tick by tick, 1 read off sampled quotes, 2 from the vendor's past, 3 = no print: trades are missing before this. */
export const tapeColumns = ['time', 'price', 'size', 'aggressor', 'origin'] as const;

/** Daily implied and realised volatility closes for rank and percentile; oldest first. */
export const volatilityHistorySchema = z.object({
  ticker: z.string(),
  dates: z.array(z.string()),
  impliedVol: z.array(maybe),
  asOf: time,
});

export const ingestionContract = defineContract('ingestion', {
  /** Symbols that are watched and what is known of them. */
  watchlist: latestStream({ params: nothing, item: watchRowSchema, key: 'ticker' }),
  /** Contracts that match a typed pattern, for the palette. */
  search: request({
    input: z.strictObject({ pattern: z.string().min(1).max(40) }),
    output: z.array(instrumentSchema),
    timeoutMs: 8_000,
  }),
  /** One contract by canonical id; the vendor is asked when it is not known yet. */
  instrument: request({
    input: z.strictObject({ instrument: instrumentIdSchema }),
    output: instrumentSchema.nullable(),
    timeoutMs: 10_000,
  }),
  /** Top of book. Asking counts as demand; leaving releases the line. Empty list = the whole watchlist. */
  quotes: latestStream({
    params: z.strictObject({ instruments: z.array(instrumentIdSchema).max(2_000) }),
    item: quoteSchema,
    key: 'instrument',
  }),
  /** First frame is a snapshot of up to `count` bars, later frames hold new and changed bars. */
  bars: batchStream({
    params: z.strictObject({
      instrument: instrumentIdSchema,
      interval: intervalSchema,
      count: z.number().int().min(1).max(5_000),
    }),
    item: barMetaSchema,
    columns: barColumns,
  }),
  tape: batchStream({
    params: z.strictObject({ instrument: instrumentIdSchema }),
    item: z.object({ instrument: instrumentIdSchema }),
    columns: tapeColumns,
  }),
  /** Visible depth; at most three instruments at once, the rest rotate. */
  depth: latestStream({
    params: z.strictObject({ instrument: instrumentIdSchema, levels: z.number().int().min(1).max(20) }),
    item: bookSchema,
    key: 'instrument',
  }),
  /** Option chain as far as the rotation has seen it. Asking raises its priority. */
  chain: latestStream({
    params: z.strictObject({ underlying: tickerSchema }),
    item: optionChainSchema,
    key: 'underlying',
  }),
  /** How far a chain is filled. Asking raises its priority as asking for the chain does, without its rows. */
  chainProgress: latestStream({
    params: z.strictObject({ underlying: tickerSchema }),
    item: z.object({ underlying: tickerSchema, seen: z.number(), wanted: z.number() }),
    key: 'underlying',
  }),
  /**
   * How far each expiry has been seen, and how old that is. Asking widens the plan to the scope: all expiries up to
   * `untilDays` or one by name, all strikes or those within a share of spot. The rows come with `chain`.
   */
  chainCoverage: latestStream({
    params: z.strictObject({
      underlying: tickerSchema,
      untilDays: z.number().int().min(0).max(2_000),
      expiry: z
        .string()
        .regex(/^\d{8}$/)
        .nullable(),
      strikeShare: z.number().positive().max(10).nullable(),
    }),
    item: chainCoverageSchema,
    key: 'underlying',
  }),
  /** Background chains of every watched underlying, as they fill: for analytics. */
  chains: latestStream({ params: nothing, item: optionChainSchema, key: 'underlying' }),
  volatilityHistory: latestStream({ params: nothing, item: volatilityHistorySchema, key: 'ticker' }),
  vendors: latestStream({ params: nothing, item: vendorHealthSchema, key: 'vendor' }),
  endpoints: latestStream({ params: nothing, item: endpointHealthSchema, key: 'key' }),
  catalogue: latestStream({ params: nothing, item: vendorCatalogueSchema, key: 'vendor' }),
  feedsFile: latestStream({ params: nothing, item: feedsFileSchema, key: 'key' }),
  /** Contradictions between sources and with common sense, as they stand. */
  quality: latestStream({ params: nothing, item: qualityFindingSchema, key: 'key' }),
  /** One request to a vendor with the keys in force: whether it takes them, in words. */
  testVendor: request({
    input: z.strictObject({ vendor: z.string().min(1).max(60) }),
    output: z.object({ accepted: z.boolean(), message: z.string(), elapsedMs: z.number() }),
    timeoutMs: 20_000,
    roles: ['window', 'cli'],
  }),
  /** What vendors told, in the order in which the program learned of it; a reader resumes behind the last number it had. */
  facts: everyStream({ params: factFilterSchema, item: storedFactSchema }),
  /** What was known at a moment, newest first: no correction that came later, no look-ahead. */
  factsAsOf: request({ input: factsAsOfSchema, output: z.array(storedFactSchema), timeoutMs: 10_000 }),
  /** Text behind a headline of the broker; fact keys of source `ibkr` are `provider|article`. */
  article: request({
    input: z.strictObject({ provider: z.string().min(1).max(20), article: z.string().min(1).max(100) }),
    output: z.object({ text: z.string() }),
    timeoutMs: 25_000,
  }),
  /** Releases and reports of these days over all calendars, with what they disagree on. */
  calendar: request({ input: calendarQuerySchema, output: calendarSchema, timeoutMs: 10_000 }),
  /** Flow, off-exchange blocks, insiders and shorts of every watched ticker, condensed for the layers. */
  evidence: latestStream({ params: nothing, item: evidenceSchema, key: 'ticker' }),
  /** Option premium of one watched ticker by minute: what the flow of its evidence is made of. */
  flowMinutes: latestStream({
    params: z.strictObject({ ticker: tickerSchema }),
    item: flowMinutesSchema,
    key: 'ticker',
  }),
  health: latestStream({ params: nothing, item: feedHealthSchema, key: 'feed' }),
  process: latestStream({ params: nothing, item: processHealthSchema, key: 'process' }),
});
