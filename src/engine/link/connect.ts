import type { Contract, ContractEntries } from '../contract/define.ts';
import { fail, type Failure } from '../domain/outcome.ts';
import type { Client, ConnectOptions, LinkPhase, LinkStatus } from './api.ts';
import { backOffMs } from './back-off.ts';
import { ClientCalls, type CallOptions } from './client-calls.ts';
import { openClientLink } from './client-link.ts';
import type { AnyListener } from './client-watch.ts';
import { ClientWatches } from './client-watches.ts';
import { contractHash } from './contract-hash.ts';
import type { ServerFrame } from './frames.ts';
import type { Pipe } from './pipe.ts';

const dialTimeoutMs = 10_000;
/** A link that held this long was a good one: the next loss starts with the shortest wait again. */
const steadyMs = 5_000;

/** The other end as typed functions. Dials at once and again, with back-off, whenever the link is lost. */
export function connect<Entries extends ContractEntries>(
  contract: Contract<Entries>,
  options: ConnectOptions,
): Client<Entries> {
  const connection = new ClientConnection(contract, options);
  const call: Record<string, unknown> = {};
  const watch: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(contract.entries)) {
    if (entry.type === 'request') {
      call[name] = (input: unknown, callOptions: CallOptions = {}) =>
        connection.calls.call(name, entry, { input, options: callOptions });
    } else {
      watch[name] = (params: unknown, listener: AnyListener, watchOptions: { readonly after?: number | null } = {}) =>
        connection.watches.watch({ name, definition: entry, params, listener, after: watchOptions.after ?? null });
    }
  }
  const client = {
    call,
    watch,
    status: () => connection.status,
    onStatus: (listener: (status: LinkStatus) => void) => connection.onStatus(listener),
    setAckDelay: (ms: number) => connection.watches.setAckDelay(ms),
    close: () => connection.close(),
  };
  connection.dial();
  return client as unknown as Client<Entries>;
}

class ClientConnection {
  readonly calls: ClientCalls;
  readonly watches: ClientWatches;
  readonly #contract: Contract;
  readonly #options: ConnectOptions;
  readonly #listeners = new Set<(status: LinkStatus) => void>();
  #status: LinkStatus = { phase: 'connecting', detail: '', attempts: 0 };
  #link: { close(): void } | null = null;
  #cancelTimer: () => void = () => undefined;
  #dialNumber = 0;
  #openedMs: number | null = null;

  constructor(contract: Contract, options: ConnectOptions) {
    this.#contract = contract;
    this.#options = options;
    this.calls = new ClientCalls(options.timers);
    this.watches = new ClientWatches(options.timers, (task) => this.#guard(task));
  }

  get status(): LinkStatus {
    return this.#status;
  }

  onStatus(listener: (status: LinkStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dial(): void {
    this.#dialNumber += 1;
    const number = this.#dialNumber;
    this.#setStatus('connecting', '', this.#status.attempts + 1);
    this.#cancelTimer = this.#options.timers.after(dialTimeoutMs, () => this.#dialFailed(number, 'Nobody answered'));
    this.#options.dial().then(
      (dialled) => {
        if (!dialled.ok) this.#dialFailed(number, dialled.failure.message);
        else if (number === this.#dialNumber && !this.#over) this.#open(dialled.value);
        else dialled.value.close({ code: 'closed', reason: 'Too late' });
      },
      (error: unknown) => this.#dialFailed(number, String(error)),
    );
  }

  close(): void {
    if (this.#status.phase === 'closed') return;
    this.#finish('closed', { code: 'link-lost', message: 'The connection was closed' });
    this.#listeners.clear();
  }

  get #over(): boolean {
    return this.#status.phase === 'closed' || this.#status.phase === 'refused';
  }

  #open(pipe: Pipe): void {
    this.#cancelTimer();
    this.#dialNumber += 1;
    this.#link = openClientLink({
      pipe,
      timers: this.#options.timers,
      hello: {
        contract: this.#contract.name,
        hash: contractHash(this.#contract),
        token: this.#options.token ?? '',
        client: this.#options.client ?? '',
      },
      handlers: {
        onOpen: (send, epoch) => {
          this.#openedMs = this.#options.timers.monotonicMs();
          this.#setStatus('open', '', this.#status.attempts);
          this.watches.opened(send, epoch);
          this.calls.opened(send);
        },
        onFrame: (frame) => this.#receive(frame),
        onRefused: (failure) => this.#finish('refused', failure),
        onLost: (reason) => this.#lost(reason),
      },
    });
  }

  #receive(frame: ServerFrame): void {
    switch (frame.k) {
      case 'res':
        return this.calls.reply(frame);
      case 'end':
        return this.watches.endedBy(frame);
      case 'every':
      case 'latest':
      case 'batch':
        return this.watches.receive(frame);
      default:
        return;
    }
  }

  #dialFailed(number: number, reason: string): void {
    if (number !== this.#dialNumber || this.#over) return;
    this.#dialNumber += 1;
    this.#lost(reason);
  }

  #lost(reason: string): void {
    this.#link = null;
    if (this.#over) return;
    this.#cancelTimer();
    const steady = this.#openedMs !== null && this.#options.timers.monotonicMs() - this.#openedMs >= steadyMs;
    this.#openedMs = null;
    const attempts = steady ? 0 : this.#status.attempts;
    // The next dial is set before anybody hears of the loss: a listener may close the client.
    this.#cancelTimer = this.#options.timers.after(backOffMs(Math.max(1, attempts)), () => this.dial());
    this.#setStatus('lost', reason, attempts);
    this.calls.lost(reason);
    this.watches.lost(fail('link-lost', reason).failure);
  }

  #finish(phase: 'refused' | 'closed', failure: Failure): void {
    if (this.#over && phase === 'refused') return;
    this.#cancelTimer();
    this.#dialNumber += 1;
    const link = this.#link;
    this.#link = null;
    this.#setStatus(phase, failure.message, this.#status.attempts);
    link?.close();
    this.calls.ended(failure);
    this.watches.ended(failure);
  }

  #setStatus(phase: LinkPhase, detail: string, attempts: number): void {
    this.#status = { phase, detail, attempts };
    for (const listener of [...this.#listeners]) this.#guard(() => listener(this.#status));
  }

  /** A listener's bug must not end the link; it is logged, or left to the environment as an uncaught error. */
  #guard(task: () => void): void {
    try {
      task();
    } catch (error) {
      const { log } = this.#options;
      if (log === undefined)
        queueMicrotask(() => {
          throw error;
        });
      else
        log.error('a link listener threw', {
          error: String(error),
          stack: error instanceof Error ? error.stack : undefined,
        });
    }
  }
}
