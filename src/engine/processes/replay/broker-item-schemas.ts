import { z } from 'zod';
import {
  intervalSchema,
  instrumentIdSchema,
  instrumentSchema,
  maybe,
  quoteSchema,
  time,
} from '../../contract/market-schemas.ts';
import type { Bar } from '../../domain/bar.ts';
import type { Trade } from '../../domain/trade.ts';
import type { BrokerItems } from '../../ports/recording.ts';

const tradeSchema = z.object({
  instrument: instrumentIdSchema,
  price: z.number(),
  size: z.number(),
  venue: z.string(),
  conditions: z.string(),
  unreported: z.boolean(),
  eventTime: time,
  receivedTime: time,
}) satisfies z.ZodType<Trade>;

const barSchema = z.object({
  instrument: instrumentIdSchema,
  interval: intervalSchema,
  start: time,
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
}) satisfies z.ZodType<Bar>;

const optionClassSchema = z.object({
  exchange: z.string(),
  tradingClass: z.string(),
  multiplier: z.number(),
  expiries: z.array(z.string()),
  strikes: z.array(z.number()),
});

/** A recording may come from anywhere: what it says of a broker is looked at before it is believed. */
export const brokerItemSchemas = {
  quote: quoteSchema,
  trade: tradeSchema,
  option: z.object({
    instrument: instrumentIdSchema,
    tick: z.object({
      bid: maybe,
      ask: maybe,
      last: maybe,
      volume: maybe,
      openInterest: maybe,
      impliedVol: maybe,
      delta: maybe,
      underlyingPrice: maybe,
      // Recordings of before it was told do not say it.
      delayMs: z.number().nonnegative().default(0),
      receivedTime: time,
    }),
  }),
  stats: z.object({
    instrument: instrumentIdSchema,
    stats: z.object({
      impliedVol30: maybe,
      historicalVol30: maybe,
      averageVolume: maybe,
      callVolume: maybe,
      putVolume: maybe,
      callOpenInterest: maybe,
      putOpenInterest: maybe,
      receivedTime: time,
    }),
  }),
  instruments: z.array(instrumentSchema),
  classes: z.object({ underlying: instrumentIdSchema, classes: z.array(optionClassSchema) }),
  history: z
    .object({
      instrument: instrumentIdSchema,
      kind: z.enum(['TRADES', 'MIDPOINT', 'OPTION_IMPLIED_VOLATILITY', 'HISTORICAL_VOLATILITY']),
      interval: intervalSchema,
      bars: z.array(barSchema),
    })
    .refine(({ instrument, interval, bars }) =>
      bars.every((bar) => bar.instrument === instrument && bar.interval === interval),
    ),
} satisfies { readonly [What in Exclude<keyof BrokerItems, 'book' | 'facts'>]: z.ZodType<BrokerItems[What]> };
