import { allocateOptions, type OptionColumns } from '../../../src/engine/quant/pricing/option-columns.ts';

/** The rows that have time and a vol left: the rest is no work for either side. */
export function liveRows(options: OptionColumns): OptionColumns {
  const rows = Array.from(options.strike, (_strike, row) => row).filter(
    (row) => (options.years[row] as number) > 0 && (options.vol[row] as number) > 0,
  );
  const out = allocateOptions(rows.length);
  for (const [at, row] of rows.entries()) {
    out.cp[at] = options.cp[row] as number;
    for (const name of ['strike', 'years', 'vol', 'rate', 'dividendYield'] as const)
      out[name][at] = options[name][row] as number;
  }
  return out;
}
