import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ProcessMessage } from '../../engine/contract/supervision.ts';
import { childEnvironment } from '../host/child-environment.ts';
import type { SpawnedProcess, Spawner } from '../host/spawner.ts';
import { entryFile } from '../host/topology.ts';

/** Engine processes as forked children; `folder` holds the built entry files, `cache` what Node keeps of their compiling. */
export function forkSpawner({ folder, cache }: { readonly folder: string; readonly cache: string }): Spawner {
  return (name): SpawnedProcess => {
    const child = fork(join(folder, entryFile(name)), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--enable-source-maps', '--max-semi-space-size=16'],
      env: childEnvironment(process.env, cache),
    });
    child.on('error', () => undefined);
    return {
      pid: child.pid ?? null,
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => child.on('message', (message) => listener(message as ProcessMessage)),
      onExit: (listener) => child.once('exit', (code, signal) => listener({ code, signal })),
      terminate: () => child.kill('SIGTERM'),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
