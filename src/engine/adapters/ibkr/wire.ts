import { EventName, IBApi } from '@stoqey/ib';
import type { Clock } from '../../ports/clock.ts';
import { FieldReader } from './field-reader.ts';
import { createFrameSplitter } from './frame-splitter.ts';
import type { FrameSink } from './frame-sink.ts';
import { decodeHot } from './hot-decoder.ts';
import { Pacer } from './pacer.ts';
import { installSeams, internalsOf } from './seams.ts';

/** How far a connection has come; names the culprit when it goes no further. */
export type WireStage = 'dialling' | 'accepted' | 'handshaken' | 'ready' | 'closed';

export type WireEvents = {
  readonly sink: FrameSink;
  /** Both the account list and the next order id have arrived. */
  onReady(start: {
    readonly accounts: readonly string[];
    readonly nextOrderId: number;
    readonly version: number;
  }): void;
  onClosed(reason: string): void;
  /** A frame or a listener failed; everything after it still works. */
  onFault(what: string): void;
  /** After each chunk of input: the moment to pass on what has changed. */
  onInput(frames: number): void;
};

export type WireOptions = {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  readonly events: WireEvents;
};

export type SendOptions = { readonly urgent?: boolean; readonly priority?: number; readonly reqId?: number };

/** Oldest server whose message layouts are decoded here. */
const oldestServer = 176;

/** One TCP connection to TWS, from dialling to its end; a new one is made for every attempt, so nothing leaks over. */
export class Wire {
  readonly #api: IBApi;
  readonly #inside: ReturnType<typeof internalsOf>;
  readonly #events: WireEvents;
  readonly #pacer: Pacer;
  readonly #reader = new FieldReader();
  #stage: WireStage = 'dialling';
  #send: Required<Omit<SendOptions, 'reqId'>> & { readonly reqId: number | null } = normal;
  #accounts: readonly string[] | null = null;
  #nextOrderId: number | null = null;
  #refusal = '';
  #frames = 0;

  constructor(options: WireOptions) {
    const { host, port, clientId, clock, events } = options;
    this.#events = events;
    this.#pacer = new Pacer({ clock });
    this.#api = new IBApi({ host, port, clientId, maxReqPerSec: 50 });
    this.#inside = internalsOf(this.#api);
    const splitter = createFrameSplitter((buffer, start, end) => this.#frame(buffer, start, end));
    installSeams(this.#inside, {
      ready: () => this.#stage === 'ready',
      send: (tokens) => this.#pacer.send({ ...this.#send, write: () => this.#write(tokens) }),
      receive: (data) => {
        if (this.#stage === 'closed') return;
        const before = this.#frames;
        if (!splitter.push(data)) this.close('the other end does not speak the TWS protocol');
        this.#events.onInput(this.#frames - before);
      },
    });
    this.#listenToStart(clientId);
  }

  get stage(): WireStage {
    return this.#stage;
  }

  get serverVersion(): number {
    return this.#inside.controller.socket.serverVersion;
  }

  get sentLastMinute(): number {
    return this.#pacer.sentLastMinute;
  }

  get writable(): boolean {
    return this.#stage === 'ready' && this.#inside.controller.socket.client?.writable === true;
  }

  /** Calls the package with the urgency of what it is about to send. Throws when not ready. */
  call(options: SendOptions, request: (api: IBApi) => void): void {
    const before = this.#send;
    this.#send = { urgent: options.urgent ?? false, priority: options.priority ?? 5, reqId: options.reqId ?? null };
    try {
      request(this.#api);
    } finally {
      this.#send = before;
    }
  }

  /** Takes a queued request back; false = it is on the wire. */
  takeBack(reqId: number): boolean {
    return this.#pacer.take(reqId);
  }

  /** A listener of the package's events that can never break the socket. */
  listen<Args extends readonly unknown[]>(event: EventName, listener: (...args: Args) => void): void {
    const guarded = (...args: unknown[]): void => {
      try {
        listener(...(args as unknown as Args));
      } catch (error) {
        this.#events.onFault(`listener of ${event}: ${String(error)}`);
      }
    };
    (this.#api as unknown as { on(name: EventName, handler: (...args: unknown[]) => void): void }).on(event, guarded);
  }

  close(reason: string): void {
    if (this.#stage === 'closed') return;
    this.#stage = 'closed';
    this.#pacer.clear();
    this.#api.disconnect();
    this.#api.removeAllListeners();
    // A socket that is being torn down may still report errors to the package.
    this.#api.on(EventName.error, () => undefined);
    this.#events.onClosed(reason);
  }

  #listenToStart(clientId: number): void {
    this.listen<[Error, number]>(EventName.error, (error, code) => {
      this.#refusal = error.message;
      // Codes of the package itself, for example a frame it could not read to the end.
      if (this.#stage === 'ready') this.#events.onFault(`package error ${code}: ${error.message.slice(0, 200)}`);
    });
    this.listen<[]>(EventName.disconnected, () => this.close(this.#refusal || 'connection closed by TWS'));
    this.listen<[number]>(EventName.server, (version) => this.#handshake(version));
    this.listen<[string]>(EventName.managedAccounts, (accounts) => {
      this.#accounts = accounts.split(',').filter((account) => account !== '');
      this.#maybeReady();
    });
    this.listen<[number]>(EventName.nextValidId, (orderId) => {
      this.#nextOrderId = orderId;
      this.#maybeReady();
    });
    this.#api.connect(clientId);
    this.#inside.controller.socket.client?.once('connect', () => {
      if (this.#stage === 'dialling') this.#stage = 'accepted';
    });
  }

  #handshake(version: number): void {
    this.#stage = 'handshaken';
    if (version < oldestServer) this.close(`TWS is too old: API version ${version}, needed ${oldestServer}`);
  }

  #maybeReady(): void {
    if (this.#accounts === null || this.#nextOrderId === null || this.#stage !== 'handshaken') return;
    this.#stage = 'ready';
    this.#events.onReady({ accounts: this.#accounts, nextOrderId: this.#nextOrderId, version: this.serverVersion });
  }

  #write(tokens: unknown[]): void {
    if (this.#inside.controller.socket.client?.writable === true) this.#inside.controller.socket.send(tokens);
  }

  #frame(buffer: Buffer, start: number, end: number): void {
    if (this.#stage === 'closed') return;
    this.#frames += 1;
    const { controller } = this.#inside;
    try {
      if (this.#stage !== 'accepted' && this.#stage !== 'dialling') {
        this.#reader.reset(buffer, start, end);
        if (decodeHot(this.#reader, this.#events.sink)) return;
      }
      // A frame that does not end in NUL would leak its tail into the next one.
      if (buffer[end - 1] !== 0) throw new RangeError('frame does not end in NUL');
      controller.socket.onMessage(buffer.toString('utf8', start, end));
    } catch (error) {
      controller.decoder.dataQueue = [];
      controller.decoder.emitQueue = [];
      this.#events.onFault(`frame ${buffer.toString('latin1', start, Math.min(end, start + 24))}: ${String(error)}`);
    }
  }
}

const normal = { urgent: false, priority: 5, reqId: null } as const;

/** Why a connection that got no further than this stage was given up. */
export const stuckAt: Readonly<Record<WireStage, string>> = {
  dialling: 'no answer from the address of TWS',
  accepted: 'TWS accepted the connection but says nothing (a dialog may be waiting there)',
  handshaken: 'TWS did not finish the greeting',
  ready: 'TWS did not finish the greeting',
  closed: 'closed',
};
