import { ok } from '../../../engine/domain/outcome.ts';
import { displayDivisor } from '../../../engine/quant/pricing/display-units.ts';
import { type GreekName, greekNames } from '../../../engine/quant/pricing/option-columns.ts';
import { bsmGreeks, type OptionGreeks } from '../../../engine/quant/pricing/option-greeks.ts';
import { table } from '../table.ts';
import { americanAnswer } from './american-table.ts';
import { contractColumns } from './contract-columns.ts';
import { type OptionRow, optionRowOptions, type Quoted, readOptionRows } from './option-rows.ts';
import { badRowNotes } from './records.ts';
import type { VerbArguments } from './verb-arguments.ts';
import type { TextFile, VerbOutcome, VerbResult } from './verb-result.ts';

const quoted: Quoted = { option: 'vol', columns: ['iv', 'vol', 'sigma'] };
export const greeksOptions = optionRowOptions(quoted);

type Priced = { readonly option: OptionRow; readonly greeks: OptionGreeks };

const shown: readonly GreekName[] = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho', 'vanna', 'charm'];

function jsonRow({ option, greeks }: Priced): unknown {
  const { row, cp, quoted: vol, ...terms } = option;
  const finite = Object.fromEntries(
    greekNames.map((name) => [name, Number.isFinite(greeks[name]) ? greeks[name] : null]),
  );
  return { row, right: cp > 0 ? 'C' : 'P', ...terms, vol, status: greeks.status, ...finite };
}

function greeksTable(priced: readonly Priced[]): string {
  const greek = (name: GreekName) => ({
    title: name,
    align: 'right' as const,
    text: ({ greeks }: Priced) => {
      const value = greeks[name] / displayDivisor[name];
      return Number.isFinite(value) ? value.toPrecision(6) : '–';
    },
  });
  return table<Priced>(
    [...contractColumns, { title: 'Status', text: ({ greeks }) => greeks.status }, ...shown.map(greek)],
    priced,
  );
}

function europeanAnswer(rows: readonly OptionRow[]): { readonly table: string; readonly rows: unknown } {
  const priced = rows.map((option) => ({ option, greeks: bsmGreeks({ ...option, vol: option.quoted }) }));
  return { table: greeksTable(priced), rows: priced.map(jsonRow) };
}

/**
 * Price and Greeks of every row of a file, or of one option from the command line; `--american` with the right to
 * exercise early. JSON holds raw units.
 */
export function greeksVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  const read = readOptionRows(args, file, quoted);
  if (!read.ok) return read;
  const { rows, badRows, total } = read.value;
  const notes = [...badRowNotes(file?.name ?? '', badRows, total)];
  notes.push('Table: vega and rho per point, theta and charm per calendar day, vanna per vol point');
  const exercise = args.flags.has('american') ? 'american' : 'european';
  const answer = exercise === 'american' ? americanAnswer(rows) : europeanAnswer(rows);
  const units = 'raw: per 1.00 of vol and rate, per year';
  return ok({
    exitCode: rows.length === 0 ? 1 : 0,
    json: { units, exercise, badRows, rows: answer.rows },
    table: answer.table,
    notes,
  });
}
