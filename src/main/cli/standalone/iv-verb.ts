import { ok } from '../../../engine/domain/outcome.ts';
import { americanImpliedVol } from '../../../engine/quant/pricing/american-implied-vol.ts';
import { type ImpliedVol, impliedVol } from '../../../engine/quant/pricing/implied-vol.ts';
import { number, table } from '../table.ts';
import { contractColumns } from './contract-columns.ts';
import { type OptionRow, optionRowOptions, type Quoted, readOptionRows } from './option-rows.ts';
import { badRowNotes } from './records.ts';
import type { VerbArguments } from './verb-arguments.ts';
import type { TextFile, VerbOutcome, VerbResult } from './verb-result.ts';

const quoted: Quoted = { option: 'price', columns: ['price', 'mid'] };
export const ivOptions = optionRowOptions(quoted);

type Inverted = { readonly option: OptionRow; readonly implied: ImpliedVol };

function jsonRow({ option, implied }: Inverted): unknown {
  const { row, cp, quoted: price, ...terms } = option;
  return { row, right: cp > 0 ? 'C' : 'P', ...terms, price, status: implied.status, vol: implied.vol };
}

function volTable(inverted: readonly Inverted[]): string {
  return table<Inverted>(
    [
      ...contractColumns,
      { title: 'Price', align: 'right', text: ({ option }) => String(Number(option.quoted.toPrecision(12))) },
      { title: 'Status', text: ({ implied }) => implied.status },
      {
        title: 'IV %',
        align: 'right',
        text: ({ implied }) => number(implied.vol === null ? null : 100 * implied.vol, 4),
      },
    ],
    inverted,
  );
}

/** Implied volatility of every row of a file, or of one option from the command line; a price without one gets a status. */
export function ivVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  const read = readOptionRows(args, file, quoted);
  if (!read.ok) return read;
  const { rows, badRows, total } = read.value;
  const exercise = args.flags.has('american') ? 'american' : 'european';
  const invert = exercise === 'american' ? americanImpliedVol : impliedVol;
  const inverted = rows.map((option) => ({ option, implied: invert({ ...option, price: option.quoted }) }));
  return ok({
    exitCode: rows.length === 0 ? 1 : 0,
    json: { units: 'vol annualised, 1.00 = 100 %', exercise, badRows, rows: inverted.map(jsonRow) },
    table: volTable(inverted),
    notes: badRowNotes(file?.name ?? '', badRows, total),
  });
}
