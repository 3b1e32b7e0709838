// The command line from a checkout: `npm run quorum -- <verb> ...`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endWith } from './setup/failure.mjs';
import { prepare } from './setup/prepare.mjs';

try {
  const { places, node } = await prepare();
  const cli = spawn(node, ['--enable-source-maps', join(places.output, 'main', 'cli.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // The terminal tells the whole group; this process only waits for the answer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => cli.kill(/** @type {NodeJS.Signals} */ (signal)));
  cli.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
} catch (error) {
  endWith(error);
}
