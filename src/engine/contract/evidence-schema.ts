import { z } from 'zod';
import type { Evidence, FlowMinutes } from '../domain/evidence.ts';
import { maybe, tickerSchema, time } from './market-schemas.ts';

const sideSchema = z.object({ transactions: z.number(), owners: z.number(), value: z.number() });

export const flowMinutesSchema = z.object({
  ticker: tickerSchema,
  from: z.enum(['trades', 'alerts']),
  minutes: z
    .array(
      z.object({
        startMs: time,
        trades: z.number(),
        bullish: z.number(),
        bearish: z.number(),
        unsided: z.number(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<FlowMinutes>;

/** What vendors beside the broker have told of a ticker, condensed for the layers. */
export const evidenceSchema = z.object({
  ticker: tickerSchema,
  flow: z
    .object({
      from: z.enum(['trades', 'alerts']),
      windowMs: z.number(),
      trades: z.number(),
      bullishPremium: z.number(),
      bearishPremium: z.number(),
      unsidedPremium: z.number(),
      sweptShare: z.number(),
      largest: z
        .object({
          optionSymbol: z.string(),
          right: z.enum(['C', 'P']),
          strike: z.number(),
          expiry: z.string(),
          premium: z.number(),
          leans: z.enum(['bullish', 'bearish', 'neither']),
          isSweep: z.boolean(),
          eventTime: time,
        })
        .nullable(),
      newestTime: time,
    })
    .nullable(),
  offExchange: z
    .object({
      date: z.string(),
      prints: z.number(),
      blocks: z.number(),
      boughtPremium: z.number(),
      soldPremium: z.number(),
      unsidedPremium: z.number(),
      levels: z.array(z.object({ price: z.number(), shares: z.number(), premium: z.number() })).readonly(),
      newestTime: time,
    })
    .nullable(),
  insiders: z
    .object({
      windowDays: z.number(),
      purchases: sideSchema,
      sales: sideSchema,
      weightedNet: z.number(),
      plannedSales: z.number(),
      newest: z.string(),
      newestTime: time,
    })
    .nullable(),
  shorts: z
    .object({
      settlementDate: z.string().nullable(),
      reportSource: z.string().nullable(),
      shares: maybe,
      changePercent: maybe,
      daysToCover: maybe,
      ofFloat: maybe,
      feeRate: maybe,
      shortVolumeSource: z.string().nullable(),
      shortVolumeRatio: maybe,
      usualShortVolumeRatio: maybe,
      shortVolumeDeviation: maybe,
      newestTime: time,
    })
    .nullable(),
}) satisfies z.ZodType<Evidence>;
