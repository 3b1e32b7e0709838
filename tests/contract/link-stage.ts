import type { Role } from '../../src/engine/contract/define.ts';
import type { Client, ConnectOptions } from '../../src/engine/link/api.ts';
import { connect } from '../../src/engine/link/connect.ts';
import type { Pipe } from '../../src/engine/link/pipe.ts';
import { createServer, type LinkServer, type ServerOptions } from '../../src/engine/link/serve.ts';
import { memoryLog } from './memory-log.ts';
import { realTimers } from './real-timers.ts';
import { sampleContract, type SampleEntries } from './sample-contract.ts';
import { createSample, type Sample } from './sample-implementation.ts';
import { openTransport, type Transport, type TransportName } from './transports.ts';

export type Stage = {
  readonly transport: Transport;
  readonly sample: Sample;
  readonly server: LinkServer;
  readonly log: ReturnType<typeof memoryLog>;
  /** Server sides of the pipes, in the order they came. */
  readonly pipes: Pipe[];
  client(options?: Partial<ConnectOptions>): Client<SampleEntries>;
  /** Cuts every pipe as a crash would. */
  cut(): void;
  /** Replaces the server, as a restarted process would. */
  restart(options?: Partial<ServerOptions>): void;
  close(): Promise<void>;
};

const tokens: Readonly<Record<string, Role>> = { 'window-token': 'window', 'cli-token': 'cli', 'desk-token': 'desk' };

/** A sample server behind a real transport, and clients that reach it. */
export async function openStage(name: TransportName, options: Partial<ServerOptions> = {}): Promise<Stage> {
  const sample = createSample();
  const log = memoryLog();
  const pipes: Pipe[] = [];
  const clients: Client<SampleEntries>[] = [];
  const make = (more: Partial<ServerOptions>): LinkServer =>
    createServer(sampleContract, sample.implementation, {
      timers: realTimers,
      log: log.log,
      flushMs: 5,
      validateOutputs: true,
      epoch: 'first',
      authorise: (token, client) => {
        const role = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
        return role === undefined ? null : { role, id: client };
      },
      ...options,
      ...more,
    });
  let server = make({});
  const transport = await openTransport(name, (pipe) => {
    pipes.push(pipe);
    server.accept(pipe);
  });
  const cut = (): void => {
    for (const pipe of pipes.splice(0)) pipe.close({ code: 'lost', reason: 'cut by the test' });
  };
  return {
    transport,
    sample,
    log,
    pipes,
    get server() {
      return server;
    },
    client(more = {}) {
      const client = connect(sampleContract, {
        dial: transport.dial,
        token: 'window-token',
        client: 'test',
        timers: realTimers,
        ...more,
      });
      clients.push(client);
      return client;
    },
    cut,
    restart(more = {}) {
      server.close();
      pipes.length = 0;
      server = make(more);
    },
    async close() {
      for (const client of clients) client.close();
      server.close();
      await transport.close();
    },
  };
}
