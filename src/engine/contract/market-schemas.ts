import { z } from 'zod';
import { barIntervals } from '../domain/bar.ts';
import type { ShownBook } from '../domain/book.ts';
import type { ChainCoverage, OptionChain, OptionRow } from '../domain/chain.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Quote } from '../domain/quote.ts';

export const maybe = z.number().nullable();
export const time = z.number().finite();
export const tickerSchema = z.string().regex(/^[A-Z][A-Z0-9.]{0,9}$/, 'expected a ticker such as SPY');
export const instrumentIdSchema = z.string().min(3).max(80);
export const intervalSchema = z.enum(barIntervals);
export const sideSchema = z.enum(['BUY', 'SELL']);
export const modeSchema = z.enum(['practice', 'paper', 'live']);

export const instrumentSchema = z.object({
  id: instrumentIdSchema,
  symbol: z.string(),
  secType: z.enum(['STK', 'IND', 'OPT', 'FUT', 'CASH', 'CRYPTO']),
  exchange: z.string(),
  primaryExchange: z.string(),
  currency: z.string(),
  multiplier: z.number(),
  minTick: z.number(),
  expiry: z.string(),
  strike: maybe,
  right: z.enum(['C', 'P']).nullable(),
  tradingClass: z.string(),
  conId: z.number().nullable(),
  name: z.string(),
}) satisfies z.ZodType<Instrument>;

export const quoteSchema = z.object({
  instrument: instrumentIdSchema,
  bid: maybe,
  ask: maybe,
  bidSize: maybe,
  askSize: maybe,
  last: maybe,
  lastSize: maybe,
  volume: maybe,
  open: maybe,
  high: maybe,
  low: maybe,
  close: maybe,
  halted: z.boolean(),
  dataType: z.enum(['live', 'frozen', 'delayed', 'delayed-frozen']),
  eventTime: time,
  receivedTime: time,
}) satisfies z.ZodType<Quote>;

export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

export const bookSchema = z.object({
  instrument: instrumentIdSchema,
  bids: z.array(z.object({ price: z.number(), size: z.number(), maker: z.string() })),
  asks: z.array(z.object({ price: z.number(), size: z.number(), maker: z.string() })),
  gap: z.boolean(),
  scope: z.enum(['exchange', 'aggregated']),
  venues: z.object({ deep: z.array(z.string()), top: z.array(z.string()) }).nullable(),
  /** `carried`: its slot went to another instrument, and it stands as it was at `receivedTime`. */
  state: z.enum(['live', 'waiting', 'carried', 'interrupted', 'refused']),
  problem: failureSchema.nullable(),
  eventTime: time,
  receivedTime: time,
}) satisfies z.ZodType<ShownBook>;

export const optionRowSchema = z.object({
  instrument: instrumentIdSchema,
  tradingClass: z.string(),
  expiry: z.string(),
  strike: z.number(),
  right: z.enum(['C', 'P']),
  bid: maybe,
  ask: maybe,
  last: maybe,
  volume: maybe,
  openInterest: maybe,
  impliedVol: maybe,
  eventTime: time,
  receivedTime: time,
}) satisfies z.ZodType<OptionRow>;

export const optionChainSchema = z.object({
  underlying: z.string(),
  multiplier: z.number(),
  spot: maybe,
  wanted: z.number(),
  seen: z.number(),
  core: z.object({ wanted: z.number(), answered: z.number() }),
  rows: z.array(optionRowSchema),
  oldestRowTime: maybe,
  newestRowTime: maybe,
  middleRowTime: maybe,
  delayMs: z.number(),
}) satisfies z.ZodType<OptionChain>;

export const chainCoverageSchema = z.object({
  underlying: z.string(),
  expiries: z.array(
    z.object({
      expiry: z.string(),
      tradingClass: z.string(),
      wanted: z.number(),
      seen: z.number(),
      oldestRowTime: maybe,
      newestRowTime: maybe,
    }),
  ),
  listed: z.array(z.string()),
}) satisfies z.ZodType<ChainCoverage>;
