import type { RequestDefinition } from '../contract/define.ts';
import { fail, ok, type Failure, type Outcome } from '../domain/outcome.ts';
import type { LinkTimers } from './api.ts';
import type { ClientFrame, ReplyFrame } from './frames.ts';
import { notFinite } from './not-finite.ts';
import { FrameTooLarge } from './pipe.ts';

export type CallOptions = { readonly signal?: AbortSignal; readonly timeoutMs?: number };
type Send = (frame: ClientFrame) => void;
type Pending = {
  readonly id: number;
  readonly name: string;
  readonly definition: RequestDefinition;
  readonly input: unknown;
  sent: boolean;
  readonly settle: (outcome: Outcome<unknown>) => void;
};

/**
 * Requests of a client: every one is answered exactly once, whatever happens to the link. What a lost, timed-out or
 * cancelled command did is unknown, and the answer says so.
 */
export class ClientCalls {
  readonly #timers: LinkTimers;
  readonly #pending = new Map<number, Pending>();
  #send: Send | null = null;
  #refusal: Failure | null = null;
  #nextId = 1;

  constructor(timers: LinkTimers) {
    this.#timers = timers;
  }

  get size(): number {
    return this.#pending.size;
  }

  call(
    name: string,
    definition: RequestDefinition,
    { input, options }: { readonly input: unknown; readonly options: CallOptions },
  ): Promise<Outcome<unknown>> {
    const early = refusalOf(name, input) ?? this.#answerWithoutLink(name, definition, options);
    if (early !== null) return Promise.resolve(early);
    return new Promise((resolve) => {
      const id = this.#nextId;
      this.#nextId += 1;
      const timeoutMs = options.timeoutMs ?? definition.timeoutMs;
      const cancelTimer = this.#timers.after(timeoutMs, () => this.#timeOut(id, timeoutMs));
      const abort = (): void => this.#cancel(id);
      options.signal?.addEventListener('abort', abort, { once: true });
      const settle = (outcome: Outcome<unknown>): void => {
        this.#pending.delete(id);
        cancelTimer();
        options.signal?.removeEventListener('abort', abort);
        resolve(outcome);
      };
      const pending: Pending = { id, name, definition, input, sent: false, settle };
      this.#pending.set(id, pending);
      if (this.#send !== null) this.#transmit(pending, this.#send);
    });
  }

  opened(send: Send): void {
    this.#send = send;
    for (const pending of this.#pending.values()) if (!pending.sent) this.#transmit(pending, send);
  }

  /** The link is gone: what was sent gets its answer now, what waits goes on waiting for the next link. */
  lost(reason: string): void {
    this.#send = null;
    for (const pending of [...this.#pending.values()]) if (pending.sent) pending.settle(lostInFlight(pending, reason));
  }

  /** No link will come again. */
  ended(failure: Failure): void {
    this.lost(failure.message);
    this.#refusal = failure;
    for (const pending of [...this.#pending.values()]) pending.settle({ ok: false, failure });
  }

  reply(frame: ReplyFrame): void {
    // Late answers of calls that were cancelled or timed out find nobody.
    this.#pending.get(frame.id)?.settle(frame.ok ? ok(frame.r) : { ok: false, failure: frame.e });
  }

  #answerWithoutLink(name: string, definition: RequestDefinition, options: CallOptions): Outcome<never> | null {
    if (options.signal?.aborted === true) return fail('cancelled', `'${name}' was cancelled before it was sent`);
    if (this.#refusal !== null) return { ok: false, failure: this.#refusal };
    if (this.#send !== null || !definition.command) return null;
    return fail('link-lost', `Not connected: '${name}' was not sent`);
  }

  #transmit(pending: Pending, send: Send): void {
    try {
      pending.sent = true;
      send({ k: 'req', id: pending.id, m: pending.name, p: pending.input });
    } catch (error) {
      const text = error instanceof FrameTooLarge ? error.message : 'the input cannot travel';
      pending.settle(fail('invalid-input', `'${pending.name}' was not sent: ${text}`));
    }
  }

  #timeOut(id: number, timeoutMs: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    const { name, definition } = pending;
    if (!pending.sent)
      return pending.settle(
        fail('link-lost', `No connection within ${timeoutMs} ms: '${name}' was not sent`, { timeoutMs }),
      );
    this.#send?.({ k: 'cancel', id });
    pending.settle(
      fail(definition.command ? 'outcome-unknown' : 'timeout', `'${name}' was not answered within ${timeoutMs} ms`, {
        timeoutMs,
      }),
    );
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    if (pending.sent) this.#send?.({ k: 'cancel', id });
    const unknown = pending.sent && pending.definition.command;
    pending.settle(
      unknown
        ? fail('outcome-unknown', `'${pending.name}' was cancelled after it was sent`)
        : fail('cancelled', `'${pending.name}' was cancelled`),
    );
  }
}

function refusalOf(name: string, input: unknown): Outcome<never> | null {
  const path = notFinite(input);
  return path === null
    ? null
    : fail('invalid-input', `${path}: expected a finite number; '${name}' was not sent`, { path });
}

function lostInFlight({ name, definition }: Pending, reason: string): Outcome<never> {
  return definition.command
    ? fail('outcome-unknown', `The link was lost while '${name}' was in flight: ${reason}`)
    : fail('link-lost', `The link was lost before '${name}' was answered: ${reason}`);
}
