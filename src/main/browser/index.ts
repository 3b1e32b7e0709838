import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TradingMode } from '../../engine/domain/account.ts';
import { codeCache, defaultHome, keyFileOf } from '../host/data-directory.ts';
import { createHost, type Host } from '../host/host.ts';
import { hostLog } from '../host/host-log.ts';
import { createSecretFile } from '../host/secret-file.ts';
import { keepNewFilesPrivate } from '../host/tighten.ts';
import { version } from '../host/version.ts';
import { forkSpawner } from './fork-spawner.ts';
import { writeLaunchFile } from './launch-file.ts';
import { relay } from './link-relay.ts';
import { startWebServer, type WebServer } from './web-server.ts';

function readMode(text: string | undefined): TradingMode | null {
  if (text === undefined || text === '') return null;
  if (text === 'practice' || text === 'paper' || text === 'live') return text;
  throw new Error(`--world must be practice, paper or live, not "${text}"`);
}

function stopWith(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      world: { type: 'string' },
      headless: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
    },
  });
  let host: Host | null = null;
  let web: WebServer | null = null;
  let closing = false;
  const quit = (): void => {
    if (closing) return;
    closing = true;
    void Promise.all([host?.close(), web?.close()]).finally(() => process.exit(0));
  };
  process.on('SIGINT', quit);
  process.on('SIGTERM', quit);
  // Losing the terminal must not orphan the engine.
  process.on('SIGHUP', quit);

  const made = await createHost({
    home: defaultHome(),
    mode: readMode(values.world),
    version,
    shell: values.headless ? 'headless' : 'browser',
    spawn: forkSpawner({ folder: import.meta.dirname, cache: codeCache(defaultHome()) }),
    log: hostLog(),
    secrets: createSecretFile({
      path: join(defaultHome(), 'keys.json'),
      keyPath: keyFileOf(defaultHome()),
      passphrase: process.env['QUORUM_PASSPHRASE'] ?? null,
    }),
    openWindow: (route) => Promise.resolve({ opened: false, url: web?.openUrl(route) ?? '' }),
    onQuit: quit,
  });
  if (!made.ok) stopWith(made.failure.message, made.failure.code === 'already-running' ? 3 : 4);
  const running = made.value;
  host = running;
  const { tokens, server } = running;
  web = await startWebServer({
    root: join(import.meta.dirname, '..', 'renderer'),
    port: Number(values.port),
    onLink: (name, pipe) => {
      if (name === 'host') server.accept(pipe, { role: 'window', id: 'window' });
      else void relay({ window: pipe, dial: running.dial(name), role: 'window', token: tokens.window });
    },
  });
  const url = web.openUrl();
  const launchFile = join(running.directories.home, 'launch.html');
  writeLaunchFile(launchFile, url);
  process.stdout.write(
    `${JSON.stringify({ ready: true, url, launchFile, pid: process.pid, mode: running.mode, home: running.directories.home })}\n`,
  );
}

keepNewFilesPrivate();
main().catch((error: unknown) => stopWith(error instanceof Error ? error.message : String(error), 1));
