import type { SimOptionModel } from '../../simulated-market.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';

/** Tick ids of the live feed. */
export const ticks = {
  bidSize: 0,
  bid: 1,
  ask: 2,
  askSize: 3,
  last: 4,
  lastSize: 5,
  high: 6,
  low: 7,
  volume: 8,
  close: 9,
  bidOption: 10,
  askOption: 11,
  lastOption: 12,
  modelOption: 13,
  open: 14,
  averageVolume: 21,
  optionHistoricalVol: 23,
  optionImpliedVol: 24,
  callOpenInterest: 27,
  putOpenInterest: 28,
  callVolume: 29,
  putVolume: 30,
  openInterest: 22,
  lastTime: 45,
  shortable: 46,
  rtVolume: 48,
  halted: 49,
  averageOptionVolume: 87,
  futuresOpenInterest: 86,
} as const;

const delayed: Readonly<Record<number, number>> = {
  [ticks.bid]: 66,
  [ticks.ask]: 67,
  [ticks.last]: 68,
  [ticks.bidSize]: 69,
  [ticks.askSize]: 70,
  [ticks.lastSize]: 71,
  [ticks.high]: 72,
  [ticks.low]: 73,
  [ticks.volume]: 74,
  [ticks.close]: 75,
  [ticks.open]: 76,
  [ticks.bidOption]: 80,
  [ticks.askOption]: 81,
  [ticks.lastOption]: 82,
  [ticks.modelOption]: 83,
  [ticks.lastTime]: 88,
  [ticks.halted]: 90,
};

/** The id under which a tick travels: delayed feeds have their own for the most common ones. */
export function tickId(tick: number, isDelayed: boolean): number {
  return isDelayed ? (delayed[tick] ?? tick) : tick;
}

export function tickPrice(requestId: number, tick: number, price: number, size: number): Message {
  const canExecute = (tick === ticks.bid || tick === ticks.ask) && price > 0;
  return [answerIds.tickPrice, 6, requestId, tick, price, size, canExecute ? 1 : 0];
}

export function tickSize(requestId: number, tick: number, size: number): Message {
  return [answerIds.tickSize, 6, requestId, tick, size];
}

export function tickGeneric(requestId: number, tick: number, value: number): Message {
  return [answerIds.tickGeneric, 6, requestId, tick, value];
}

export function tickString(requestId: number, tick: number, text: string): Message {
  return [answerIds.tickString, 6, requestId, tick, text];
}

export function tickParameters(requestId: number, minTick: number, bboExchange: string): Message {
  return [answerIds.tickParameters, requestId, minTick, bboExchange, 3];
}

export function marketDataType(requestId: number, type: number): Message {
  return [answerIds.marketDataType, 1, requestId, type];
}

export function snapshotEnd(requestId: number): Message {
  return [answerIds.snapshotEnd, 1, requestId];
}

/** Option computation; a null model is "not computed", with the broker's -1 and -2. */
export function tickOption(at: {
  requestId: number;
  tick: number;
  model: SimOptionModel | null;
  price: number | null;
  version: number;
}): Message {
  const { model } = at;
  const head: Message =
    at.version >= since.tickAttributes
      ? [answerIds.tickOption, at.requestId, at.tick, at.tick === ticks.modelOption ? 0 : 1]
      : [answerIds.tickOption, 6, at.requestId, at.tick];
  if (!model) return [...head, -1, -2, -1, -1, -2, -2, -2, -1];
  const price = at.price ?? model.price;
  return [
    ...head,
    digits(model.impliedVol),
    digits(model.delta),
    digits(price),
    digits(model.presentValueDividend),
    digits(model.gamma),
    digits(model.vega),
    digits(model.theta),
    digits(model.underlyingPrice),
  ];
}

function digits(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}

export function depthRow(
  requestId: number,
  row: { position: number; operation: number; side: number; price: number; size: number },
): Message {
  return [answerIds.depth, 1, requestId, row.position, row.operation, row.side, row.price, row.size];
}

export function depthRowL2(
  requestId: number,
  row: {
    position: number;
    maker: string;
    operation: number;
    side: number;
    price: number;
    size: number;
    isSmart: boolean;
  },
): Message {
  return [
    answerIds.depthL2,
    1,
    requestId,
    row.position,
    row.maker,
    row.operation,
    row.side,
    row.price,
    row.size,
    row.isSmart,
  ];
}

export function realTimeBar(
  requestId: number,
  bar: {
    startMs: number;
    open: number;
    high: number;
    low: number;
    close: number;
    volume: number;
    vwap: number;
    count: number;
  },
): Message {
  return [
    answerIds.realTimeBar,
    3,
    requestId,
    Math.floor(bar.startMs / 1000),
    bar.open,
    bar.high,
    bar.low,
    bar.close,
    bar.volume,
    bar.vwap,
    bar.count,
  ];
}
