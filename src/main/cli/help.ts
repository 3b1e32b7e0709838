import { version } from '../host/version.ts';
import type { Command } from './command.ts';

const onFiles = [
  ['greeks FILE [--american] [--json]', 'price and greeks of every row'],
  ['iv FILE [--american] [--json]', 'implied volatility of every row'],
  [
    'gex FILE [--convention C] [--contracts B] [--band] [--json]',
    'dealer exposure, zero gamma, walls and max pain of a chain',
  ],
  ['vol FILE [--json]', 'realised vols of bars; term structure, skew, fitted smiles and model-free vol of a chain'],
  ['vpin FILE [--json]', 'VPIN of a tape of trades, bucket by bucket'],
  ['indicators FILE [--name RSI] [--params 14] [--json]', 'indicators of bars'],
  ['score FILE.json [--json]', 'conviction of a set of signals'],
  ['verify FILE... [--json]', 'the numbers of this build against files of reference values'],
  ['watch --replay FILE [TICKER...] [--speed X] [--json]', 'a recorded day or tape through the same pipeline'],
  ['recordings [--verify] [--json]', 'what was recorded, day by day'],
  [
    'replay FILE|DATE [--speed X] [--step] [--facts] [--into FILE] [--json]',
    'a recorded day through the vendors’ translators',
  ],
  [
    'import FILE... [--symbol S] [--dry-run] [--into FILE] [--json]',
    'files of other programs into facts and recordings',
  ],
  ['archive [DATE] [--json] · archive restore DATE [--into FILE] [--json]', 'a trading day to Parquet, and back'],
  [
    'simulate [--seed S] [--speed X] [--tws-port N] [--faults SCRIPT] [--serve-version V] [--vendors none|all|A,B]',
    'the practice market, its TWS and its vendors alone; prints where they listen',
  ],
] as const;

const entry = (usage: string, summary: string): string => `  ${usage}\n      ${summary}`;

export function help(commands: readonly Command[]): string {
  return [
    `quorum ${version}`,
    '',
    'On the running program:',
    ...commands.map((command) => entry(command.usage, command.summary)),
    '',
    'Without it, on files:',
    ...onFiles.map(([usage, summary]) => entry(usage, summary)),
    '',
    'Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 Quorum is not running, 4 outcome unknown.',
  ].join('\n');
}
