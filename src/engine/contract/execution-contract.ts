import { z } from 'zod';
import { orderTypes } from '../domain/order.ts';
import { defineContract, everyStream, latestStream, nothing, request } from './define.ts';
import { feedHealthSchema, processHealthSchema } from './health-schemas.ts';
import { failureSchema, instrumentIdSchema, maybe, modeSchema, sideSchema, time } from './market-schemas.ts';
import {
  accountSchema,
  journalTradeSchema,
  orderEventSchema,
  orderSchema,
  originSchema,
  positionSchema,
} from './order-schemas.ts';

const positivePrice = z.number().finite().positive().max(10_000_000);

/** What the trader wants. `intent` makes repeated sending harmless: the same intent never becomes two orders. */
export const submitOrderSchema = z.strictObject({
  intent: z.uuid(),
  instrument: instrumentIdSchema,
  side: sideSchema,
  quantity: z.number().finite().positive().max(10_000_000),
  type: z.enum(orderTypes),
  limitPrice: positivePrice.nullable(),
  stopPrice: positivePrice.nullable(),
  trailAmount: positivePrice.nullable(),
  timeInForce: z.enum(['DAY', 'GTC']),
  outsideRth: z.boolean(),
  /** Exit group placed at the broker together with the entry. */
  bracket: z.strictObject({ targetPrice: positivePrice.nullable(), stopPrice: positivePrice.nullable() }).nullable(),
  origin: originSchema,
  /** The mode the trader saw when pressing; a different running mode is a denial, never a surprise. */
  mode: modeSchema,
});
export type SubmitOrder = z.output<typeof submitOrderSchema>;

/** One rule's verdict with the numbers it used. */
export const ruleCheckSchema = z.object({
  rule: z.string(),
  title: z.string(),
  verdict: z.enum(['pass', 'warn', 'deny', 'not-applicable']),
  message: z.string(),
  /** Share of the limit used after this order, 0..1+; null when the rule has no limit. */
  used: maybe,
  value: maybe,
  limit: maybe,
  unit: z.string(),
});
export type RuleCheck = z.output<typeof ruleCheckSchema>;

export const orderPreviewSchema = z.object({
  allowed: z.boolean(),
  checks: z.array(ruleCheckSchema),
  notional: maybe,
  maxLoss: maybe,
  maxProfit: maybe,
  rewardToRisk: maybe,
  referencePrice: maybe,
  positionBefore: z.number(),
  positionAfter: z.number(),
  estimatedCommission: maybe,
  margin: z
    .object({
      initialChange: maybe,
      maintenanceChange: maybe,
      equityAfter: maybe,
      commission: maybe,
      warning: z.string(),
    })
    .nullable(),
});
export type OrderPreview = z.output<typeof orderPreviewSchema>;

/** The four possible answers to a submit; the broker's later words arrive on `orderEvents`. */
export const orderTicketSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('sent'), orders: z.array(orderSchema) }),
  z.object({ outcome: z.literal('denied'), failure: failureSchema, checks: z.array(ruleCheckSchema) }),
  z.object({ outcome: z.literal('unknown'), failure: failureSchema, orders: z.array(orderSchema) }),
]);
export type OrderTicket = z.output<typeof orderTicketSchema>;

export const commandResultSchema = z.object({ accepted: z.boolean(), message: z.string() });

/** State of the gate, of arming and of the kill switch. One row. */
export const gateStateSchema = z.object({
  key: z.literal('gate'),
  /** closed = start-up or reconnect not reconciled; halted = kill switch, daily loss or journal failure. */
  state: z.enum(['closed', 'active', 'reducing', 'halted']),
  reason: z.string(),
  since: time,
  mode: modeSchema,
  account: z.string(),
  port: maybe,
  oneClickArmed: z.boolean(),
  liveArmed: z.boolean(),
  unknownOrders: z.number(),
  killed: z.boolean(),
  killedReason: z.string(),
  dailyLossUsed: maybe,
  dailyLossLimit: maybe,
  dailyLossWarn: maybe,
  riskUsedPercent: maybe,
  riskLimitPercent: maybe,
});
export type GateState = z.output<typeof gateStateSchema>;

export const riskLimitSchema = z.object({
  rule: z.string(),
  title: z.string(),
  description: z.string(),
  value: maybe,
  limit: maybe,
  unit: z.string(),
  used: maybe,
  state: z.enum(['ok', 'warn', 'breach', 'unknown']),
});

const journalFilter = z.strictObject({
  from: z.number().nullable(),
  to: z.number().nullable(),
  ticker: z.string().max(20),
  limit: z.number().int().min(1).max(5_000),
});

