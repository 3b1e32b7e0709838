import type { SimHistoryKind } from '../simulated-market.ts';
import type { SessionGrid } from './session-grid.ts';
import { secondsPerDay } from './session-grid.ts';

export const dayMs = 86_400_000;

export type HistoryRequest = {
  readonly kind: SimHistoryKind;
  readonly barMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
};

/** Calls `visit` for each bar of a day's grid inside the request that has begun. */
export function eachBar(
  grid: SessionGrid,
  request: HistoryRequest,
  visit: (fromSecond: number, toSecond: number, startMs: number) => void,
): void {
  const step = Math.max(1000, request.barMs);
  const first = Math.max(0, Math.floor((request.fromMs - grid.startMs) / step));
  for (let rank = first; rank * step < secondsPerDay * 1000; rank += 1) {
    const startMs = grid.startMs + rank * step;
    if (startMs >= request.toMs || startMs > request.nowMs) return;
    if (startMs >= request.fromMs) visit((rank * step) / 1000, ((rank + 1) * step) / 1000, startMs);
  }
}
