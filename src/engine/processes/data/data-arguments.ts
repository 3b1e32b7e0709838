import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modeSchema } from '../../contract/market-schemas.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';

export const dataUsage = [
  'usage: quorum recordings [--verify]',
  '       quorum replay FILE|DATE [--speed X] [--step] [--facts] [--into FILE]',
  '       quorum import FILE... [--symbol S] [--dry-run] [--into FILE]',
  '       quorum archive [DATE]',
  '       quorum archive restore DATE [--into FILE]',
  'all: [--mode practice|paper|live] [--json]',
].join('\n');

const fastest = 10_000;

export type DataArguments = {
  readonly verb: string;
  readonly words: readonly string[];
  /** Stores and recordings of one mode. */
  readonly folder: string;
  readonly json: boolean;
  readonly verify: boolean;
  readonly dryRun: boolean;
  readonly step: boolean;
  /** Prints every fact, not only how far the replay has come. */
  readonly facts: boolean;
  /** Recorded seconds per second; 0 = as fast as possible. */
  readonly speed: number;
  readonly symbol: string | null;
  readonly into: string | null;
};

/** `[home, verb, ...words]`, as the command line hands them on. */
export function readDataArguments([home = '', verb = '', ...argv]: readonly string[]): Outcome<DataArguments, 'usage'> {
  let parsed;
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        mode: { type: 'string' },
        json: { type: 'boolean', default: false },
        verify: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        step: { type: 'boolean', default: false },
        facts: { type: 'boolean', default: false },
        speed: { type: 'string', default: '0' },
        symbol: { type: 'string' },
        into: { type: 'string' },
      },
    });
  } catch (error) {
    return fail('usage', (error as Error).message);
  }
  const { values, positionals: words } = parsed;
  const mode = modeSchema.safeParse(values.mode ?? chosenMode(home));
  if (!mode.success) return fail('usage', `--mode must be practice, paper or live, not "${values.mode ?? ''}"`);
  const speed = Number(values.speed);
  if (values.speed.trim() === '' || !(speed >= 0 && speed <= fastest))
    return fail('usage', `--speed must be a number from 0 (as fast as possible) to ${fastest}, not "${values.speed}"`);
  return ok({
    ...{ verb, words, speed, folder: join(home, mode.data) },
    ...{ json: values.json, verify: values.verify, dryRun: values['dry-run'], step: values.step, facts: values.facts },
    symbol: values.symbol?.toUpperCase() ?? null,
    into: values.into ?? null,
  });
}

/** The mode the program starts with; the default where there are no settings yet. */
function chosenMode(home: string): string {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).world;
  } catch {
    return settingsSchema.parse({}).world;
  }
}
