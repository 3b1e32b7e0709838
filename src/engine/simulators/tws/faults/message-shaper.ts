import type { Connection } from '../net/connection.ts';
import type { AnswerKind } from '../wire/message-ids.ts';
import type { FaultAction } from './fault-script.ts';

type Shape = Extract<FaultAction, { readonly kind: 'drop' | 'duplicate' | 'reorder' | 'delay' }>;
type Rule = { readonly shape: Shape; readonly clientId: number | null; left: number };

/** Drops, repeats, swaps or delays the next messages of a kind; everything else passes in order. */
export class MessageShaper {
  readonly #clock: { now(): number; schedule(atMs: number, task: () => void): () => void };
  #rules: Rule[] = [];
  readonly #swapped = new Map<Connection, string>();

  constructor(clock: { now(): number; schedule(atMs: number, task: () => void): () => void }) {
    this.#clock = clock;
  }

  add(shape: Shape, clientId: number | null): void {
    this.#rules.push({ shape, clientId, left: shape.count ?? 1 });
  }

  clear(): void {
    this.#rules = [];
    for (const [connection, text] of this.#swapped) connection.deliver(text);
    this.#swapped.clear();
  }

  pass(connection: Connection, kind: AnswerKind | null, text: string): void {
    const rule = this.#rules.length === 0 ? undefined : this.#take(connection, kind);
    if (!rule) return this.#deliver(connection, text);
    const { shape } = rule;
    if (shape.kind === 'drop') return;
    if (shape.kind === 'duplicate') connection.deliver(text);
    if (shape.kind === 'reorder') this.#hold(connection, text);
    else if (shape.kind === 'delay')
      this.#clock.schedule(this.#clock.now() + shape.forMs, () => connection.deliver(text));
    else this.#deliver(connection, text);
  }

  #take(connection: Connection, kind: AnswerKind | null): Rule | undefined {
    const rule = this.#rules.find(
      ({ shape, clientId }) =>
        shape.message === kind && (clientId === null || connection.session?.clientId === clientId),
    );
    if (!rule) return undefined;
    rule.left -= 1;
    if (rule.left <= 0) this.#rules = this.#rules.filter((other) => other !== rule);
    return rule;
  }

  #hold(connection: Connection, text: string): void {
    const earlier = this.#swapped.get(connection);
    if (earlier !== undefined) connection.deliver(earlier);
    this.#swapped.set(connection, text);
  }

  /** A swapped message goes out right after the one that overtook it. */
  #deliver(connection: Connection, text: string): void {
    connection.deliver(text);
    const late = this.#swapped.get(connection);
    if (late === undefined) return;
    this.#swapped.delete(connection);
    connection.deliver(late);
  }
}
