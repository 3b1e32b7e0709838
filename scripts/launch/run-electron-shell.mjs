import { spawn } from 'node:child_process';
import { needsNoSandbox } from '../setup/browser-program.mjs';
import { hostParameters } from './run-browser-shell.mjs';
import { stopOnSignals } from './stop-child.mjs';

/** Electron that ends this soon and unhappily cannot run on this machine, e.g. without a sandbox helper. */
const CANNOT_RUN_MS = 5_000;
/** Exit codes of the program itself: another instance runs (3), or the data folder cannot be used (4). */
const OWN_EXIT_CODES = [0, 3, 4];

/**
 * Runs Electron until it ends.
 * @param {{ program: string, root: string, options: import('./options.mjs').StartOptions }} launch
 * @returns {Promise<{ code: number, couldRun: boolean }>}
 */
export function runElectronShell({ program, root, options }) {
  const startedMs = Date.now();
  const flags = needsNoSandbox() ? ['--no-sandbox'] : [];
  const child = spawn(program, [root, ...flags, ...hostParameters(options)], { stdio: 'inherit' });
  stopOnSignals(child);
  return new Promise((settle) => {
    child.on('error', () => settle({ code: 127, couldRun: false }));
    child.on('exit', (code, signal) => {
      const early = Date.now() - startedMs < CANNOT_RUN_MS;
      const ours = code !== null && OWN_EXIT_CODES.includes(code);
      settle({ code: code ?? 1, couldRun: ours || !early || signal === 'SIGTERM' || signal === 'SIGINT' });
    });
  });
}
