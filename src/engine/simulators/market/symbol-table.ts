import { broadTable } from './broad-table.ts';
import { stockTable } from './stock-table.ts';
import type { SymbolSpec } from './symbol-spec.ts';

/** Underlyings of the practice market; prices are the closes of the anchor date. Order fixes contract numbers: append only. */
export const symbolTable: readonly SymbolSpec[] = [...broadTable, ...stockTable];
