import type { Connection } from '../net/connection.ts';
import type { AnswerKind, RequestKind } from '../wire/message-ids.ts';
import type { FaultAction, FaultScript, FaultStep } from './fault-script.ts';
import { MessageShaper } from './message-shaper.ts';

type Scope = { readonly clientId: number | null };
/** Does what an action says, to the connections of a scope. */
export type FaultEffects = (action: FaultAction, connections: readonly Connection[]) => void;

type Armed = { readonly step: FaultStep; left: number };

/** Waits for the moments of a script and lets faults happen. Stands between every session and its socket. */
export class FaultController {
  readonly #clock: { now(): number; schedule(atMs: number, task: () => void): () => void };
  readonly #connections: () => readonly Connection[];
  readonly #effects: FaultEffects;
  readonly #shaper: MessageShaper;
  readonly #timers = new Set<() => void>();
  #armed: Armed[] = [];

  constructor(options: {
    clock: { now(): number; schedule(atMs: number, task: () => void): () => void };
    connections: () => readonly Connection[];
    effects: FaultEffects;
  }) {
    this.#clock = options.clock;
    this.#connections = options.connections;
    this.#effects = options.effects;
    this.#shaper = new MessageShaper(options.clock);
  }

  schedule(script: FaultScript): void {
    for (const step of script) {
      if ('at' in step) this.#later(step.at, step);
      else if ('after' in step) this.#later(this.#clock.now() + step.after, step);
      else this.#armed.push({ step, left: step.count ?? 1 });
    }
  }

  /** Lets a fault happen now. */
  inject(action: FaultAction, scope: Scope = { clientId: null }): void {
    if (action.kind === 'clear') {
      this.#shaper.clear();
      this.#armed = [];
    } else if (
      action.kind === 'drop' ||
      action.kind === 'duplicate' ||
      action.kind === 'reorder' ||
      action.kind === 'delay'
    ) {
      this.#shaper.add(action, scope.clientId);
      return;
    }
    this.#effects(
      action,
      this.#connections().filter((connection) => concerns(scope, connection)),
    );
  }

  outgoing(connection: Connection, kind: AnswerKind | null, text: string): void {
    this.#count(connection, (step) => 'on' in step && step.on === kind);
    this.#shaper.pass(connection, kind, text);
  }

  incoming(connection: Connection, kind: RequestKind | null): void {
    this.#count(connection, (step) => 'onRequest' in step && step.onRequest === kind);
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#armed = [];
    this.#shaper.clear();
  }

  #later(atMs: number, step: FaultStep): void {
    const cancel = this.#clock.schedule(atMs, () => {
      this.#timers.delete(cancel);
      this.inject(step.do, { clientId: step.clientId ?? null });
    });
    this.#timers.add(cancel);
  }

  #count(connection: Connection, matches: (step: FaultStep) => boolean): void {
    if (this.#armed.length === 0) return;
    for (const armed of [...this.#armed]) {
      if (!matches(armed.step) || !concerns({ clientId: armed.step.clientId ?? null }, connection)) continue;
      armed.left -= 1;
      if (armed.left > 0) continue;
      this.#armed = this.#armed.filter((other) => other !== armed);
      this.inject(armed.step.do, { clientId: armed.step.clientId ?? null });
    }
  }
}

function concerns(scope: Scope, connection: Connection): boolean {
  return scope.clientId === null || connection.session?.clientId === scope.clientId;
}
