import { shownText } from '../../domain/shown-text.ts';
import type { CancelTimer } from '../../ports/clock.ts';
import type { StreamSocket } from '../../ports/stream-socket.ts';
import type { StreamSession } from '../../ports/vendor.ts';
import type { VendorBudget } from './budget.ts';
import { dialledWith, dialStream } from './dial-stream.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import { FrameIntake, refusing } from './frame-intake.ts';
import { Redial } from './redial.ts';
import { keepWaiting } from './keep-waiting.ts';
import { inSession } from './session-times.ts';
import { SilenceWatch, strictest } from './silence-watch.ts';
import type { StreamGap, StreamState } from './stream-state.ts';
import { StreamHoles } from './stream-holes.ts';
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
  /** The addresses and the key of the socket that is open or being dialled. */
  #dialledWith = '';
  #live: Live | null = null;
  #word = '';
  readonly #redial: Redial;
  /** Changes whenever what is going on belongs to the past. */
  #generation = 0;
  #timer: CancelTimer | null = null;
  #paused = false;
  readonly #holes: StreamHoles;

  constructor(parts: StreamConnectionParts) {
    this.#parts = parts;
    this.#redial = new Redial(parts.context.clock, parts.context.random);
    this.#holes = new StreamHoles({ clock: parts.context.clock, fillGap: parts.fillGap });
    this.#intake = new FrameIntake({
      ...parts,
      topics: this.#topics,
      alive: () => this.#redial.succeeded(),
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
    this.#topics.lookAgain();
    this.#intake.apply(states);
    this.look();
  }

  /** A new key or file: what was refused may be tried again. A socket whose key and address are still right stays open. */
  reset(): void {
    this.#redial.atOnce();
    const isUp = this.#phase === 'dialling' || this.#phase === 'greeting' || this.#phase === 'live';
    if (isUp && this.#dialledWith === dialledWith(this.#parts.settings())) return this.look();
    this.#holes.open(this.#topics.states(), 'dialled anew with another key or address');
    if (isUp) this.#hangUp('another key or address');
    this.#phase = 'idle';
    this.look();
  }

  /** Dials, joins, leaves or hangs up as the hour, the file and the watchlist want it. */
  look(): void {
    const { blocked } = this.#parts;
    const due = this.#inSession();
    if (this.#phase === 'live' && blocked() === null && this.#topics.serves(due)) return;
    const wanted = due.length === 0 || blocked() !== null ? new Map<StreamState, never>() : this.#topics.wanted(due);
    if (wanted.size === 0) return this.#rest(due.length > 0 ? blocked() : null);
    if (this.#phase === 'live') return this.#change(wanted, due);
    const mayDial = this.#phase === 'idle' || this.#phase === 'lost';
    if (mayDial && this.#redial.due) void this.#dial([...wanted.keys()]);
  }

  /** Hands waiting facts to the store, oldest of a stream first and streams by turns, for no longer than the market can wait. */
  flush(mostMs: number): void {
    keepWaiting(this.#states, { ...this.#parts.context, mostMs });
    if (this.#states.some((state) => state.waiting.size > 0)) this.#parts.onWaiting();
    if (!this.#paused || !this.#states.every((state) => state.waiting.roomy)) return;
    this.#paused = false;
    this.#live?.socket.resume();
  }

  #inSession(): readonly StreamState[] {
    const nowMs = this.#parts.context.clock.now();
    return this.#states.filter((state) => inSession(nowMs, state.stream.sessions));
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

  /** Nothing is asked for, or `refusal` forbids to ask: then what is missed meanwhile is a hole like any other. */
  #rest(refusal: string | null): void {
    if (this.#phase === 'refused') return;
    if (refusal !== null) this.#holes.open(this.#topics.states(), refusal);
    if (this.#phase !== 'idle') this.#hangUp('not wanted now');
    this.#phase = 'idle';
    this.#word = '';
    if (refusal === null) this.#holes.end(this.#states);
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
    this.#dialledWith = dialledWith(this.#parts.settings());
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

  #change(...wanted: Parameters<TopicBook['change']>): void {
    const live = this.#live;
    if (!live) return;
    const begun = this.#topics.states().length > 0;
    const changes = this.#topics.change(...wanted);
    if (changes.length === 0) return;
    if (live.longAnswer) return begun ? this.#lost('topics', 'other topics are wanted') : undefined;
    for (const frame of this.#topics.framesFor(changes, live.session)) live.socket.send(frame);
  }

  /** Everything is joined, as far as can be known: holes end here and are filled from here. */
  #settled(): void {
    this.#timer?.();
    this.#timer = null;
    const joined = this.#topics.states();
    for (const state of joined) this.#parts.onStandIn(state, false);
    this.#holes.end(joined);
  }

  #lost(code: string, said: string, leastMs = 0): void {
    const reason = shownText(said);
    const { clock } = this.#parts.context;
    for (const state of this.#topics.states()) state.reconnects += 1;
    this.#fail(code, reason);
    this.#hangUp(reason);
    this.#phase = 'lost';
    const generation = this.#generation;
    this.#timer = clock.after(
      this.#redial.failed(leastMs),
      () => void (generation === this.#generation && this.look()),
    );
  }

  /** The vendor will say the same tomorrow: no dialling until the key or the file changes. */
  #refuse(said: string): void {
    const message = shownText(said);
    this.#fail('not-entitled', message);
    for (const state of this.#states) this.#parts.onStandIn(state, true);
    this.#hangUp(message);
    this.#phase = 'refused';
  }

  /** What was followed, or would be by now, brings nothing from here on. */
  #fail(code: string, reason: string): void {
    const followed = this.#topics.states();
    const meant = followed.length > 0 ? followed : [...this.#topics.wanted(this.#inSession()).keys()];
    this.#holes.open(followed, reason);
    this.#holes.openSince(meant, reason);
    for (const state of meant) {
      state.failed(code, reason);
      this.#parts.onStandIn(state, true);
    }
  }
}
