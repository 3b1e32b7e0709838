import { z } from 'zod';
import { maybe, tickerSchema, time } from './market-schemas.ts';

const dateSchema = z.string().regex(/^\d{8}$/, 'expected a day such as 20261006');
const disagreementSchema = z.object({ field: z.string(), message: z.string() });

/** Both days are included; no tickers = every company the calendars name. */
export const calendarQuerySchema = z
  .strictObject({ fromDate: dateSchema, toDate: dateSchema, tickers: z.array(tickerSchema).max(500).optional() })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { path: ['toDate'], error: 'ends before it begins' });

/** One release as all calendars together tell it; where they differ, the first of `sources` counts. */
export const scheduledReleaseSchema = z.object({
  name: z.string(),
  country: z.string(),
  scheduledTime: time.nullable(),
  date: z.string(),
  importance: z.enum(['low', 'medium', 'high', 'holiday', 'unknown']),
  actual: maybe,
  forecast: maybe,
  previous: maybe,
  unit: z.string(),
  period: z.string(),
  sources: z.array(z.string()),
  disagreements: z.array(disagreementSchema),
});
export type ScheduledReleaseRow = z.output<typeof scheduledReleaseSchema>;

export const scheduledReportSchema = z.object({
  ticker: z.string(),
  date: z.string(),
  session: z.enum(['before-open', 'after-close', 'during', 'unknown']),
  fiscalQuarterEnd: z.string().nullable(),
  epsEstimate: maybe,
  epsActual: maybe,
  revenueEstimate: maybe,
  revenueActual: maybe,
  expectedMove: maybe,
  sources: z.array(z.string()),
  disagreements: z.array(disagreementSchema),
});
export type ScheduledReportRow = z.output<typeof scheduledReportSchema>;

export const calendarSchema = z.object({
  releases: z.array(scheduledReleaseSchema),
  reports: z.array(scheduledReportSchema),
});
