import type { Fact } from '../../domain/facts/fact.ts';
import type { BackPressure } from '../../ports/vendor.ts';

const keyOf = ({ kind, subject, key }: Fact): string => `${kind}|${subject}|${key}`;

/** Facts of one stream between the socket and the store, kept in bounds the way the stream declares. */
export class WaitingFacts {
  #policy: BackPressure['policy'];
  #most: number;
  /** In order of arrival; the head moves instead of the array. */
  #queue: Fact[] = [];
  #head = 0;
  /** For `latest`: newest fact of each key, oldest key first. */
  readonly #newest = new Map<string, Fact>();
  /** Gone for good. */
  dropped = 0;
  /** Replaced by a newer one of the same key before it was kept. */
  conflated = 0;

  constructor(policy: BackPressure['policy'], most: number) {
    this.#policy = policy;
    this.#most = most;
  }

  apply(policy: BackPressure['policy'], most: number): void {
    this.#most = most;
    if (policy === this.#policy) return;
    const waiting = this.take(Number.POSITIVE_INFINITY);
    this.#policy = policy;
    this.push(waiting);
  }

  get size(): number {
    return this.#policy === 'latest' ? this.#newest.size : this.#queue.length - this.#head;
  }

  /** Reading has to stop until there is room. */
  get full(): boolean {
    return this.#policy === 'pause' && this.size >= this.#most;
  }

  /** There is room again. */
  get roomy(): boolean {
    return this.size * 2 <= this.#most;
  }

  /** Answers how many facts had to go. */
  push(facts: readonly Fact[]): number {
    if (this.#policy === 'latest') return this.#pushLatest(facts);
    for (const fact of facts) this.#queue.push(fact);
    if (this.#policy === 'pause') return 0;
    const over = Math.max(0, this.size - this.#most);
    this.#head += over;
    this.dropped += over;
    this.#tidy();
    return over;
  }

  /** Oldest first. */
  take(most: number): readonly Fact[] {
    if (this.#policy === 'latest') return this.#takeLatest(most);
    const end = Math.min(this.#queue.length, this.#head + most);
    const taken = this.#queue.slice(this.#head, end);
    this.#head = end;
    this.#tidy();
    return taken;
  }

  /** Back in front: they could not be kept just now. */
  putBack(facts: readonly Fact[]): void {
    if (this.#policy !== 'latest') {
      this.#queue = [...facts, ...this.#queue.slice(this.#head)];
      this.#head = 0;
      return;
    }
    const later = [...this.#newest.values()];
    this.#newest.clear();
    this.#pushLatest(facts);
    this.#pushLatest(later);
  }

  #pushLatest(facts: readonly Fact[]): number {
    for (const fact of facts) {
      const key = keyOf(fact);
      if (this.#newest.delete(key)) this.conflated += 1;
      this.#newest.set(key, fact);
    }
    let over = 0;
    for (const key of this.#newest.keys()) {
      if (this.#newest.size <= this.#most) break;
      this.#newest.delete(key);
      over += 1;
    }
    this.dropped += over;
    return over;
  }

  #takeLatest(most: number): readonly Fact[] {
    const taken: Fact[] = [];
    for (const [key, fact] of this.#newest) {
      if (taken.length >= most) break;
      taken.push(fact);
      this.#newest.delete(key);
    }
    return taken;
  }

  /** What was taken is let go: at once where nothing waits, as with every stream that is not busier than the store. */
  #tidy(): void {
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    }
    if (this.#head < 4_096 || this.#head * 2 < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#head);
    this.#head = 0;
  }
}
