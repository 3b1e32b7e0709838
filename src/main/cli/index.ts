import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { defaultHome } from '../host/data-directory.ts';
import { version } from '../host/version.ts';
import type { Command, Output } from './command.ts';
import { backup } from './commands/backup.ts';
import { journal } from './commands/journal.ts';
import { kill } from './commands/kill.ts';
import { orders } from './commands/orders.ts';
import { score } from './commands/score.ts';
import { status } from './commands/status.ts';
import { watch } from './commands/watch.ts';
import { window } from './commands/window.ts';
import { findEngine } from './engine-links.ts';
import { exitCodes } from './exit-codes.ts';
import { runEntry } from './run-entry.ts';
import { runStandalone } from './standalone/run-standalone.ts';

const commands: Readonly<Record<string, Command>> = { status, watch, score, orders, journal, backup, kill, window };
const standaloneVerbs = new Set(['greeks', 'iv', 'gex']);

const output: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

function help(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage}\n      ${command.summary}`);
  return [
    `quorum ${version}`, '', 'On the running program:', ...lines, '', 'Without it, on files:',
    '  greeks FILE [--json]\n      price and greeks of every row', '  iv FILE [--json]\n      implied volatility of every row',
    '  gex FILE [--json]\n      dealer exposure, zero gamma, walls and max pain of a chain', '  score FILE.json [--json]\n      conviction of a set of signals',
    '  simulate [--seed S] [--speed X] [--tws-port N] [--faults SCRIPT] [--serve-version V]\n      the practice market and its TWS alone; prints the port', '',
    'Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 Quorum is not running, 4 outcome unknown.',
  ].join('\n');
}

function standalone(verb: string, words: readonly string[]): Promise<number> {
  return runStandalone(verb, [...words], { readFile: (path: string) => readFile(path), stdout: output.out, stderr: output.err });
}

/** A `score` of a file needs no running program. */
function namesFile(word: string | undefined): boolean {
  return word !== undefined && /[./\\]|\.json$/.test(word) && !/^[A-Z.]{1,10}$/.test(word);
}

async function onEngine(command: Command, argv: readonly string[], signal: AbortSignal): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv], allowPositionals: true, strict: true,
      options: {
        json: { type: 'boolean' }, flatten: { type: 'boolean' }, drill: { type: 'boolean' }, reason: { type: 'string' }, format: { type: 'string' },
        out: { type: 'string' }, ticker: { type: 'string' }, seconds: { type: 'string' },
      },
    });
  } catch (error) {
    output.err(`${(error as Error).message}\nusage: quorum ${command.usage}`);
    return exitCodes.usage;
  }
  const home = defaultHome();
  const engine = await findEngine(home);
  if (!engine) {
    output.err(`No running Quorum found for ${home}. Start it with: npm start`);
    return exitCodes.notRunning;
  }
  try {
    return await command.run({ words: parsed.positionals, flags: parsed.values, json: parsed.values.json === true, engine, home, output, signal });
  } finally {
    engine.close();
  }
}

async function main(argv: readonly string[]): Promise<number> {
  const [verb = 'help', ...words] = argv;
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  process.on('SIGTERM', () => stop.abort());
  if (verb === 'help' || verb === '--help' || verb === '-h') {
    output.out(help());
    return exitCodes.done;
  }
  if (verb === '--version') {
    output.out(version);
    return exitCodes.done;
  }
  if (verb === 'simulate') return runEntry('engine-practice.js', words, stop.signal);
  if (verb === 'watch' && words.includes('--replay')) return runEntry('engine-replay.js', words, stop.signal);
  if (standaloneVerbs.has(verb) || (verb === 'score' && namesFile(words.find((word) => !word.startsWith('-'))))) return standalone(verb, words);
  const command = commands[verb];
  if (!command) {
    output.err(`There is no command "${verb}".\n\n${help()}`);
    return exitCodes.usage;
  }
  return onEngine(command, words, stop.signal);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
    // Open sockets of links that are still closing must not hold the shell.
    setTimeout(() => process.exit(code), 200).unref();
  },
  (error: unknown) => {
    output.err(error instanceof Error ? error.message : String(error));
    process.exit(exitCodes.failed);
  },
);
