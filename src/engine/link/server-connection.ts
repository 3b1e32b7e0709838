import type { Failure } from '../domain/outcome.ts';
import type { Peer } from './api.ts';
import { frameVersion, type ClientFrame, type Frame, type HelloFrame, type ServerFrame } from './frames.ts';
import type { Pipe, PipeClose } from './pipe.ts';
import { ServerRequests } from './server-requests.ts';
import { ServerStreams } from './server-streams.ts';
import type { ServerCore } from './server-core.ts';

type Options = {
  readonly core: ServerCore;
  readonly pipe: Pipe;
  /** Given when the transport itself says who it is; the token is not asked then. */
  readonly peer: Peer | null;
  readonly onJoin: (peer: Peer) => void;
  readonly onClose: (peer: Peer | null) => void;
};

/** One pipe at a server: handshake, dispatch, liveness, and the end of whatever misbehaves. */
export class ServerConnection {
  readonly #core: ServerCore;
  readonly #options: Options;
  readonly #pipe: Pipe;
  #session: { readonly peer: Peer; readonly requests: ServerRequests; readonly streams: ServerStreams } | null = null;
  #paused = false;
  #refusals: { startMs: number; count: number } = { startMs: 0, count: 0 };
  #lastHeardMs: number;
  #cancelTimer: () => void;
  #closed = false;

  constructor(options: Options) {
    this.#core = options.core;
    this.#options = options;
    this.#pipe = options.pipe;
    this.#lastHeardMs = this.#core.timers.monotonicMs();
    this.#cancelTimer = () => undefined;
  }

  /** Begins to listen; apart from the constructor because a pipe may report its end at once. */
  start(): void {
    this.#cancelTimer = this.#core.timers.after(this.#core.limits.helloTimeoutMs, () =>
      this.#hostile('No greeting in time'),
    );
    this.#pipe.onClose((close) => this.#ended(close));
    this.#pipe.onDrain(() => this.#resume());
    this.#pipe.onFrame((frame) => this.#receive(frame));
  }

  get peer(): Peer | null {
    return this.#session?.peer ?? null;
  }

  subscriptionCount(name?: string): number {
    return this.#session?.streams.count(name) ?? 0;
  }

  get requestsInFlight(): number {
    return this.#session?.requests.inFlight ?? 0;
  }

  close(close: PipeClose): void {
    this.#pipe.close(close);
  }

  #receive(frame: Frame): void {
    if (this.#closed) return;
    this.#lastHeardMs = this.#core.timers.monotonicMs();
    if (this.#session === null) {
      if (frame.k === 'hello') this.#greet(frame);
      else this.#hostile('A frame before the greeting');
      return;
    }
    this.#dispatch(this.#session, frame as ClientFrame);
  }

  #dispatch(session: { readonly requests: ServerRequests; readonly streams: ServerStreams }, frame: ClientFrame): void {
    switch (frame.k) {
      case 'req':
        return session.requests.start(frame);
      case 'cancel':
        return session.requests.cancel(frame.id);
      case 'sub':
        return session.streams.subscribe(frame);
      case 'ack':
        return session.streams.acknowledge(frame);
      case 'unsub':
        return session.streams.unsubscribe(frame.id);
      case 'ping':
        return this.#send({ k: 'pong', t: frame.t });
      case 'pong':
        return;
      case 'hello':
        return this.#hostile('A second greeting');
      default:
        return this.#hostile('A frame that only a server sends');
    }
  }

  #greet(frame: HelloFrame): void {
    const peer = this.#options.peer ?? this.#core.authorise(frame.token, frame.client);
    if (peer === null) return this.#refuse({ code: 'unauthorised', message: 'The access token is not valid' });
    const mismatch = this.#mismatch(frame);
    if (mismatch !== null) return this.#refuse({ code: 'contract-mismatch', message: mismatch });
    this.#join(peer);
    this.#send({ k: 'welcome', v: frameVersion, hash: this.#core.hash, epoch: this.#core.epoch });
  }

  #mismatch(frame: HelloFrame): string | null {
    const { contract, hash } = this.#core;
    if (frame.v !== frameVersion) return `The two ends speak different link versions (${frame.v} and ${frameVersion})`;
    if (frame.contract !== contract.name) return `This is '${contract.name}', not '${frame.contract}'`;
    if (frame.hash !== hash)
      return `The two ends were built from different versions of the '${contract.name}' contract`;
    return null;
  }

  #join(peer: Peer): void {
    const shared = {
      peer,
      refused: () => this.#refused(),
      hostile: (reason: string) => this.#hostile(reason),
    };
    const streams = new ServerStreams(this.#core, {
      ...shared,
      timers: this.#core.timers,
      flushMs: this.#core.flushMs(peer),
      paused: () => this.#paused,
      send: (frame) => this.#send(frame),
      end: (id, failure) => this.#end(id, failure),
      bug: (id, error) => {
        this.#core.log.error('a stream frame could not be sent', { error: String(error) });
        this.#end(id, { code: 'internal', message: 'The stream failed inside the program' });
      },
    });
    const requests = new ServerRequests(this.#core, { ...shared, reply: (frame) => this.#send(frame) });
    this.#session = { peer, requests, streams };
    this.#cancelTimer();
    this.#watchSilence();
    this.#options.onJoin(peer);
  }

  #end(id: number, failure: Failure | null): void {
    this.#session?.streams.unsubscribe(id);
    this.#send({ k: 'end', id, e: failure });
  }

  #send(frame: ServerFrame): void {
    if (this.#closed) return;
    if (!this.#pipe.send(frame)) this.#paused = true;
    if (this.#pipe.bufferedBytes > this.#core.limits.maxBufferedBytes) {
      this.#pipe.close({ code: 'lost', reason: 'The reader does not read' });
    }
  }

  #resume(): void {
    this.#paused = false;
    this.#session?.streams.wake();
  }

  #refuse(failure: Failure): void {
    this.#send({ k: 'refuse', e: failure });
    this.#core.log.warn('link refused', { code: failure.code, reason: failure.message });
    this.#pipe.close({ code: 'refused', reason: failure.message });
  }

  #refused(): void {
    const now = this.#core.timers.monotonicMs();
    if (now - this.#refusals.startMs > this.#core.limits.refusalWindowMs) this.#refusals = { startMs: now, count: 0 };
    this.#refusals.count += 1;
    if (this.#refusals.count > this.#core.limits.maxRefusals) this.#hostile('A flood of refused frames');
  }

  #hostile(reason: string): void {
    this.#pipe.close({ code: 'hostile', reason });
  }

  /** Finds peers whose transport never reports its end, such as a half-open connection. */
  #watchSilence(): void {
    const { quietMs, deadMs } = this.#core.limits;
    this.#cancelTimer = this.#core.timers.after(quietMs, () => {
      const silentMs = this.#core.timers.monotonicMs() - this.#lastHeardMs;
      if (silentMs >= deadMs)
        return this.#pipe.close({ code: 'lost', reason: `Nothing heard for ${Math.round(silentMs / 1_000)} s` });
      if (silentMs >= quietMs) this.#send({ k: 'ping', t: this.#core.timers.monotonicMs() });
      this.#watchSilence();
    });
  }

  #ended(close: PipeClose): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelTimer();
    if (close.code === 'hostile' || close.code === 'too-large')
      this.#core.log.warn('link closed', { code: close.code, reason: close.reason });
    const session = this.#session;
    this.#session = null;
    session?.requests.close();
    session?.streams.close();
    this.#options.onClose(session?.peer ?? null);
  }
}
