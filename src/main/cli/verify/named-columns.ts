import type { QuoteColumns } from '../../../engine/quant/microstructure/order-flow-imbalance.ts';
import { type Fields, list, numbers, text } from './fields.ts';
import { MalformedVectors } from './verifier.ts';

/** Rows under named columns as a struct of arrays: `columns` names them in the order of each row. */
export function namedColumns(
  fields: Fields,
  names: { readonly columns: string; readonly rows: string },
  within = '',
): (name: string) => Float64Array {
  const at = (name: string): string => (within === '' ? name : `${within}.${name}`);
  const columns = list(fields[names.columns], at(names.columns)).map((value, column) =>
    text(value, `${at(names.columns)}[${column}]`),
  );
  const rows = list(fields[names.rows], at(names.rows)).map((row, index) =>
    numbers(row, `${at(names.rows)}[${index}]`),
  );
  return (name) => {
    const column = columns.indexOf(name);
    if (column < 0) throw new MalformedVectors(`${at(names.columns)}: expected a column ${name}`);
    return Float64Array.from(rows, (row, index) => {
      const value = row[column];
      if (value === undefined)
        throw new MalformedVectors(`${at(names.rows)}[${index}]: expected ${columns.length} numbers`);
      return value;
    });
  };
}

/** The columns of best quotes: prices and sizes. */
export function quoteColumns(fields: Fields, within = ''): QuoteColumns {
  const column = namedColumns(fields, { columns: 'columns', rows: 'quotes' }, within);
  return { bid: column('bid'), bidSize: column('bid_size'), ask: column('ask'), askSize: column('ask_size') };
}
