import { z } from 'zod';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { FaultScript } from '../../simulators/tws/faults/fault-script.ts';

const count = z.number().int().positive().optional();
const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['reset', 'close', 'half-open', 'bad-json', 'huge-frame', 'garbage', 'clear']) }),
  z.strictObject({ kind: z.literal('stall'), forRealMs: z.number().positive() }),
  z.strictObject({ kind: z.enum(['drop', 'duplicate', 'reorder']), message: z.string(), count }),
  z.strictObject({ kind: z.literal('delay'), message: z.string(), count, forMs: z.number().positive() }),
  z.strictObject({ kind: z.literal('info-code'), code: z.number().int(), text: z.string().optional(), id: z.number().int().optional() }),
  z.strictObject({ kind: z.literal('nextValidId-rollback'), by: z.number().int().positive() }),
  z.strictObject({ kind: z.enum(['mute-handshake', 'competing-session', 'omit-order-status']), on: z.boolean() }),
  z.looseObject({ kind: z.literal('bytes') }),
  z.strictObject({ kind: z.literal('restart'), downRealMs: z.number().nonnegative().optional() }),
  z.strictObject({ kind: z.literal('reject-next'), code: z.number().int().optional(), text: z.string().optional() }),
  z.strictObject({ kind: z.literal('dead-feed'), feed: z.string(), on: z.boolean() }),
  z.strictObject({ kind: z.literal('entitlement'), symbol: z.string(), value: z.string() }),
  z.strictObject({ kind: z.literal('depth-reset'), code: z.union([z.literal(316), z.literal(317)]).optional() }),
  z.strictObject({ kind: z.literal('correct-execution'), execId: z.string().optional(), by: z.number() }),
  z.strictObject({ kind: z.literal('burst'), messages: z.number().int().positive() }),
]);

const common = { clientId: z.number().int().optional(), do: actionSchema };
const scriptSchema = z.array(z.union([
  z.strictObject({ ...common, at: z.number() }), z.strictObject({ ...common, after: z.number().nonnegative() }),
  z.strictObject({ ...common, on: z.string(), count }), z.strictObject({ ...common, onRequest: z.string(), count }),
], { error: 'needs one of "at", "after", "on", "onRequest", and a known "do"' }));

/** A fault script from JSON text, or which step is wrong and how. */
export function parseFaultScript(text: string): Outcome<FaultScript, 'malformed'> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return fail('malformed', `not JSON: ${(error as Error).message}`);
  }
  const parsed = scriptSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data as unknown as FaultScript);
  const issue = parsed.error.issues[0];
  const step = issue?.path[0];
  return fail('malformed', `${typeof step === 'number' ? `step ${step + 1}: ` : ''}${issue?.message ?? 'not a fault script'}`);
}
