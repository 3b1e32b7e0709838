import type { Socket } from 'node:net';
import { errorMessage } from '../encode/session.ts';
import { allRequests } from '../requests/all-requests.ts';
import { welcome } from '../requests/session-requests.ts';
import type { FaultController } from '../faults/fault-controller.ts';
import { Session } from '../session/session.ts';
import type { World } from '../session/world.ts';
import { FieldReader, LayoutFault } from '../wire/field-reader.ts';
import { messageText, type Message } from '../wire/field-writer.ts';
import { FrameReader, type Inbound } from '../wire/frame-reader.ts';
import { answerKind, requestIds, requestKind } from '../wire/message-ids.ts';
import { negotiate } from '../wire/versions.ts';
import { connectionTimeText } from '../wire/wire-time.ts';
import type { FrameJournal } from './frame-journal.ts';
import { Outbox } from './outbox.ts';
import { RateLimit } from './rate-limit.ts';

type ConnectionOptions = {
  readonly socket: Socket;
  readonly number: number;
  readonly world: World;
  readonly journal: FrameJournal;
  readonly faults: FaultController;
  readonly closed: (connection: Connection) => void;
};

/** One TCP client: greeting, START_API, then requests until somebody hangs up. */
export class Connection {
  readonly number: number;
  readonly outbox: Outbox;
  readonly #options: ConnectionOptions;
  readonly #reader = new FrameReader();
  readonly #rate: RateLimit;
  #version: number | null = null;
  #session: Session | null = null;
  #ended = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.number = options.number;
    this.outbox = new Outbox(options.socket, options.world.wall);
    this.#rate = new RateLimit(options.world.wall, options.world.settings.maxMessagesPerSecond);
    options.socket.setNoDelay(true);
    options.socket.on('data', (chunk) => this.#onData(chunk));
    options.socket.on('error', () => this.#close());
    options.socket.on('close', () => this.#close());
  }

  get session(): Session | null {
    return this.#session;
  }

  /** Sends one message past the faults, as they decided. */
  deliver(text: string): void {
    if (this.#ended) return;
    const { journal, world } = this.#options;
    journal.add({
      venueMs: world.clock.now(),
      connection: this.number,
      direction: 'out',
      text: text.slice(0, -1).replaceAll('\0', '|'),
    });
    world.statistics.framesOut += 1;
    this.outbox.write(text);
    if (this.outbox.bufferedBytes <= world.settings.maxBufferedBytes) return;
    world.statistics.slowClientsClosed += 1;
    this.destroy();
  }

  send(message: Message): void {
    if (this.#ended) return;
    this.#options.faults.outgoing(this, answerKind(Number(message[0])), messageText(message));
  }

  /** Hangs up after what was written. */
  end(): void {
    this.#options.socket.end();
    this.#close();
  }

  reset(): void {
    this.#options.socket.resetAndDestroy();
    this.#close();
  }

  destroy(): void {
    this.#options.socket.destroy();
    this.#close();
  }

  /** Stops reading and writing without telling the peer. */
  freeze(): void {
    this.#options.socket.pause();
    this.outbox.stall();
  }

  thaw(): void {
    this.outbox.resume();
    this.#options.socket.resume();
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#rate.close();
    this.#session?.closeSubscriptions();
    this.#options.closed(this);
  }

  #onData(chunk: Buffer): void {
    if (this.#options.world.switches.muteHandshake && this.#version === null) return;
    for (const inbound of this.#reader.push(chunk)) {
      if (this.#ended) return;
      this.#handle(inbound);
    }
  }

  #handle(inbound: Inbound): void {
    const { world } = this.#options;
    if (inbound.kind === 'broken') {
      world.statistics.protocolError(`connection ${this.number}: ${inbound.reason}`);
      return this.destroy();
    }
    if (inbound.kind === 'greeting') return this.#greet(inbound.text);
    const { fields } = inbound;
    this.#options.journal.add({
      venueMs: world.clock.now(),
      connection: this.number,
      direction: 'in',
      text: fields.join('|'),
    });
    const id = Number(fields[0]);
    world.statistics.countRequest(id);
    this.#options.faults.incoming(this, requestKind(id));
    if (this.#ended) return;
    if (this.#session) this.#request(this.#session, fields);
    else this.#startApi(fields);
  }

  #greet(text: string): void {
    const { world } = this.#options;
    this.#version = negotiate(text, world.settings.serverVersion);
    if (this.#version === null) {
      world.statistics.protocolError(`connection ${this.number}: no common version with ${text}`);
      return this.destroy();
    }
    this.deliver(messageText([this.#version, connectionTimeText(world.clock.now())]));
  }

  #startApi(fields: readonly string[]): void {
    const { world } = this.#options;
    const version = this.#version;
    if (
      version === null ||
      Number(fields[0]) !== requestIds.startApi ||
      fields.length !== 4 ||
      !/^-?\d+$/.test(fields[2] ?? '')
    ) {
      world.statistics.protocolError(`connection ${this.number}: expected START_API, got ${fields.join('|')}`);
      return this.destroy();
    }
    const clientId = Number(fields[2]);
    if (world.sessions().some((session) => session.clientId === clientId)) {
      const text = 'Unable to connect as the client id is already in use. Retry with a unique client id.';
      this.send(errorMessage({ id: -1, code: 326, text, version }));
      return this.end();
    }
    const link = {
      send: (message: Message) => this.send(message),
      end: () => this.end(),
      bufferedBytes: () => this.outbox.bufferedBytes,
    };
    this.#session = new Session({ world, version, clientId, link });
    welcome(this.#session);
  }

  #request(session: Session, fields: readonly string[]): void {
    if (!this.#withinRate(session)) return;
    const id = Number(fields[0]);
    const handler = allRequests[id];
    if (!handler) return this.#fault(session, fields, `unknown message ${fields[0] ?? ''}`);
    try {
      const reader = new FieldReader(fields.slice(1));
      const act = handler(session, reader);
      reader.end();
      act();
    } catch (error) {
      if (!(error instanceof LayoutFault)) throw error;
      this.#fault(session, fields, error.message);
    }
  }

  #fault(session: Session, fields: readonly string[], reason: string): void {
    const { statistics } = session.world;
    statistics.protocolError(
      `client ${session.clientId} version ${session.version} message ${fields[0] ?? ''}: ${reason}`,
    );
    session.error(-1, 320, `Error reading request. Message id=${fields[0] ?? ''}: ${reason}`);
  }

  #withinRate(session: Session): boolean {
    const exceeded = this.#rate.count();
    if (!exceeded) return true;
    const { statistics, settings } = session.world;
    statistics.rateWarnings += 1;
    session.error(
      -1,
      100,
      `Max rate of messages per second has been exceeded:max=${settings.maxMessagesPerSecond} rec=${exceeded.received} (${exceeded.warnings})`,
    );
    if (exceeded.warnings < settings.rateWarningsBeforeClose) return true;
    this.end();
    return false;
  }
}
