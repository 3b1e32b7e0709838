import { defaultHome } from '../host/data-directory.ts';
import { exitCodes } from './exit-codes.ts';
import { runCli } from './run-cli.ts';

const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
process.on('SIGTERM', () => stop.abort());
// `quorum watch | head` ends when its reader does.
process.stdout.on('error', () => process.exit(exitCodes.done));

const output = {
  out: (text: string): void => void process.stdout.write(`${text}\n`),
  err: (text: string): void => void process.stderr.write(`${text}\n`),
};

runCli(process.argv.slice(2), { home: defaultHome(), output, signal: stop.signal }).then(
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
