import { z } from 'zod';
import type { Account } from '../domain/account.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';
import { orderStates, orderTypes, type Order } from '../domain/order.ts';
import type { Fill, OrderEvent } from '../domain/order-event.ts';
import type { Position } from '../domain/position.ts';
import { scoreSchema } from './analytics-contract.ts';
import { instrumentIdSchema, maybe, modeSchema, sideSchema, time } from './market-schemas.ts';

export const originSchema = z.object({
  source: z.enum(['window', 'hotkey', 'cli', 'strategy', 'kill-switch', 'adopted']),
  label: z.string().max(120),
});

export const orderSchema = z.object({
  instrument: instrumentIdSchema,
  side: sideSchema,
  quantity: z.number(),
  type: z.enum(orderTypes),
  limitPrice: maybe,
  stopPrice: maybe,
  trailAmount: maybe,
  timeInForce: z.enum(['DAY', 'GTC']),
  outsideRth: z.boolean(),
  intent: z.string(),
  role: z.enum(['single', 'parent', 'target', 'stop']),
  parentIntent: z.string().nullable(),
  ticker: z.string(),
  account: z.string(),
  mode: modeSchema,
  origin: originSchema,
  state: z.enum(orderStates),
  reason: z.string(),
  brokerOrderId: maybe,
  permId: maybe,
  clientId: maybe,
  filled: z.number(),
  averageFillPrice: maybe,
  modifyPending: z.boolean(),
  adopted: z.boolean(),
  createdTime: time,
  sentTime: maybe,
  updatedTime: time,
}) satisfies z.ZodType<Order>;

export const fillSchema = z.object({
  execution: z.string(),
  intent: z.string().nullable(),
  permId: maybe,
  brokerOrderId: maybe,
  account: z.string(),
  instrument: instrumentIdSchema,
  side: sideSchema,
  quantity: z.number(),
  price: z.number(),
  venue: z.string(),
  commission: maybe,
  realizedPnl: maybe,
  eventTime: time,
  receivedTime: time,
}) satisfies z.ZodType<Fill>;

export const orderEventSchema = z.object({
  seq: z.number(),
  intent: z.string(),
  kind: z.enum([
    'intended',
    'denied',
    'sent',
    'acknowledged',
    'working',
    'modified',
    'fill',
    'commission',
    'cancel-requested',
    'cancelled',
    'rejected',
    'unknown',
    'resolved',
    'adopted',
    'warning',
  ]),
  detail: z.string(),
  order: orderSchema,
  fill: fillSchema.nullable(),
  eventTime: time,
}) satisfies z.ZodType<OrderEvent>;

export const positionSchema = z.object({
  account: z.string(),
  instrument: instrumentIdSchema,
  ticker: z.string(),
  quantity: z.number(),
  averagePrice: z.number(),
  multiplier: z.number(),
  mark: maybe,
  marketValue: maybe,
  unrealizedPnl: maybe,
  dayPnl: maybe,
  protectiveStop: z.enum(['broker', 'client-only', 'none']),
  eventTime: time,
}) satisfies z.ZodType<Position>;

export const accountSchema = z.object({
  account: z.string(),
  mode: modeSchema,
  currency: z.string(),
  netLiquidation: maybe,
  cash: maybe,
  buyingPower: maybe,
  maintenanceMargin: maybe,
  dayStartNetLiquidation: maybe,
  dayPnl: maybe,
  realizedPnl: maybe,
  unrealizedPnl: maybe,
  eventTime: time,
}) satisfies z.ZodType<Account>;

export const journalTradeSchema = z.object({
  id: z.string(),
  mode: modeSchema,
  account: z.string(),
  ticker: z.string(),
  instrument: instrumentIdSchema,
  multiplier: z.number(),
  direction: z.enum(['long', 'short']),
  quantity: z.number(),
  openQuantity: z.number(),
  openTime: time,
  closeTime: maybe,
  entryPrice: z.number(),
  exitPrice: maybe,
  commission: z.number(),
  commissionComplete: z.boolean(),
  realizedPnl: z.number(),
  plannedStop: maybe,
  rMultiple: maybe,
  entrySlippage: maybe,
  entryScore: scoreSchema.nullable(),
  fills: z.array(fillSchema),
  tags: z.array(z.string()),
  notes: z.string(),
}) satisfies z.ZodType<JournalTrade>;
