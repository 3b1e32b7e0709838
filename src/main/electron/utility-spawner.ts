import { join } from 'node:path';
import { utilityProcess, type MessagePortMain } from 'electron';
import type { ProcessMessage } from '../../engine/contract/supervision.ts';
import { childEnvironment } from '../host/child-environment.ts';
import type { SpawnedProcess, Spawner } from '../host/spawner.ts';
import { entryFile } from '../host/topology.ts';

/** Engine processes as Electron utility processes; `folder` and `cache` as for forked ones. */
export function utilitySpawner({ folder, cache }: { readonly folder: string; readonly cache: string }): Spawner {
  return (name): SpawnedProcess => {
    const child = utilityProcess.fork(join(folder, entryFile(name)), [], {
      serviceName: `quorum-${name}`,
      stdio: 'inherit',
      env: childEnvironment(process.env, cache),
    });
    return {
      get pid() {
        return child.pid ?? null;
      },
      send: (message, transfer) => child.postMessage(message, (transfer ?? []) as MessagePortMain[]),
      onMessage: (listener) => void child.on('message', (message: ProcessMessage) => listener(message)),
      onExit: (listener) => void child.once('exit', (code) => listener({ code, signal: null })),
      terminate: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGTERM');
      },
      kill: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
