import type { Socket } from 'node:net';
import type { IBApi } from '@stoqey/ib';
import { invariant } from '../../domain/outcome.ts';

/** The parts of @stoqey/ib 1.6.10 behind its public face that are replaced or repaired. Pinned by seams.test.ts. */
export type Internals = {
  readonly controller: {
    /** Buffers calls made while disconnected and sends them after the next connect: a stale live order. */
    schedule(send: () => void): void;
    /** One queue for everything that outlives the connection and writes before the next handshake. */
    sendMsg(...tokens: unknown[]): void;
    readonly decoder: { dataQueue: unknown[]; emitQueue: unknown[] };
    readonly socket: {
      /** Loses bid sizes of 0 and throws out of the socket on malformed frames. */
      onData(data: Buffer): void;
      onMessage(text: string): void;
      send(tokens: unknown[]): void;
      readonly serverVersion: number;
      readonly client?: Socket;
    };
  };
};

export function internalsOf(api: IBApi): Internals {
  const internals = api as unknown as Internals;
  const { controller } = internals;
  const { socket, decoder } = controller;
  const functions = [controller.schedule, controller.sendMsg, socket.onData, socket.onMessage, socket.send];
  invariant(
    functions.every((member) => typeof member === 'function') && Array.isArray(decoder.dataQueue),
    'the @stoqey/ib internals are not those of 1.6.10',
  );
  return internals;
}

export type Seams = {
  /** May the package send now? Otherwise a call throws instead of being kept for later. */
  readonly ready: () => boolean;
  readonly send: (tokens: unknown[]) => void;
  readonly receive: (data: Buffer) => void;
};

export function installSeams({ controller }: Internals, seams: Seams): void {
  controller.schedule = (send) => {
    invariant(seams.ready(), 'call to TWS while not connected');
    send();
  };
  controller.sendMsg = (...tokens) => seams.send(tokens.flat(Number.POSITIVE_INFINITY));
  controller.socket.onData = seams.receive;
}
