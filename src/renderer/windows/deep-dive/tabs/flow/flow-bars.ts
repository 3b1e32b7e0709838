import type { FlowMinute } from '../../../../../engine/domain/evidence.ts';

export const barMs = 300_000;
const mostBars = 24;

export type FlowBar = {
  readonly startMs: number;
  readonly trades: number;
  readonly bullish: number;
  readonly bearish: number;
  readonly unsided: number;
};

/** Premium by five minutes from the first minute known to the newest, oldest first; minutes without trades leave gaps. */
export function flowBars(minutes: readonly FlowMinute[]): readonly FlowBar[] {
  const first = minutes[0];
  const last = minutes.at(-1);
  if (!first || !last) return [];
  const startOf = ({ startMs }: FlowMinute): number => Math.floor(startMs / barMs) * barMs;
  const byStart = Map.groupBy(minutes, startOf);
  const end = startOf(last);
  const begin = Math.max(startOf(first), end - (mostBars - 1) * barMs);
  return Array.from({ length: (end - begin) / barMs + 1 }, (_none, index) => {
    const startMs = begin + index * barMs;
    return flowTotal(byStart.get(startMs) ?? [], startMs);
  });
}

export function flowTotal(parts: readonly Omit<FlowMinute, 'startMs'>[], startMs = 0): FlowBar {
  const total = { startMs, trades: 0, bullish: 0, bearish: 0, unsided: 0 };
  for (const part of parts) {
    total.trades += part.trades;
    total.bullish += part.bullish;
    total.bearish += part.bearish;
    total.unsided += part.unsided;
  }
  return total;
}
