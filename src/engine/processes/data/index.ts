import { runData } from './run-data.ts';

const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
process.on('SIGTERM', () => stop.abort());

const output = {
  out: (text: string): void => void process.stdout.write(`${text}\n`),
  err: (text: string): void => void process.stderr.write(`${text}\n`),
};
void runData(process.argv.slice(2), output, stop.signal).then((code) => process.exit(code));
