import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { frameOf, messageText, type Field, type Message } from '../wire/field-writer.ts';
import { answerIds, answerKind, type AnswerKind } from '../wire/message-ids.ts';

/** A bare client for tests: says exactly what it is told and keeps every frame it gets. */
export class WireClient {
  readonly frames: (readonly string[])[] = [];
  readonly socket: Socket;
  /** Raw size of what arrived, for tests of cut and joined packets. */
  readonly chunks: number[] = [];
  #pending = Buffer.alloc(0);
  closed = false;
  #waiting: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  static async dial(port: number): Promise<WireClient> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  greet(highest = 193, lowest = 100): void {
    const range = Buffer.from(`v${lowest}..${highest}`);
    const header = Buffer.alloc(4);
    header.writeUInt32BE(range.length);
    this.socket.write(Buffer.concat([Buffer.from('API\0'), header, range]));
  }

  send(...fields: readonly Field[]): void {
    this.socket.write(frameOf(messageText(fields)));
  }

  startApi(clientId: number): void {
    this.send(71, 2, clientId, '');
  }

  of(kind: AnswerKind): readonly (readonly string[])[] {
    return this.frames.filter((frame) => Number(frame[0]) === answerIds[kind]);
  }

  /** Kinds of all frames since `from`, `?` for unknown ones. */
  kinds(from = 0): readonly string[] {
    return this.frames.slice(from).map((frame) => answerKind(Number(frame[0])) ?? '?');
  }

  /** `id|code` of errors and notices. */
  errors(): readonly string[] {
    return this.of('error').map((frame) => `${frame[2]}|${frame[3]}`);
  }

  /** Waits for frames, or the end of the connection, until something is true. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.closed)
        throw new Error(
          `connection closed; frames: ${this.frames
            .map((frame) => frame.join('|'))
            .join(' ~ ')
            .slice(-400)}`,
        );
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
  }

  /** Asks for the time and waits for the answer: everything sent before has then been handled. */
  async settle(): Promise<void> {
    const before = this.of('currentTime').length;
    this.send(49, 1);
    await this.until(() => this.of('currentTime').length > before);
  }

  close(): void {
    this.socket.destroy();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  #onData(chunk: Buffer): void {
    this.chunks.push(chunk.length);
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= 4) {
      const length = this.#pending.readUInt32BE(0);
      if (this.#pending.length < 4 + length) break;
      const text = this.#pending.toString('utf8', 4, 4 + length);
      this.#pending = this.#pending.subarray(4 + length);
      this.frames.push(text.slice(0, -1).split('\0'));
    }
    this.#wake();
  }
}

/** conId of an instrument with the exchange that most requests want, the other ten contract fields empty. */
export function byConId(conId: number, exchange = 'SMART'): Message {
  return [conId, '', '', '', '', '', '', exchange, '', '', '', ''];
}

export type PlainOrder = {
  readonly orderId: number;
  readonly conId: number;
  readonly action: 'BUY' | 'SELL';
  readonly quantity: number;
  readonly type: string;
  readonly limit?: number;
  readonly aux?: number;
  readonly tif?: string;
  readonly exchange?: string;
  readonly ocaGroup?: string;
  readonly ocaType?: number;
  readonly account?: string;
  readonly orderRef?: string;
  readonly transmit?: boolean;
  readonly parentId?: number;
  readonly outsideRth?: boolean;
  readonly trailStop?: number;
  readonly trailPercent?: number;
  readonly algo?: string;
  readonly whatIf?: boolean;
};

/** placeOrder as version 193 lays it out: 118 fields for a plain order. */
export function placeOrder(order: PlainOrder): Message {
  const algo: Message = order.algo ? ['Adaptive', 1, 'adaptivePriority', order.algo] : [''];
  return [
    3,
    order.orderId,
    ...byConId(order.conId, order.exchange),
    '',
    '',
    order.action,
    order.quantity,
    order.type,
    order.limit ?? '',
    order.aux ?? '',
    order.tif ?? 'DAY',
    order.ocaGroup ?? '',
    order.account ?? '',
    '',
    0,
    order.orderRef ?? '',
    order.transmit ?? true,
    order.parentId ?? 0,
    false,
    false,
    '',
    0,
    order.outsideRth ?? false,
    false,
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    0,
    '',
    -1,
    order.ocaType ?? 0,
    '',
    '',
    false,
    '',
    '',
    false,
    false,
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    false,
    '',
    '',
    '',
    '',
    false,
    '',
    order.trailStop ?? '',
    order.trailPercent ?? '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    false,
    '',
    '',
    false,
    false,
    ...algo,
    '',
    order.whatIf ?? false,
    '',
    false,
    false,
    false,
    0,
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    false,
    false,
    false,
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    false,
    false,
    '',
  ];
}
