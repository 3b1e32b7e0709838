import { shownText } from '../../domain/shown-text.ts';
import type { CancelTimer } from '../../ports/clock.ts';
import type { StreamSocket } from '../../ports/stream-socket.ts';
import type { StreamSession } from '../../ports/vendor.ts';
import type { VendorBudget } from './budget.ts';
import { dialStream } from './dial-stream.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import { FrameIntake, refusing } from './frame-intake.ts';
import { redialDelayMs } from './retry-delay.ts';
import { keepWaiting } from './keep-waiting.ts';
import { inSession } from './session-times.ts';
import { SilenceWatch, strictest } from './silence-watch.ts';
import type { StreamGap, StreamState } from './stream-state.ts';
import { TopicBook } from './topic-book.ts';

export type ConnectionPhase = 'idle' | 'dialling' | 'greeting' | 'live' | 'lost' | 'refused';

export type StreamConnectionParts = {
  readonly name: string;
  readonly context: FeedContext;
  readonly settings: () => FeedSettings;
  readonly budget: VendorBudget;
  readonly blocked: () => string | null;
  /** What a stream brings has to come another way for a while, or no longer. */
  readonly onStandIn: (state: StreamState, needed: boolean) => void;
  /** Facts wait for `flush`. */
  readonly onWaiting: () => void;
  readonly fillGap: (state: StreamState, gap: StreamGap) => void;
};

type Live = {
  readonly socket: StreamSocket;
  readonly watch: SilenceWatch;
  readonly session: StreamSession;
  readonly longAnswer: boolean;
};

const handshakeWaitMs = 30_000;
/** Joins without acknowledgement count as done after this. */
const settleMs = 2_000;

/** One socket that some streams of a vendor share: kept open, kept joined, and honest about every hole. */
export class StreamConnection {
  readonly #parts: StreamConnectionParts;
  readonly #intake: FrameIntake;
  readonly #topics = new TopicBook();
  #states: readonly StreamState[] = [];
  #phase: ConnectionPhase = 'idle';
  #live: Live | null = null;
  #word = '';
  #attempts = 0;
  /** Monotonic ms. */
  #dialAtMs = 0;
  /** Changes whenever what is going on belongs to the past. */
  #generation = 0;
  #timer: CancelTimer | null = null;
  #paused = false;
  /** World time since when each stream has brought nothing; absent = no hole. */
  readonly #holes = new Map<StreamState, { readonly fromMs: number; readonly why: string }>();

  constructor(parts: StreamConnectionParts) {
    this.#parts = parts;
    this.#intake = new FrameIntake({
      ...parts,
      topics: this.#topics,
      alive: () => {
        this.#attempts = 0;
      },
      greeted: () => void (this.#phase === 'greeting' && this.#join()),
      answered: () => void (this.#timer && this.#topics.allAnswered && this.#settled()),
      refused: (message) => this.#refuse(message),
      lost: (code, message) => this.#lost(code, message, code === 'rate-limited' ? handshakeWaitMs : 0),
      reply: (frame) => this.#live?.socket.send(frame),
      full: () => this.#pause(),
      waiting: parts.onWaiting,
    });
  }

  get phase(): ConnectionPhase {
    return this.#phase;
  }

  /** In the trader's words. */
  get word(): string {
    return this.#word;
  }

  apply(states: readonly StreamState[]): void {
    this.#states = states;
    this.#intake.apply(states);
    this.look();
  }

