import { z } from 'zod';
import type { FactKind } from '../domain/facts/fact.ts';
import { retentionOf } from '../domain/facts/retention.ts';
import { time } from './market-schemas.ts';

/** Every kind has a retention class, so that its table is the list of kinds. */
const factKinds = Object.keys(retentionOf) as [FactKind, ...FactKind[]];
export const factKindSchema = z.enum(factKinds);

/** One fact with where it came from; `body` is `FactBodies[kind]`. */
export const storedFactSchema = z.object({
  seq: z.number().int(),
  kind: factKindSchema,
  subject: z.string(),
  key: z.string(),
  eventTime: time,
  source: z.string(),
  endpoint: z.string(),
  receivedTime: time,
  body: z.record(z.string(), z.unknown()),
});
export type StoredFactItem = z.output<typeof storedFactSchema>;

/** Empty lists = all. */
export const factFilterSchema = z.strictObject({
  kinds: z.array(factKindSchema).max(100),
  subjects: z.array(z.string().max(60)).max(2_000),
});

export const factsAsOfSchema = factFilterSchema.extend({
  sources: z.array(z.string().max(60)).max(50).optional(),
  fromMs: time.optional(),
  toMs: time.optional(),
  /** Only what had arrived by then; left out = everything known. */
  asOfMs: time.optional(),
  limit: z.number().int().min(1).max(2_000),
});
