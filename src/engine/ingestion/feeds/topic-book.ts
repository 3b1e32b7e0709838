import type { StreamSession, StreamTopic } from '../../ports/vendor.ts';
import { priorities } from './budget.ts';
import type { StreamState } from './stream-state.ts';

export type TopicChange = {
  readonly state: StreamState;
  readonly join: readonly StreamTopic[];
  readonly leave: readonly StreamTopic[];
};

/** Which topics of which streams are joined on one socket, and what has to change. */
export class TopicBook {
  readonly #joined = new Map<StreamState, Map<string, StreamTopic>>();
  /** Asked with every frame that names its topic. */
  readonly #byTopic = new Map<string, StreamState>();
  /** The streams that were looked through last; null = nothing is known of what they want now. */
  #served: readonly StreamState[] | null = null;

  /** Topics wanted now, the most urgent streams first, no more on the connection than the vendor allows. */
  wanted(states: readonly StreamState[]): ReadonlyMap<StreamState, readonly StreamTopic[]> {
    let left = Math.min(...states.map((state) => state.stream.mostTopics));
    const ordered = states.toSorted(
      (a, b) => priorities.indexOf(a.stream.priority) - priorities.indexOf(b.stream.priority),
    );
    const wanted = new Map<StreamState, readonly StreamTopic[]>();
    for (const state of ordered) {
      const topics = state.wanted(left);
      left -= topics.length;
      if (topics.length > 0) wanted.set(state, topics);
    }
    return wanted;
  }

  /** Nothing has changed since `change` was told of the same streams. */
  serves(states: readonly StreamState[]): boolean {
    const served = this.#served;
    return served !== null && served.length === states.length && states.every((state, at) => state === served[at]);
  }

  /** A stream may want other topics than before. */
  lookAgain(): void {
    this.#served = null;
  }

  /** What to send so that exactly `wanted`, which `states` asked for, is joined; counts as sent. */
  change(
    wanted: ReadonlyMap<StreamState, readonly StreamTopic[]>,
    states: readonly StreamState[],
  ): readonly TopicChange[] {
    this.#served = states;
    const changes: TopicChange[] = [];
    for (const state of new Set([...wanted.keys(), ...this.#joined.keys()])) {
      const topics = wanted.get(state) ?? [];
      const joined = this.#joined.get(state) ?? new Map<string, StreamTopic>();
      const names = new Set(topics.map(({ topic }) => topic));
      const join = topics.filter(({ topic }) => !joined.has(topic));
      const leave = [...joined.values()].filter(({ topic }) => !names.has(topic));
      this.#joined.set(state, new Map(topics.map((topic) => [topic.topic, topic])));
      state.topics = topics;
      if (join.length > 0 || leave.length > 0) changes.push({ state, join, leave });
    }
    this.#byTopic.clear();
    for (const [state, topics] of this.#joined) for (const topic of topics.keys()) this.#byTopic.set(topic, state);
    return changes;
  }

  /** The words of the vendor for changes: all topics anew, or those that come and go. */
  framesFor(changes: readonly TopicChange[], session: StreamSession): readonly string[] {
    const [first] = this.states();
    if (first?.stream.joins === 'whole') return first.stream.join(this.all(), session);
    return changes.flatMap(({ state: { stream }, join, leave }) => [
      ...(leave.length > 0 ? stream.leave(leave, session) : []),
      ...(join.length > 0 ? stream.join(join, session) : []),
    ]);
  }

  stateOf(topic: string): StreamState | undefined {
    return this.#byTopic.get(topic);
  }

  states(): readonly StreamState[] {
    return [...this.#joined].filter(([, topics]) => topics.size > 0).map(([state]) => state);
  }

  all(): readonly StreamTopic[] {
    return [...this.#joined.values()].flatMap((topics) => [...topics.values()]);
  }

  /** Every joined topic has been answered. */
  get allAnswered(): boolean {
    for (const [state, topics] of this.#joined) {
      for (const topic of topics.keys()) {
        if (!state.acknowledged.has(topic) && !state.refusedTopics.has(topic)) return false;
      }
    }
    return true;
  }

  get allRefused(): boolean {
    let topics = 0;
    for (const [state, joined] of this.#joined) {
      for (const topic of joined.keys()) if (!state.refusedTopics.has(topic)) return false;
      topics += joined.size;
    }
    return topics > 0;
  }

  forget(): void {
    for (const state of this.#joined.keys()) {
      state.topics = [];
      state.acknowledged.clear();
      state.refusedTopics.clear();
    }
    this.#joined.clear();
    this.#byTopic.clear();
    this.#served = null;
  }
}
