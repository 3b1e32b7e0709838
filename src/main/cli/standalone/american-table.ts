import { displayDivisor } from '../../../engine/quant/pricing/display-units.ts';
import { americanGreeks } from '../../../engine/quant/pricing/american-greeks.ts';
import type { AmericanGreeks } from '../../../engine/quant/pricing/american-result.ts';
import { table } from '../table.ts';
import { contractColumns } from './contract-columns.ts';
import type { OptionRow } from './option-rows.ts';

type Priced = { readonly option: OptionRow; readonly greeks: AmericanGreeks };

const names = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const;

function jsonRow({ option, greeks }: Priced): unknown {
  const { row, cp, quoted: vol, ...terms } = option;
  const finite = [...names, 'european' as const].map((name) => [
    name,
    Number.isFinite(greeks[name]) ? greeks[name] : null,
  ]);
  const { status, exercised } = greeks;
  return { row, right: cp > 0 ? 'C' : 'P', ...terms, vol, status, exercised, ...Object.fromEntries(finite) };
}

function text(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(6) : '–';
}

function greeksTable(priced: readonly Priced[]): string {
  const right = (title: string, of: (row: Priced) => string) => ({ title, align: 'right' as const, text: of });
  return table<Priced>(
    [
      ...contractColumns,
      { title: 'Status', text: ({ greeks }) => (greeks.exercised ? 'exercise now' : greeks.status) },
      ...names.map((name) => right(name, ({ greeks }) => text(greeks[name] / displayDivisor[name]))),
      right('early exercise', ({ greeks }) => text(greeks.price - greeks.european)),
    ],
    priced,
  );
}

/** Rows priced as American options: a table, and the same for scripts in raw units. */
export function americanAnswer(rows: readonly OptionRow[]): { readonly table: string; readonly rows: unknown } {
  const priced = rows.map((option) => ({ option, greeks: americanGreeks({ ...option, vol: option.quoted }) }));
  return { table: greeksTable(priced), rows: priced.map(jsonRow) };
}
