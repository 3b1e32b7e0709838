import type { Fact } from '../../domain/facts/fact.ts';
import type { FrameContext } from '../../ports/recording.ts';
import type { StreamMessage } from '../../ports/vendor.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import { FrameReader, streamOfFact, type ReadFrame } from './frame-reader.ts';
import { dataDate } from './session-times.ts';
import type { StreamState } from './stream-state.ts';
import type { TopicBook } from './topic-book.ts';

export type FrameIntakeParts = {
  readonly context: FeedContext;
  readonly settings: () => FeedSettings;
  readonly topics: TopicBook;
  /** Facts or acknowledgements came: the connection is worth something. */
  readonly alive: () => void;
  readonly greeted: () => void;
  readonly answered: () => void;
  readonly refused: (message: string) => void;
  readonly lost: (code: string, message: string) => void;
  readonly reply: (frame: string) => void;
  readonly full: () => void;
  /** Facts wait for the store. */
  readonly waiting: () => void;
};

/** What a vendor will say again tomorrow. */
export const refusing: ReadonlySet<string> = new Set(['unauthorised', 'not-entitled']);
const encoder = new TextEncoder();

/** From a frame to waiting facts: recorded, read, stamped, and put where its stream keeps what is not stored yet. */
export class FrameIntake {
  readonly #parts: FrameIntakeParts;
  readonly #reader = new FrameReader();
  #states: readonly StreamState[] = [];

  constructor(parts: FrameIntakeParts) {
    this.#parts = parts;
  }

  apply(states: readonly StreamState[]): void {
    this.#states = states;
    this.#reader.apply(states);
  }

  frame(frame: string | Uint8Array): void {
    const receivedTime = this.#parts.context.clock.now();
    const read = this.#reader.read(frame, { receivedTime, tradingDate: dataDate(receivedTime) });
    const owner = this.#ownerOf(read);
    if (!owner) return;
    this.#record(owner, frame, receivedTime);
    owner.frames += 1;
    owner.lastFrameMs = receivedTime;
    if (read.fault !== null) owner.failed('translator-fault', `Reading a frame failed: ${read.fault}`);
    for (const message of read.messages) this.#message(message, read.states ?? [owner], receivedTime);
  }

  /** Who is told of a frame: the stream of its topic, else the first that is joined. */
  #ownerOf({ states, messages }: ReadFrame): StreamState | undefined {
    const [message] = messages;
    const topic = message?.kind === 'facts' || message?.kind === 'acknowledged' ? (message.topic ?? '') : '';
    const all = states ?? this.#states;
    return this.#parts.topics.stateOf(topic) ?? all.find((state) => state.topics.length > 0) ?? all[0];
  }

  #record(owner: StreamState, frame: string | Uint8Array, receivedTime: number): void {
    const { recorder } = this.#parts.context;
    if (recorder === null) return;
    const bytes = typeof frame === 'string' ? encoder.encode(frame) : frame;
    const context: FrameContext = { frame: typeof frame === 'string' ? 'text' : 'bytes' };
    const channel = `${this.#parts.settings().feed.vendor.id}/${owner.id}`;
    recorder.record({ channel, receivedTime, context: JSON.stringify(context), bytes });
  }

  #message(message: StreamMessage, states: readonly StreamState[], receivedTime: number): void {
    switch (message.kind) {
      case 'facts':
        return this.#facts(message, states, receivedTime);
      case 'acknowledged':
        return this.#acknowledged(message);
      case 'control':
        return message.reply === null ? undefined : this.#parts.reply(message.reply);
      case 'refused':
        if (refusing.has(message.code)) return this.#parts.refused(message.message);
        return this.#parts.lost(message.code, message.message);
      case 'unknown':
        for (const state of states.slice(0, 1)) state.unknownFrames += 1;
    }
  }

  #facts(
    { facts, refusals, topic }: Extract<StreamMessage, { kind: 'facts' }>,
    states: readonly StreamState[],
    receivedTime: number,
  ): void {
    this.#parts.alive();
    const named = topic === undefined ? undefined : this.#parts.topics.stateOf(topic);
    const first = named ?? states.find((state) => state.topics.length > 0);
    if (first) first.refusals += refusals.length;
    const source = this.#parts.settings().feed.vendor.id;
    // Most streams bring one kind: only a mixture has to be sorted.
    const [sample] = facts;
    const mixed = named === undefined && facts.some((fact) => fact.kind !== sample?.kind);
    const groups = mixed
      ? Map.groupBy(facts, (fact) => streamOfFact(states, fact.kind))
      : new Map([[named ?? (sample ? streamOfFact(states, sample.kind) : first), facts]]);
    for (const [state, drafts] of groups) {
      // Nobody is joined: the last words of a stream that was just left.
      if (!state) continue;
      state.lastFrameMs = receivedTime;
      const stamped = drafts.map((fact): Fact => ({ ...fact, source, endpoint: state.id, receivedTime }));
      state.push(stamped, receivedTime);
      if (state.waiting.full) this.#parts.full();
    }
    this.#parts.waiting();
  }

  #acknowledged(message: Extract<StreamMessage, { kind: 'acknowledged' }>): void {
    const { topics, alive, answered, greeted, refused } = this.#parts;
    if (message.topic === '') return message.accepted ? greeted() : refused(message.message);
    const state = topics.stateOf(message.topic);
    if (!state) return;
    if (message.accepted) {
      state.acknowledged.add(message.topic);
      alive();
    } else {
      state.refusedTopics.set(message.topic, message.message);
      state.failed('refused', `${message.topic}: ${message.message}`);
    }
    if (topics.allRefused) return refused(message.message);
    answered();
  }
}