export const executionContract = defineContract('execution', {
  /** Checks and effects of an order without sending it. `withMargin` asks the broker, slower. */
  preview: request({
    input: z.strictObject({ order: submitOrderSchema, withMargin: z.boolean() }),
    output: orderPreviewSchema,
    timeoutMs: 8_000,
  }),
  submit: request({
    input: submitOrderSchema,
    output: orderTicketSchema,
    timeoutMs: 5_000,
    command: true,
    roles: ['window', 'cli'],
  }),
  modify: request({
    input: z.strictObject({
      intent: z.string(),
      quantity: z.number().finite().positive().nullable(),
      limitPrice: positivePrice.nullable(),
      stopPrice: positivePrice.nullable(),
    }),
    output: commandResultSchema,
    command: true,
    roles: ['window', 'cli'],
  }),
  cancel: request({
    input: z.strictObject({ intent: z.string() }),
    output: commandResultSchema,
    command: true,
    roles: ['window', 'cli'],
  }),
  cancelAll: request({
    input: nothing,
    output: commandResultSchema,
    command: true,
    roles: ['window', 'cli', 'host', 'desk'],
  }),
  /** Closes one position, or all when `instrument` is null, with market orders that may only reduce. */
  flatten: request({
    input: z.strictObject({ instrument: instrumentIdSchema.nullable(), origin: originSchema }),
    output: commandResultSchema,
    command: true,
    timeoutMs: 8_000,
    roles: ['window', 'cli', 'host'],
  }),
  /** Cancels everything and blocks new orders until released. The answer says how long the cancels took. */
  kill: request({
    input: z.strictObject({ flatten: z.boolean(), reason: z.string().max(200), drill: z.boolean() }),
    output: commandResultSchema.extend({ cancelled: z.number(), elapsedMs: z.number() }),
    command: true,
    timeoutMs: 8_000,
    roles: ['window', 'cli', 'host', 'desk'],
  }),
  release: request({
    input: z.strictObject({ confirm: z.literal('RELEASE') }),
    output: commandResultSchema,
    command: true,
    roles: ['window', 'cli'],
  }),
  /** One-click sending and live trading; both fall back to off at every start. */
  arm: request({
    input: z.strictObject({ what: z.enum(['one-click', 'live']), on: z.boolean(), confirm: z.string().max(40) }),
    output: commandResultSchema,
    command: true,
    roles: ['window'],
  }),
  reconcile: request({
    input: nothing,
    output: commandResultSchema,
    command: true,
    timeoutMs: 20_000,
    roles: ['window', 'cli', 'host'],
  }),
  /** What became of one intent, from the journal. */
  order: request({
    input: z.strictObject({ intent: z.string() }),
    output: z.object({ order: orderSchema.nullable(), events: z.array(orderEventSchema) }),
  }),
  orders: latestStream({ params: nothing, item: orderSchema, key: 'intent' }),
  orderEvents: everyStream({ params: nothing, item: orderEventSchema }),
  /** A row of quantity 0 says the position is closed. */
  positions: latestStream({ params: nothing, item: positionSchema, key: 'instrument' }),
  account: latestStream({ params: nothing, item: accountSchema, key: 'account' }),
  gate: latestStream({ params: nothing, item: gateStateSchema, key: 'key' }),
  limits: latestStream({ params: nothing, item: riskLimitSchema, key: 'rule' }),
  trades: latestStream({ params: nothing, item: journalTradeSchema, key: 'id' }),
  journal: request({ input: journalFilter, output: z.array(journalTradeSchema), timeoutMs: 10_000 }),
  annotate: request({
    input: z.strictObject({
      id: z.string(),
      notes: z.string().max(20_000).nullable(),
      tags: z.array(z.string().max(40)).max(20).nullable(),
    }),
    output: journalTradeSchema,
    command: true,
    roles: ['window', 'cli'],
  }),
  exportJournal: request({
    input: z.strictObject({
      filter: journalFilter,
      format: z.enum(['csv', 'json']),
      /** Of the trades the filter finds only these; null = all of them. */
      only: z.array(z.string().max(200)).max(5_000).nullable().default(null),
    }),
    output: z.object({ fileName: z.string(), content: z.string(), rows: z.number() }),
    timeoutMs: 20_000,
  }),
  backup: request({
    input: z.strictObject({}),
    output: z.object({ path: z.string(), bytes: z.number(), integrity: z.string() }),
    command: true,
    timeoutMs: 60_000,
    roles: ['window', 'cli', 'host'],
  }),
  health: latestStream({ params: nothing, item: feedHealthSchema, key: 'feed' }),
  process: latestStream({ params: nothing, item: processHealthSchema, key: 'process' }),
});
