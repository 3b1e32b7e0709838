import { type Direction, type LayerId, layerIds } from '../../domain/signal.ts';

/** A signal as it may arrive from outside: nothing is trusted yet. */
export type RawSignal = {
  readonly layer: string;
  readonly direction: string;
  readonly strength: number | null | undefined;
  readonly confidence: number | null | undefined;
  /** ms since epoch. */
  readonly eventTime: number;
};

/** A checked signal: strength and confidence within 0..1. */
export type CleanSignal = {
  readonly layer: LayerId;
  readonly direction: Direction;
  readonly strength: number;
  readonly confidence: number;
  readonly eventTime: number;
  /** Position in the input, to find the explanation again. */
  readonly index: number;
};

/** Later wins a tie of time and strength x confidence. */
const directionRank: Readonly<Record<Direction, number>> = { bullish: 2, bearish: 1, neutral: 0 };

function isLayer(text: string): text is LayerId {
  return (layerIds as readonly string[]).includes(text);
}

function isDirection(text: string): text is Direction {
  return Object.hasOwn(directionRank, text);
}

function clampUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function cleanSignal(raw: RawSignal, index: number): CleanSignal | null {
  const { layer, direction, strength, confidence, eventTime } = raw;
  if (!isLayer(layer) || !isDirection(direction)) return null;
  if (typeof strength !== 'number' || typeof confidence !== 'number') return null;
  if (!Number.isFinite(strength) || !Number.isFinite(confidence) || !Number.isFinite(eventTime)) return null;
  return { layer, direction, strength: clampUnit(strength), confidence: clampUnit(confidence), eventTime, index };
}

function supersedes(next: CleanSignal, held: CleanSignal): boolean {
  if (next.eventTime !== held.eventTime) return next.eventTime > held.eventTime;
  const nextPower = next.strength * next.confidence;
  const heldPower = held.strength * held.confidence;
  if (nextPower !== heldPower) return nextPower > heldPower;
  return directionRank[next.direction] > directionRank[held.direction];
}

/**
 * One signal per layer, the newest (ties: stronger, then bullish, bearish, neutral), in a result that does not depend
 * on input order. Unknown layers or directions and missing or non-finite numbers are counted, not guessed.
 */
export function cleanSignals(signals: readonly RawSignal[]): {
  readonly kept: ReadonlyMap<LayerId, CleanSignal>;
  readonly rejected: number;
} {
  const kept = new Map<LayerId, CleanSignal>();
  let rejected = 0;
  for (const [index, raw] of signals.entries()) {
    const clean = cleanSignal(raw, index);
    if (clean === null) {
      rejected += 1;
      continue;
    }
    const held = kept.get(clean.layer);
    if (held === undefined || supersedes(clean, held)) kept.set(clean.layer, clean);
  }
  return { kept, rejected };
}
