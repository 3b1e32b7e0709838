import type { Fact } from '../../domain/facts/fact.ts';
import { shownText } from '../../domain/shown-text.ts';
import type { Stream, StreamTopic } from '../../ports/vendor.ts';
import type { EffectiveStream } from './effective-feed.ts';
import { WaitingFacts } from './waiting-facts.ts';

/** A hole in a stream, world time. */
export type StreamGap = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly why: string;
  /** What was missed was asked for, and all of it has come. */
  filled: boolean;
  /** The endpoint that told the same time in other words, minutes for trades; null = none did. */
  bridgedBy: string | null;
};

const keptGaps = 20;

/** What is known of one stream while the program runs. */
export class StreamState {
  effective: EffectiveStream;
  readonly waiting: WaitingFacts;
  topics: readonly StreamTopic[] = [];
  /** Topics beyond what the vendor allows on one connection. */
  topicsLeftOut = 0;
  readonly acknowledged = new Set<string>();
  readonly refusedTopics = new Map<string, string>();
  frames = 0;
  facts = 0;
  refusals = 0;
  unknownFrames = 0;
  reconnects = 0;
  gaps = 0;
  readonly recentGaps: StreamGap[] = [];
  lastFrameMs: number | null = null;
  lastAttemptMs: number | null = null;
  /** When facts of this stream were last handed to the store, by the monotonic clock. */
  lastTurnMs = Number.NEGATIVE_INFINITY;
  lastError = '';
  readonly errors: Partial<Record<string, number>> = {};

  constructor(effective: EffectiveStream) {
    this.effective = effective;
    const { backPressure, mostWaiting } = effective.stream;
    this.waiting = new WaitingFacts(backPressure.policy, mostWaiting);
  }

  get id(): string {
    return this.effective.stream.id;
  }

  get stream(): Stream {
    return this.effective.stream;
  }

  apply(effective: EffectiveStream): void {
    this.effective = effective;
    this.waiting.apply(effective.stream.backPressure.policy, effective.stream.mostWaiting);
  }

  /** Topics wanted now, no more than the vendor allows. */
  wanted(mostTopics: number): readonly StreamTopic[] {
    const { stream, symbols } = this.effective;
    if (!stream.enabled) return [];
    const all = stream.topics(symbols);
    const allowed = all.slice(0, Math.max(0, mostTopics));
    this.topicsLeftOut = all.length - allowed.length;
    return allowed;
  }

  failed(code: string, message: string): void {
    this.errors[code] = (this.errors[code] ?? 0) + 1;
    this.lastError = shownText(message);
  }

  push(facts: readonly Fact[], nowMs: number): void {
    const oldest = facts[0]?.receivedTime ?? nowMs;
    const dropped = this.waiting.push(facts);
    if (dropped > 0)
      this.gap({ fromMs: oldest, toMs: nowMs, why: `${dropped} facts came faster than they could be kept` });
  }

  /** Joins holes that touch, so that an hour of overflow is one gap and not a thousand. */
  gap(hole: Pick<StreamGap, 'fromMs' | 'toMs' | 'why'>): StreamGap {
    const last = this.recentGaps.at(-1);
    if (last && !last.filled && hole.fromMs <= last.toMs + 1_000 && hole.why.endsWith('kept')) {
      const joined = { ...last, toMs: hole.toMs };
      this.recentGaps.splice(-1, 1, joined);
      return joined;
    }
    const gap: StreamGap = { ...hole, filled: false, bridgedBy: null };
    this.gaps += 1;
    this.recentGaps.push(gap);
    if (this.recentGaps.length > keptGaps) this.recentGaps.shift();
    return gap;
  }
}