  /** A new key or file: what was refused may be tried again. */
  reset(): void {
    if (this.#live) this.#hangUp('new key');
    this.#phase = 'idle';
    [this.#attempts, this.#dialAtMs] = [0, 0];
    this.look();
  }

  /** Dials, joins, leaves or hangs up as the hour, the file and the watchlist want it. */
  look(): void {
    const { context, blocked } = this.#parts;
    const nowMs = context.clock.now();
    const due = this.#states.filter((state) => inSession(nowMs, state.stream.sessions));
    const wanted = due.length === 0 || blocked() !== null ? new Map<StreamState, never>() : this.#topics.wanted(due);
    if (wanted.size === 0) return this.#rest();
    if (this.#phase === 'live') return this.#change(wanted);
    const mayDial = this.#phase === 'idle' || this.#phase === 'lost';
    if (mayDial && context.clock.monotonicMs() >= this.#dialAtMs) void this.#dial([...wanted.keys()]);
  }

  /** Hands waiting facts to the store, oldest first, for no longer than the market can wait. */
  flush(mostMs: number): void {
    keepWaiting(this.#states, { ...this.#parts.context, mostMs });
    if (this.#states.some((state) => state.waiting.size > 0)) this.#parts.onWaiting();
    if (!this.#paused || !this.#states.every((state) => state.waiting.roomy)) return;
    this.#paused = false;
    this.#live?.socket.resume();
  }

  close(): void {
    this.#hangUp('closed');
    this.#phase = 'refused';
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#live?.socket.pause();
  }

  #rest(): void {
    if (this.#phase === 'refused') return;
    if (this.#phase !== 'idle') this.#hangUp('not wanted now');
    this.#phase = 'idle';
    this.#word = '';
    this.#holes.clear();
  }

  #hangUp(why: string): void {
    this.#generation += 1;
    this.#timer?.();
    this.#timer = null;
    this.#live?.watch.close();
    this.#live?.socket.close();
    this.#live = null;
    this.#paused = false;
    this.#topics.forget();
    this.#word = why;
  }

  async #dial(states: readonly StreamState[]): Promise<void> {
    const { context, settings, budget } = this.#parts;
    const [first] = states;
    if (!first) return;
    this.#generation += 1;
    const generation = this.#generation;
    this.#phase = 'dialling';
    for (const state of states) state.lastAttemptMs = context.clock.now();
    const topics = [...this.#topics.wanted(states).values()].flat();
    const dialled = await dialStream({ context, settings: settings(), budget, state: first, topics });
    if (generation !== this.#generation) {
      if (dialled.ok) dialled.value.socket.close();
      return;
    }
    if (!dialled.ok) {
      const { code, message, facts } = dialled.failure;
      const status = Number(facts?.['status'] ?? 0);
      if (refusing.has(code) || [401, 402, 403].includes(status)) return this.#refuse(message);
      return this.#lost(code, message, status === 429 || code === 'rate-limited' ? handshakeWaitMs : 0);
    }
    this.#open(dialled.value, generation);
  }

  #open(dialled: Omit<Live, 'watch'>, generation: number): void {
    const { context } = this.#parts;
    const { socket, session, longAnswer } = dialled;
    const current = (task: () => void): void => void (generation === this.#generation && task());
    const watch = new SilenceWatch({
      clock: context.clock,
      socket,
      heartbeat: () => strictest(this.#states.map((state) => state.stream.heartbeat)),
      probeMs: context.timings.probeMs,
      onDead: (reason) => current(() => this.#lost('silent', reason)),
    });
    this.#live = { socket, watch, session, longAnswer };
    socket.onEnd((end) => {
      const code = end.code === null ? '' : ` (${end.code})`;
      current(() => this.#lost('disconnected', `connection ended${code}${end.reason === '' ? '' : `: ${end.reason}`}`));
    });
    socket.onFrame((frame) =>
      current(() => {
        watch.frame();
        this.#intake.frame(frame);
      }),
    );
    const greeting = longAnswer
      ? []
      : (this.#states[0]?.stream.greet(this.#parts.settings().credentials, session) ?? []);
    for (const frame of greeting) socket.send(frame);
    if (greeting.length === 0) return this.#join();
    this.#phase = 'greeting';
    this.#timer = context.clock.after(context.timings.acknowledgeMs, () =>
      current(() => this.#lost('timeout', 'the greeting was not answered')),
    );
  }

  #join(): void {
    const { context } = this.#parts;
    this.#timer?.();
    this.#phase = 'live';
    this.#word = 'connected';
    const generation = this.#generation;
    this.look();
    this.#timer = context.clock.after(settleMs, () => void (generation === this.#generation && this.#settled()));
  }

  #change(wanted: Parameters<TopicBook['change']>[0]): void {
    const live = this.#live;
    if (!live) return;
    const begun = this.#topics.states().length > 0;
    const changes = this.#topics.change(wanted);
    if (changes.length === 0) return;
    if (live.longAnswer) return begun ? this.#lost('topics', 'other topics are wanted') : undefined;
    const [first] = this.#topics.states();
    if (first?.stream.joins === 'whole') {
      for (const frame of first.stream.join(this.#topics.all(), live.session)) live.socket.send(frame);
      return;
    }
    for (const { state, join, leave } of changes) {
      if (leave.length > 0) for (const frame of state.stream.leave(leave, live.session)) live.socket.send(frame);
      if (join.length > 0) for (const frame of state.stream.join(join, live.session)) live.socket.send(frame);
    }
  }

  /** Everything is joined, as far as can be known: holes end here and are filled from here. */
  #settled(): void {
    this.#timer?.();
    this.#timer = null;
    const nowMs = this.#parts.context.clock.now();
    for (const state of this.#topics.states()) {
      this.#parts.onStandIn(state, false);
      const hole = this.#holes.get(state);
      this.#holes.delete(state);
      if (hole) this.#parts.fillGap(state, state.gap({ fromMs: hole.fromMs, toMs: nowMs, why: hole.why }));
    }
  }

  #lost(code: string, said: string, leastMs = 0): void {
    const reason = shownText(said);
    const { context } = this.#parts;
    const { clock, random } = context;
    const affected = this.#topics.states();
    const nowMs = clock.now();
    for (const state of affected) {
      state.reconnects += 1;
      if (!this.#holes.has(state)) this.#holes.set(state, { fromMs: state.lastFrameMs ?? nowMs, why: reason });
    }
    const inSessionNow = this.#states.filter((state) => inSession(nowMs, state.stream.sessions));
    for (const state of affected.length > 0 ? affected : inSessionNow) {
      state.failed(code, reason);
      this.#parts.onStandIn(state, true);
    }
    this.#hangUp(reason);
    this.#phase = 'lost';
    this.#attempts += 1;
    const waitMs = Math.max(leastMs, redialDelayMs(this.#attempts, random));
    this.#dialAtMs = clock.monotonicMs() + waitMs;
    const generation = this.#generation;
    this.#timer = clock.after(waitMs, () => void (generation === this.#generation && this.look()));
  }

  /** The vendor will say the same tomorrow: no dialling until the key or the file changes. */
  #refuse(said: string): void {
    const message = shownText(said);
    for (const state of this.#states) {
      state.failed('not-entitled', message);
      this.#parts.onStandIn(state, true);
    }
    this.#hangUp(message);
    this.#phase = 'refused';
  }
}
