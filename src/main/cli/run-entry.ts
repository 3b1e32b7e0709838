import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { withoutKeys } from '../host/child-environment.ts';

/** Runs a process entry of the engine in the foreground with the words given; its exit code is ours. */
export function runEntry(entry: string, words: readonly string[], signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, entry), ...words], {
      // Stepped replay reads the keyboard.
      stdio: 'inherit',
      // None of these calls a vendor.
      env: withoutKeys(process.env),
    });
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
