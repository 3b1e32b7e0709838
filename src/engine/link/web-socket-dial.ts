import { fail, ok } from '../domain/outcome.ts';
import type { Dial, LinkTimers } from './api.ts';
import { maxClientFrameBytes, maxServerFrameBytes } from './frame-codec.ts';
import { webSocketPipe, type WebSocketLike } from './web-socket-pipe.ts';

/** `create` opens the socket: `() => new WebSocket(url)` in a browser. Failures to connect are values. */
export function dialWebSocket(create: () => WebSocketLike, timers: LinkTimers): Dial {
  return () =>
    new Promise((resolve) => {
      const refuse = (reason: string): void => resolve(fail('link-lost', reason));
      try {
        const socket = create();
        const opened = (): void =>
          resolve(
            ok(
              webSocketPipe(socket, {
                timers,
                maxReceiveBytes: maxServerFrameBytes,
                maxSendBytes: maxClientFrameBytes,
              }),
            ),
          );
        socket.addEventListener('error', () => refuse('The WebSocket could not connect'));
        socket.addEventListener('close', () => refuse('The WebSocket was closed while connecting'));
        if (socket.readyState === 1) opened();
        else socket.addEventListener('open', opened);
      } catch {
        refuse('The WebSocket address is not valid');
      }
    });
}
