import type { DataType } from '../../domain/quote.ts';

/** Delayed ticks are the live ones under other numbers: 66 is a delayed bid. */
const liveOf = new Map<number, number>([
  [66, 1],
  [67, 2],
  [68, 4],
  [69, 0],
  [70, 3],
  [71, 5],
  [72, 6],
  [73, 7],
  [74, 8],
  [75, 9],
  [76, 14],
  [80, 10],
  [81, 11],
  [82, 12],
  [83, 13],
  [88, 45],
  [90, 49],
]);

export function liveTick(tickType: number): number {
  return tickType < 66 ? tickType : (liveOf.get(tickType) ?? tickType);
}

export const tick = {
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
  modelOption: 13,
  open: 14,
  averageVolume: 21,
  historicalVol: 23,
  impliedVol: 24,
  callOpenInterest: 27,
  putOpenInterest: 28,
  callVolume: 29,
  putVolume: 30,
  lastTime: 45,
  halted: 49,
} as const;

/** TWS does not say how far delayed data is behind; exchanges give it away after a quarter of an hour. */
export const delayedByMs = 15 * 60_000;

const dataTypes: readonly DataType[] = ['live', 'frozen', 'delayed', 'delayed-frozen'];

export function dataTypeOf(type: number): DataType {
  return dataTypes[type - 1] ?? 'live';
}
