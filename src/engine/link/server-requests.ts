import type { RequestDefinition } from '../contract/define.ts';
import { fail, type Failure, type Outcome } from '../domain/outcome.ts';
import type { Peer } from './api.ts';
import type { ReplyFrame, RequestFrame } from './frames.ts';
import { inputFailure } from './input-failure.ts';
import { requestOf, type AnyRequest, type ServerCore } from './server-core.ts';

type Connection = {
  readonly peer: Peer;
  reply(frame: ReplyFrame): void;
  refused(): void;
  hostile(reason: string): void;
};
type Running = { readonly command: boolean; readonly abort: AbortController; readonly cancelTimer: () => void };

/** The requests of one connection: each gets exactly one reply. */
export class ServerRequests {
  readonly #core: ServerCore;
  readonly #connection: Connection;
  readonly #running = new Map<number, Running>();

  constructor(core: ServerCore, connection: Connection) {
    this.#core = core;
    this.#connection = connection;
  }

  get inFlight(): number {
    return this.#running.size;
  }

  start(frame: RequestFrame): void {
    if (this.#running.has(frame.id)) return this.#connection.hostile('A request id was used twice');
    const definition = requestOf(this.#core.contract, frame.m);
    if (definition === null)
      return this.#refuse(frame.id, { code: 'unknown-entry', message: `No request '${frame.m}'` });
    const denied = this.#denied(frame.m, definition);
    if (denied !== null) return this.#refuse(frame.id, denied);
    const input = definition.input.safeParse(frame.p);
    if (!input.success) return this.#refuse(frame.id, inputFailure(input.error));
    this.#run(frame, definition, input.data);
  }

  cancel(id: number): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#finish(
      id,
      running.command
        ? fail('outcome-unknown', 'Cancelled after the command was accepted')
        : fail('cancelled', 'Cancelled by the caller'),
    );
    running.abort.abort();
  }

  close(): void {
    for (const running of this.#running.values()) {
      running.cancelTimer();
      running.abort.abort();
    }
    this.#running.clear();
  }

  #denied(name: string, definition: RequestDefinition): Failure | null {
    const { role } = this.#connection.peer;
    if (definition.roles.length > 0 && !definition.roles.includes(role)) {
      return { code: 'not-allowed', message: `'${name}' is not open to the role ${role}` };
    }
    if (this.#running.size < this.#core.limits.maxInFlight) return null;
    return { code: 'busy', message: `More than ${this.#core.limits.maxInFlight} requests at once` };
  }

  #refuse(id: number, failure: Failure): void {
    this.#connection.reply({ k: 'res', id, ok: false, e: failure });
    this.#connection.refused();
  }

  #run(frame: RequestFrame, definition: RequestDefinition, input: unknown): void {
    const abort = new AbortController();
    const cancelTimer = this.#core.timers.after(definition.timeoutMs, () => this.#timeOut(frame, definition));
    this.#running.set(frame.id, { command: definition.command, abort, cancelTimer });
    const answer = this.#core.implementation[frame.m] as AnyRequest;
    const call = { peer: this.#connection.peer, signal: abort.signal };
    void attempt(() => answer(input, call)).then((outcome) => {
      // Late answers of timed-out or cancelled requests are dropped: the reply has been sent.
      if (this.#running.get(frame.id)?.abort !== abort) return;
      if (outcome instanceof Thrown) this.#finish(frame.id, this.#bug(frame.m, outcome.error));
      else this.#finish(frame.id, this.#checked(frame.m, definition, outcome));
    });
  }

  #timeOut(frame: RequestFrame, definition: RequestDefinition): void {
    const running = this.#running.get(frame.id);
    const text = `'${frame.m}' was not answered within ${definition.timeoutMs} ms`;
    this.#finish(
      frame.id,
      fail(definition.command ? 'outcome-unknown' : 'timeout', text, { timeoutMs: definition.timeoutMs }),
    );
    running?.abort.abort();
  }

  #checked(name: string, definition: RequestDefinition, outcome: Outcome<unknown>): Outcome<unknown> {
    if (!this.#core.validateOutputs || !outcome.ok) return outcome;
    const output = definition.output.safeParse(outcome.value);
    if (output.success) return outcome;
    const failure = inputFailure(output.error, 'invalid-output');
    return { ok: false, failure: { ...failure, message: `'${name}' answered ${failure.message}` } };
  }

  #finish(id: number, outcome: Outcome<unknown>): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    running.cancelTimer();
    this.#running.delete(id);
    try {
      this.#connection.reply(
        outcome.ok ? { k: 'res', id, ok: true, r: outcome.value } : { k: 'res', id, ok: false, e: outcome.failure },
      );
    } catch (error) {
      const unknown = running.command ? 'outcome-unknown' : 'internal';
      this.#core.log.error('an answer could not be sent', { error: String(error) });
      this.#connection.reply({
        k: 'res',
        id,
        ok: false,
        e: { code: unknown, message: 'The answer could not be sent' },
      });
    }
  }

  #bug(name: string, error: unknown): Outcome<never> {
    this.#core.log.error(`'${name}' threw`, {
      error: String(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    return fail('internal', `'${name}' failed inside the program`);
  }
}

class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Starts in the caller's turn; both kinds of throwing become a value. */
async function attempt<Value>(task: () => Value | Promise<Value>): Promise<Value | Thrown> {
  try {
    return await task();
  } catch (error) {
    return new Thrown(error);
  }
}
