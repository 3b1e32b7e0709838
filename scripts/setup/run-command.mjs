import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** @typedef {{ code: number, output: string }} CommandResult */
/** @typedef {{ cwd: string, log?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} CommandOptions */

/**
 * Runs a program to its end, keeping what it said. A program that cannot start answers with code 127, not an exception.
 * @param {string} program @param {readonly string[]} parameters @param {CommandOptions} options
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, parameters, { cwd, log, env = process.env, timeoutMs }) {
  return new Promise((settle) => {
    // npm is a .cmd on Windows, which only a shell can start.
    const shell = process.platform === 'win32' && program.endsWith('.cmd');
    const limit = timeoutMs === undefined ? {} : { timeout: timeoutMs };
    const child = spawn(program, parameters, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'], ...limit });
    let output = '';
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
      if (log !== undefined) appendQuietly(log, chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => settle({ code: 127, output: `${output}\n${error.message}` }));
    child.on('close', (code) => settle({ code: code ?? 1, output }));
  });
}

/** The log is a courtesy: a full disk must not hide the first failure behind a second. @param {string} log @param {Buffer} chunk */
function appendQuietly(log, chunk) {
  try {
    appendFileSync(log, chunk);
  } catch {
    // Nothing to do: the sentence on the screen has to be enough.
  }
}
