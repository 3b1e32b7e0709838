import { realAgeMs, type CancelTimer, type Clock } from '../../ports/clock.ts';
import type { StreamSocket } from '../../ports/stream-socket.ts';
import type { Stream } from '../../ports/vendor.ts';
import { regularSession, sessionPhase } from '../../domain/calendar.ts';
import { dataDate } from './session-times.ts';

const [shortestLookMs, longestLookMs] = [50, 1_000];
/** A minute after the bell counts as before it: connections that are only late must not be cut at the opening. */
const openingMs = 60_000;

export type SilenceParts = {
  readonly clock: Clock;
  readonly socket: StreamSocket;
  readonly heartbeat: () => Stream['heartbeat'];
  readonly probeMs: number;
  readonly onDead: (reason: string) => void;
};

/**
 * Pings a socket and tells when it is dead: no frame and no pong for the vendor's silence, then none after a last ping
 * either. In regular hours a socket that answers pings but brings nothing for the long silence is as good as dead.
 */
export class SilenceWatch {
  readonly #parts: SilenceParts;
  #next: CancelTimer | null = null;
  #lastSignMs: number;
  #lastFrameMs: number;
  #lastPingMs: number;
  #probeMs: number | null = null;
  #closed = false;

  constructor(parts: SilenceParts) {
    this.#parts = parts;
    const now = parts.clock.monotonicMs();
    [this.#lastSignMs, this.#lastFrameMs, this.#lastPingMs] = [now, now, now];
    parts.socket.onPong(() => this.#sign());
    this.#lookLater();
  }

  frame(): void {
    this.#lastFrameMs = this.#parts.clock.monotonicMs();
    this.#sign();
  }

  close(): void {
    this.#next?.();
    this.#next = null;
    this.#closed = true;
  }

  #sign(): void {
    this.#lastSignMs = this.#parts.clock.monotonicMs();
    this.#probeMs = null;
  }

  /** When something could be due: a ping, the end of the silence, or of the wait for the last ping. */
  #lookLater(): void {
    if (this.#closed) return;
    const { clock, heartbeat, probeMs } = this.#parts;
    const now = clock.monotonicMs();
    const { pingEveryMs, silenceMs, preOpenSilenceMs } = heartbeat();
    const silentMs = isBusyTime(clock) ? silenceMs : preOpenSilenceMs;
    const endMs = this.#probeMs === null ? this.#lastSignMs + silentMs : this.#probeMs + probeMs;
    const dueMs = Math.min(this.#lastPingMs + pingEveryMs, endMs) - now;
    const beatMs = longestLookMs - (now % longestLookMs);
    this.#next = clock.after(dueMs < beatMs ? Math.max(shortestLookMs, Math.ceil(dueMs)) : Math.ceil(beatMs), () => {
      this.#look();
      this.#lookLater();
    });
  }

  #look(): void {
    const { clock, socket, heartbeat, probeMs, onDead } = this.#parts;
    const now = clock.monotonicMs();
    const { pingEveryMs, silenceMs, preOpenSilenceMs } = heartbeat();
    const busy = isBusyTime(clock);
    if (now - this.#lastPingMs >= pingEveryMs) {
      this.#lastPingMs = now;
      socket.ping();
    }
    if (busy && clock.speed > 0 && now - this.#lastFrameMs >= preOpenSilenceMs) {
      return onDead(`nothing came for ${seconds(now - this.#lastFrameMs)} in regular hours`);
    }
    if (now - this.#lastSignMs < (busy ? silenceMs : preOpenSilenceMs)) return;
    if (this.#probeMs === null) {
      this.#probeMs = now;
      socket.ping();
    } else if (now - this.#probeMs >= probeMs) onDead(`no sign of life for ${seconds(now - this.#lastSignMs)}`);
  }
}

/** What all streams of one socket together want of it. */
export function strictest(beats: readonly Stream['heartbeat'][]): Stream['heartbeat'] {
  const least = (of: (beat: Stream['heartbeat']) => number): number => Math.min(...beats.map(of));
  return {
    pingEveryMs: least((beat) => beat.pingEveryMs),
    silenceMs: least((beat) => beat.silenceMs),
    preOpenSilenceMs: least((beat) => beat.preOpenSilenceMs),
  };
}

function isBusyTime(clock: Clock): boolean {
  const now = clock.now();
  if (sessionPhase(now) !== 'regular') return false;
  return realAgeMs(clock, regularSession(dataDate(now)).openMs) > openingMs;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
