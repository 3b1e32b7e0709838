import type { Column } from '../table.ts';
import { number } from '../table.ts';
import type { OptionRow } from './option-rows.ts';

/** Which option a row of a table is about; a chain repeats right and strike at every expiry. */
export const contractColumns: readonly Column<{ readonly option: OptionRow }>[] = [
  { title: 'Row', align: 'right', text: ({ option }) => String(option.row) },
  { title: 'Days', align: 'right', text: ({ option }) => number(option.years * 365, 1) },
  { title: 'Right', text: ({ option }) => (option.cp > 0 ? 'C' : 'P') },
  { title: 'Strike', align: 'right', text: ({ option }) => String(option.strike) },
];
