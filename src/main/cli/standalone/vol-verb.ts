import { readRecords } from './records.ts';
import type { VerbArguments, VerbOptions } from './verb-arguments.ts';
import { type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';
import { volOfBars } from './vol-bars.ts';
import { volOfChain } from './vol-chain.ts';

export const volOptions: VerbOptions = {
  numbers: ['window', 'periods', 'spot', 'rate', 'yield'],
  texts: ['symbol', 'as-of'],
};

/** Some chains list the day's prices of every option as well: a strike makes it a chain. */
function isBars(file: TextFile): boolean {
  const records = readRecords(file);
  if (!records.ok || records.value.columns.includes('strike')) return false;
  return ['open', 'high', 'low', 'close'].every((name) => records.value.columns.includes(name));
}

/** Vols of a file: realised ones of bars, implied ones of a chain. */
export function volVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  if (file === null)
    return usage(
      'vol needs a file of bars or a chain: quorum vol FILE [--window N] [--periods N] [--symbol S] [--spot S] [--as-of DATE] [--rate R] [--yield Q]',
    );
  return isBars(file) ? volOfBars(args, file) : volOfChain(args, file);
}
