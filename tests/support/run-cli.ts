import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export type CliRun = { readonly code: number | null; readonly out: string; readonly err: string };

export const builtMain = resolve(import.meta.dirname, '..', '..', 'out', 'main');

/** A built entry as a child process of its own. */
export function runBuilt(entry: string, words: readonly string[], home: string): Promise<CliRun> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--enable-source-maps', resolve(builtMain, entry), ...words], {
      env: { ...process.env, QUORUM_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('close', (code) => done({ code, out, err }));
  });
}

/** The command line as a terminal runs it. */
export function runCommand(home: string, ...words: readonly string[]): Promise<CliRun> {
  return runBuilt('cli.js', words, home);
}
