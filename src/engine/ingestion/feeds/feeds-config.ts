import { z } from 'zod';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const longestMs = 366 * 86_400_000;

/** `30s`, `5m`, `1h`, `250ms`, `2d` to ms. */
const durationSchema = z.string().transform((text, context) => {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(text.trim());
  const ms = match ? Number(match[1]) * (unitMs[match[2] ?? ''] ?? 0) : null;
  if (ms !== null && ms <= longestMs) return ms;
  if (ms !== null) {
    context.addIssue('longer than a year is too long');
    return z.NEVER;
  }
  context.addIssue(`expected a time such as 30s, 5m or 1h, got "${text}"`);
  return z.NEVER;
});
const cadenceSchema = durationSchema.refine((ms) => ms >= 1_000, 'asking more often than once a second is too much');
const clockSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a New York time such as "07:30", in quotes');
const prioritySchema = z.enum(['critical', 'high', 'normal', 'low']);
const sessionsSchema = z.array(z.enum(['pre-market', 'regular', 'after-hours', 'closed'])).min(1);
const symbolSchema = z.string().regex(/^[A-Z][A-Z0-9.]{0,9}$/, 'expected a ticker such as SPY');
const symbolsSchema = z.union([z.literal('watchlist'), z.array(symbolSchema).max(2_000)]);
const shareSchema = z.number().min(0).max(1);
const limitSchema = z.number().positive().nullable();
/** Keys are sent there: encrypted, or no further than this machine. */
const addressSchema = z
  .string()
  .max(500)
  .regex(
    /^(https|wss):\/\/|^(http|ws):\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/,
    'expected an https or wss address',
  )
  // What only a browser forgives (spaces, line ends, backslashes), a password, or a part that paths would vanish behind.
  .refine((text) => /^[\x21-\x7e]+$/.test(text) && !/[\\@?#]/.test(text) && URL.canParse(text), {
    message: 'expected an address of host and path alone, without name, password, ? or #',
  });
/** Sent as it stands: nothing that ends a line. */
const queryTextSchema = z
  .string()
  .max(1_000)
  .regex(/^\P{Cc}*$/u, 'expected text without control characters');

const budgetSchema = z.strictObject({
  perSecond: limitSchema.optional(),
  perMinute: limitSchema.optional(),
  perDay: limitSchema.optional(),
  concurrent: z.number().int().min(1).max(64).optional(),
  reserve: z.partialRecord(prioritySchema, shareSchema).optional(),
  dollarsPerUnit: z.number().min(0).optional(),
});

/** Part of an address or a query: no text without end. */
const itemValueSchema = z
  .union([queryTextSchema, z.number()])
  .transform(String)
  .pipe(z.string().min(1, 'nothing is named').max(200));

const endpointSchema = z
  .strictObject({
    enabled: z.boolean().optional(),
    every: cadenceSchema.optional(),
    dailyAt: clockSchema.optional(),
    priority: prioritySchema.optional(),
    sessions: sessionsSchema.optional(),
    symbols: symbolsSchema.optional(),
    expiries: z.strictObject({ from: z.number().int().min(0), to: z.number().int().min(0).max(60) }).optional(),
    items: z.array(z.record(z.string(), itemValueSchema)).min(1).max(2_000).optional(),
    parameters: z.record(z.string(), z.string()).optional(),
    query: z.record(queryTextSchema, z.union([queryTextSchema, z.number(), z.boolean()]).transform(String)).optional(),
    validFor: durationSchema.optional(),
  })
  .refine((entry) => entry.every === undefined || entry.dailyAt === undefined, {
    path: ['dailyAt'],
    message: 'every and dailyAt exclude each other',
  });

const backPressureSchema = z.enum(['pause', 'latest', 'drop-oldest']);
const streamSchema = z.strictObject({
  enabled: z.boolean().optional(),
  symbols: symbolsSchema.optional(),
  sessions: sessionsSchema.optional(),
  backPressure: backPressureSchema.optional(),
  mostWaiting: z.number().int().min(100).max(5_000_000).optional(),
});

const vendorSchema = z.strictObject({
  enabled: z.boolean().optional(),
  bases: z.record(z.string(), addressSchema).optional(),
  symbols: symbolsSchema.optional(),
  budget: budgetSchema.optional(),
  endpoints: z.record(z.string(), endpointSchema).optional(),
  streams: z.record(z.string(), streamSchema).optional(),
});

/** What the feeds file may say; everything left out is as the vendor's description has it. */
export const feedsConfigSchema = z.strictObject({
  version: z.literal(1),
  symbols: symbolsSchema.optional(),
  vendors: z.record(z.string(), vendorSchema.nullable()).optional(),
});
export type FeedsConfig = z.output<typeof feedsConfigSchema>;
export type VendorConfig = z.output<typeof vendorSchema>;
export type EndpointConfig = z.output<typeof endpointSchema>;
export type StreamConfig = z.output<typeof streamSchema>;
export type BudgetConfig = z.output<typeof budgetSchema>;
export type SymbolChoice = z.output<typeof symbolsSchema>;

export const emptyFeedsConfig: FeedsConfig = { version: 1 };
