import { z } from 'zod';
import type { Alert, AlertRule } from '../domain/alert.ts';
import { defineContract, everyStream, latestStream, nothing, request } from './define.ts';
import { processHealthSchema } from './health-schemas.ts';
import { maybe, time } from './market-schemas.ts';

export const alertRuleSchema = z.object({
  id: z.string().min(1).max(60),
  kind: z.enum(['conviction', 'process', 'feed', 'order']),
  enabled: z.boolean(),
  ticker: z.string().max(10),
  threshold: z.number().min(0).max(1),
  hysteresis: z.number().min(0).max(0.5),
  coolDownMs: z.number().min(0).max(86_400_000),
}) satisfies z.ZodType<AlertRule>;

export const alertSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  kind: z.enum(['conviction', 'process', 'feed', 'order', 'digest']),
  severity: z.enum(['info', 'attention', 'critical']),
  ticker: z.string(),
  title: z.string(),
  body: z.string(),
  value: maybe,
  firedTime: time,
  shownTime: maybe,
  acknowledgedTime: maybe,
}) satisfies z.ZodType<Alert>;

export const deskContract = defineContract('desk', {
  /** Newly fired alerts, each exactly once per reader, resumable. */
  alertEvents: everyStream({ params: nothing, item: alertSchema }),
  /** The log, newest 500, with receipts as they arrive. */
  alerts: latestStream({ params: nothing, item: alertSchema, key: 'id' }),
  rules: latestStream({ params: nothing, item: alertRuleSchema.extend({ deleted: z.boolean() }), key: 'id' }),
  saveRule: request({ input: alertRuleSchema, output: alertRuleSchema, command: true, roles: ['window', 'cli'] }),
  deleteRule: request({
    input: z.strictObject({ id: z.string() }),
    output: z.object({ deleted: z.boolean() }),
    command: true,
    roles: ['window', 'cli'],
  }),
  /** A window or the operating system has shown it. */
  markShown: request({
    input: z.strictObject({ ids: z.array(z.string()).max(500) }),
    output: z.object({ marked: z.number() }),
    command: true,
    roles: ['window', 'host'],
  }),
  acknowledge: request({
    input: z.strictObject({ ids: z.array(z.string()).max(500) }),
    output: z.object({ acknowledged: z.number() }),
    command: true,
    roles: ['window', 'cli', 'host'],
  }),
  process: latestStream({ params: nothing, item: processHealthSchema, key: 'process' }),
});
