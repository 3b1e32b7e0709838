import { join } from 'node:path';
import type { Contract } from '../../engine/contract/define.ts';
import { contracts, type ContractName } from '../../engine/contract/index.ts';
import { socketPath } from '../../engine/contract/socket-path.ts';
import type { Client } from '../../engine/link/api.ts';
import { connect } from '../../engine/link/connect.ts';
import { dialLocal } from '../../engine/link/local-socket.ts';
import { runDirectoryOf } from '../host/data-directory.ts';
import { linkTimers } from '../host/link-timers.ts';
import { readRunFile } from '../host/run-file.ts';

export type EngineClient<Name extends ContractName> = Client<
  (typeof contracts)[Name] extends Contract<infer E> ? E : never
>;

export type EngineLinks = {
  link<Name extends ContractName>(name: Name): EngineClient<Name>;
  close(): void;
};

/** Links to the program that runs with this home; null when none answers. */
export async function findEngine(home: string): Promise<EngineLinks | null> {
  const run = readRunFile(join(home, 'run.json'));
  if (!run) return null;
  const directory = runDirectoryOf(home);
  const probe = await dialLocal(socketPath(directory, 'host'))();
  if (!probe.ok) return null;
  probe.value.close({ code: 'closed', reason: 'probe' });
  const open: { close(): void }[] = [];
  return {
    link: (name) => {
      const client = connect(contracts[name] as never, {
        dial: dialLocal(socketPath(directory, name)),
        token: run.cliToken,
        client: 'cli',
        timers: linkTimers,
      });
      open.push(client);
      return client as never;
    },
    close: () => {
      for (const client of open) client.close();
    },
  };
}
