import type { BookSideName, DepthColumns } from './depth-columns.ts';
import { type WallEventKind, WallSide } from './wall-side.ts';
import { type AggressorTrade, usualWalls, type WallSettings } from './wall-settings.ts';

export type WallEvent = {
  readonly timeMs: number;
  readonly kind: WallEventKind;
  readonly side: BookSideName;
  readonly price: number;
};

export type BookSnapshot = { readonly timeMs: number; readonly bids: DepthColumns; readonly asks: DepthColumns };

/**
 * Walls, flash walls and suspected spoofing from snapshots and trades fed in time order, trades of a snapshot's
 * millisecond before it. Bids are judged before asks, levels in the order they became walls. 'spoof-suspect' is a
 * heuristic, not an accusation: show it as suspected. House definitions.
 */
export class WallDetector {
  readonly #bids: WallSide;
  readonly #asks: WallSide;
  #timeMs = Number.NEGATIVE_INFINITY;

  constructor(tell: (event: WallEvent) => void, settings: WallSettings = usualWalls) {
    const sink = (side: BookSideName) => (kind: WallEventKind, price: number) =>
      tell({ timeMs: this.#timeMs, kind, side, price });
    this.#bids = new WallSide(settings, -1, sink('bids'));
    this.#asks = new WallSide(settings, 1, sink('asks'));
  }

  trade({ timeMs, price, size, side }: AggressorTrade): void {
    if (!(size > 0)) return;
    (side === 'buy' ? this.#asks : this.#bids).executed(timeMs, price, size);
  }

  snapshot({ timeMs, bids, asks }: BookSnapshot): void {
    this.#timeMs = timeMs;
    this.#bids.snapshot(timeMs, bids);
    this.#asks.snapshot(timeMs, asks);
  }
}

/** All events of a recording, both inputs in time order: the detector fed in that order. */
export function detectWalls(
  recording: { readonly snapshots: readonly BookSnapshot[]; readonly trades: readonly AggressorTrade[] },
  settings: WallSettings = usualWalls,
): readonly WallEvent[] {
  const events: WallEvent[] = [];
  const detector = new WallDetector((event) => events.push(event), settings);
  let next = 0;
  for (const snapshot of recording.snapshots) {
    for (; next < recording.trades.length; next += 1) {
      const trade = recording.trades[next] as AggressorTrade;
      if (trade.timeMs > snapshot.timeMs) break;
      detector.trade(trade);
    }
    detector.snapshot(snapshot);
  }
  return events;
}
