import { readFile } from 'node:fs/promises';
import { terminalText } from '../../engine/domain/shown-text.ts';
import { version } from '../host/version.ts';
import type { Command, Output } from './command.ts';
import { backup } from './commands/backup.ts';
import { book } from './commands/book.ts';
import { chain } from './commands/chain.ts';
import { calendar } from './commands/calendar.ts';
import { health } from './commands/health.ts';
import { journal } from './commands/journal.ts';
import { keys } from './commands/keys.ts';
import { kill } from './commands/kill.ts';
import { news } from './commands/news.ts';
import { orders } from './commands/orders.ts';
import { record } from './commands/record.ts';
import { score } from './commands/score.ts';
import { status } from './commands/status.ts';
import { watch } from './commands/watch.ts';
import { window } from './commands/window.ts';
import { findEngine } from './engine-links.ts';
import { exitCodes } from './exit-codes.ts';
import { readFlags } from './flags.ts';
import { help } from './help.ts';
import { runEntry } from './run-entry.ts';
import { runStandalone } from './standalone/run-standalone.ts';
import { runVerify } from './verify/verify-verb.ts';

export const commands: Readonly<Record<string, Command>> = {
  status,
  watch,
  score,
  orders,
  journal,
  backup,
  health,
  news,
  book,
  chain,
  calendar,
  keys,
  record,
  kill,
  window,
};
/** On recordings and archives, by a process that knows stores and vendors. */
const dataVerbs = new Set(['recordings', 'replay', 'import', 'archive']);
const standaloneVerbs = new Set(['greeks', 'iv', 'gex', 'vol', 'vpin', 'indicators']);

export type CliParts = { readonly home: string; readonly output: Output; readonly signal: AbortSignal };

/** One command line, to its exit code. */
export async function runCli(argv: readonly string[], parts: CliParts): Promise<number> {
  const { home, signal } = parts;
  const output = inert(parts.output);
  const [verb = 'help', ...words] = argv;
  if (verb === 'help' || verb === '--help' || verb === '-h') {
    output.out(help(Object.values(commands)));
    return exitCodes.done;
  }
  if (verb === '--version') {
    output.out(version);
    return exitCodes.done;
  }
  if (verb === 'simulate') return runEntry('engine-practice.js', words, signal);
  if (verb === 'watch' && words.some((word) => /^--replay(=|$)/.test(word)))
    return runEntry('engine-replay.js', words, signal);
  if (dataVerbs.has(verb)) return runEntry('engine-data.js', [home, verb, ...words], signal);
  if (verb === 'verify')
    return runVerify(words, { readFile: (path) => readFile(path), stdout: output.out, stderr: output.err });
  if (standaloneVerbs.has(verb) || (verb === 'score' && namesFile(words.find((word) => !word.startsWith('-'))))) {
    return runStandalone(verb, [...words], {
      readFile: (path: string) => readFile(path),
      stdout: output.out,
      stderr: output.err,
    });
  }
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (!command) {
    output.err(`There is no command "${verb}".\n\n${help(Object.values(commands))}`);
    return exitCodes.usage;
  }
  return onEngine(command, words, { ...parts, output });
}

/** Whatever a verb prints, and whoever wrote it: a terminal shows it and does not obey it. */
function inert({ out, err }: Output): Output {
  return { out: (text) => out(terminalText(text)), err: (text) => err(terminalText(text)) };
}

/** A `score` of a file needs no running program. */
function namesFile(word: string | undefined): boolean {
  return word !== undefined && /[./\\]|\.json$/.test(word) && !/^[A-Z.]{1,10}$/.test(word);
}

async function onEngine(command: Command, argv: readonly string[], parts: CliParts): Promise<number> {
  const { home, output, signal } = parts;
  const read = readFlags(command, argv);
  if (!read.ok) {
    output.err(`${read.failure.message}\nusage: quorum ${command.usage}`);
    return exitCodes.usage;
  }
  const engine = await findEngine(home);
  if (!engine) {
    output.err(`No running Quorum found for ${home}. Start it with: npm start`);
    return exitCodes.notRunning;
  }
  try {
    return await command.run({ ...read.value, engine, home, output, signal });
  } finally {
    engine.close();
  }
}
