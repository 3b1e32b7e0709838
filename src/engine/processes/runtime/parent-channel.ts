import type { HostMessage, ProcessMessage } from '../../contract/supervision.ts';
import type { MessagePortLike } from '../../link/message-port-pipe.ts';

type ParentPort = {
  on(event: 'message', listener: (event: { data: HostMessage; ports: MessagePortLike[] }) => void): void;
  postMessage(message: ProcessMessage): void;
};

export interface ParentChannel {
  send(message: ProcessMessage): void;
  onMessage(listener: (message: HostMessage, ports: readonly MessagePortLike[]) => void): void;
  /** The host is gone: the process must not outlive it. */
  onLost(listener: () => void): void;
}

/** True when a host started this process; false when it was started by hand. */
export function hasParent(): boolean {
  return process.send !== undefined || (process as unknown as { parentPort?: ParentPort }).parentPort !== undefined;
}

/** The pipe to whoever started this process: Electron's parent port or the channel of a forked child. */
export function parentChannel(): ParentChannel {
  const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data, event.ports)),
      // A utility process is ended together with its parent.
      onLost: () => undefined,
    };
  }
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as HostMessage, []));
    },
    onLost: (listener) => {
      process.on('disconnect', listener);
    },
  };
}
