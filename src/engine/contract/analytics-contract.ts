import { z } from 'zod';
import { layerIds } from '../domain/signal.ts';
import type { Exposure } from '../domain/exposure.ts';
import { vixRegimes, type Regime } from '../domain/regime.ts';
import type { Score } from '../domain/score.ts';
import type { Volatility } from '../domain/volatility.ts';
import { batchStream, defineContract, latestStream, nothing, request } from './define.ts';
import { processHealthSchema } from './health-schemas.ts';
import { maybe, tickerSchema, time } from './market-schemas.ts';

export const layerIdSchema = z.enum(layerIds);
export const directionSchema = z.enum(['bullish', 'bearish', 'neutral']);
export const signalFactSchema = z.object({
  label: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  unit: z.string(),
});

export const layerReadingSchema = z.object({
  layer: layerIdSchema,
  status: z.enum(['live', 'stale', 'no-data', 'context']),
  reason: z.string(),
  direction: directionSchema,
  strength: z.number(),
  confidence: z.number(),
  weight: z.number(),
  freshness: z.number(),
  modifier: z.number(),
  evidence: z.number(),
  contribution: z.number(),
  agrees: z.boolean(),
  ageMs: maybe,
  explanation: z.string(),
  facts: z.array(signalFactSchema),
  source: z.string(),
});

export const scoreSchema = z.object({
  ticker: z.string(),
  direction: directionSchema,
  conviction: z.number(),
  agreeing: z.number(),
  withData: z.number(),
  regime: z.enum(vixRegimes),
  layers: z.array(layerReadingSchema),
  arithmetic: z.object({
    bullishEvidence: z.number(),
    bearishEvidence: z.number(),
    numerator: z.number(),
    denominator: z.number(),
    coverageFloor: z.number(),
    base: z.number(),
    votes: z.number(),
    agreementMultiplier: z.number(),
    contradiction: z.number(),
    contradictionFactor: z.number(),
    raw: z.number(),
  }),
  rejectedSignals: z.number(),
  eventTime: time,
}) satisfies z.ZodType<Score>;

export const regimeSchema = z.object({
  regime: z.enum(vixRegimes),
  vix: maybe,
  vixChange: maybe,
  vix3m: maybe,
  contango: maybe,
  bullishModifier: z.number(),
  bearishModifier: z.number(),
  explanation: z.string(),
  eventTime: maybe,
}) satisfies z.ZodType<Regime>;

/** One line of the confluence grid beside the quote: small, sent for every ticker. */
export const scoreRowSchema = z.object({
  score: scoreSchema,
  ticker: z.string(),
  gex: z
    .object({
      netPerPercent: maybe,
      zeroGamma: maybe,
      callWall: maybe,
      putWall: maybe,
      spot: maybe,
    })
    .nullable(),
  impliedVolRank: maybe,
  /** Closes of today's 5-minute bars, oldest first, for the sparkline. */
  sparkline: z.array(z.number()),
});
export type ScoreRow = z.output<typeof scoreRowSchema>;

export const exposureSchema = z.object({
  underlying: z.string(),
  spot: maybe,
  gexPerPercent: maybe,
  grossGexPerPercent: maybe,
  deltaExposure: maybe,
  vannaPerVolPoint: maybe,
  charmPerDay: maybe,
  regime: z.enum(['positive', 'negative', 'neutral']),
  zeroGamma: maybe,
  crossings: z.array(z.number()),
  callWall: maybe,
  putWall: maybe,
  maxPain: maybe,
  maxPainExpiry: z.string(),
  putCallOpenInterest: maybe,
  strikes: z.array(z.number()),
  strikeCallGex: z.array(z.number()),
  strikePutGex: z.array(z.number()),
  strikeOpenInterest: z.array(z.number()),
  profileSpots: z.array(z.number()),
  profileGex: z.array(z.number()),
  expectedMoves: z.array(z.object({ expiry: z.string(), timeYears: z.number(), move: z.number() })),
  rowsUsed: z.number(),
  rowsWanted: z.number(),
  core: z.object({ wanted: z.number(), answered: z.number() }),
  oldestRowTime: maybe,
  delayMs: z.number(),
  eventTime: time,
}) satisfies z.ZodType<Exposure>;

export const volatilitySchema = z.object({
  underlying: z.string(),
  impliedVol30: maybe,
  impliedVolRank: maybe,
  impliedVolPercentile: maybe,
  historyDays: z.number(),
  realizedVol20: maybe,
  termStructure: z.array(z.object({ expiry: z.string(), timeYears: z.number(), atmVol: z.number() })),
  smile: z.array(
    z.object({ expiry: z.string(), strike: z.number(), impliedVol: z.number(), right: z.enum(['C', 'P']) }),
  ),
  skew: z.object({ expiry: z.string(), riskReversal25: maybe, butterfly25: maybe }).nullable(),
  delayMs: z.number(),
  eventTime: time,
}) satisfies z.ZodType<Volatility>;

export const layerInfoSchema = z.object({
  layer: layerIdSchema,
  title: z.string(),
  weight: z.number(),
  refreshSeconds: z.number(),
  needs: z.string(),
  description: z.string(),
  tickersWithData: z.number(),
});
export type LayerInfo = z.output<typeof layerInfoSchema>;

export const historyColumns = ['time', 'conviction', 'raw', 'agreeing', 'withData'] as const;

export const analyticsContract = defineContract('analytics', {
  scores: latestStream({ params: nothing, item: scoreRowSchema, key: 'ticker' }),
  /** The current score of one ticker, or null when it is not watched. */
  score: request({ input: z.strictObject({ ticker: tickerSchema }), output: scoreSchema.nullable() }),
  regime: latestStream({ params: nothing, item: regimeSchema.extend({ key: z.literal('regime') }), key: 'key' }),
  exposure: latestStream({
    params: z.strictObject({ underlying: tickerSchema }),
    item: exposureSchema,
    key: 'underlying',
  }),
  volatility: latestStream({
    params: z.strictObject({ underlying: tickerSchema }),
    item: volatilitySchema,
    key: 'underlying',
  }),
  /** Conviction over time: signed (bearish negative), then live additions. */
  scoreHistory: batchStream({
    params: z.strictObject({ ticker: tickerSchema }),
    item: z.object({ ticker: z.string() }),
    columns: historyColumns,
  }),
  layers: request({ input: nothing, output: z.array(layerInfoSchema) }),
  process: latestStream({ params: nothing, item: processHealthSchema, key: 'process' }),
});
