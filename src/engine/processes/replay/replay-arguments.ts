import { parseArgs } from 'node:util';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';

export const replayUsage = 'usage: quorum watch --replay FILE [TICKER...] [--speed X] [--json]';
const fastest = 10_000;

export type ReplayArguments = {
  readonly path: string;
  /** Empty = all of the file. */
  readonly tickers: readonly string[];
  /** Recorded seconds per second; 0 = as fast as possible. */
  readonly speed: number;
  readonly json: boolean;
};

export function readReplayArguments(argv: readonly string[]): Outcome<ReplayArguments, 'usage'> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        replay: { type: 'string' },
        speed: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail('usage', (error as Error).message);
  }
  const { replay, speed: text, json } = parsed.values;
  const speed = Number(text);
  if (replay === undefined || replay === '') return fail('usage', '--replay needs a file');
  if (text.trim() === '' || !(speed >= 0 && speed <= fastest)) {
    return fail('usage', `--speed must be a number from 0 (as fast as possible) to ${fastest}, not "${text}"`);
  }
  return ok({ path: replay, tickers: parsed.positionals.map((word) => word.toUpperCase()), speed, json });
}
