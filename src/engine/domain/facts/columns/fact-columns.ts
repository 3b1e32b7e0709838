import type { FactKind } from '../fact.ts';
import type { ColumnsOf, ColumnType } from './column-types.ts';
import { flowColumns } from './flow-columns.ts';
import { priceColumns } from './price-columns.ts';
import { referenceColumns } from './reference-columns.ts';

const all: ColumnsOf<FactKind> = { ...flowColumns, ...priceColumns, ...referenceColumns };

/** The fields of every kind's body with what they hold, for whoever keeps facts as columns. */
export const factColumns: Readonly<Record<FactKind, Readonly<Record<string, ColumnType>>>> = all;
