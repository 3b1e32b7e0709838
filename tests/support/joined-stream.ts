import { WebSocket } from 'ws';
import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import type { Stream, StreamMessage, StreamSession } from '../../src/engine/ports/vendor.ts';

export type JoinedStream = {
  readonly messages: readonly StreamMessage[];
  readonly facts: () => readonly DraftFact[];
  readonly closed: () => boolean;
  join(symbols: readonly string[]): void;
  leave(symbols: readonly string[]): void;
  close(): void;
};

/** Connects a stream's description to a server; the test says when to join. */
export async function joinStream(parts: {
  readonly stream: Stream;
  readonly url: string;
  readonly credentials?: Readonly<Record<string, string>>;
  readonly session?: StreamSession;
  readonly receivedTime: () => number;
}): Promise<JoinedStream> {
  const { stream, credentials = {}, session = {} } = parts;
  const socket = new WebSocket(parts.url);
  const messages: StreamMessage[] = [];
  let closed = false;
  socket.on('message', (data: Buffer, isBinary) => {
    const context = { receivedTime: parts.receivedTime(), tradingDate: '20261008' };
    messages.push(...stream.read(isBinary ? new Uint8Array(data) : data.toString('utf8'), context));
  });
  socket.on('close', () => (closed = true));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const send = (frames: readonly string[]): void => frames.forEach((frame) => socket.send(frame));
  send(stream.greet(credentials, session));
  return {
    messages,
    facts: () => messages.flatMap((message) => (message.kind === 'facts' ? message.facts : [])),
    closed: () => closed,
    join: (symbols) => send(stream.join(stream.topics(symbols), session)),
    leave: (symbols) => send(stream.leave(stream.topics(symbols), session)),
    close: () => socket.close(),
  };
}
