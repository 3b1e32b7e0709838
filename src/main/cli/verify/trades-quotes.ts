import {
  shareWeighted,
  type SpreadColumns,
  spreadColumns,
} from '../../../engine/quant/microstructure/spread-columns.ts';
import { cases, number, numberOrNull } from './fields.ts';
import { namedColumns } from './named-columns.ts';
import type { Verifier } from './verifier.ts';

const tolerance = 1e-10;

type Line = { readonly field: string; readonly quantity: string; readonly of: keyof SpreadColumns };

const signs: readonly Line[] = [
  { field: 'tick', quantity: 'tick sign', of: 'tick' },
  { field: 'quote', quantity: 'quote sign', of: 'quote' },
  { field: 'lee_ready', quantity: 'Lee-Ready sign', of: 'leeReady' },
];
const costs: readonly Line[] = [
  { field: 'es', quantity: 'effective spread', of: 'effective' },
  { field: 'es_bps', quantity: 'effective spread bps', of: 'effectiveBps' },
  { field: 'rs', quantity: 'realised spread', of: 'realised' },
  { field: 'pi', quantity: 'price impact', of: 'impact' },
];

export const verifyTradesQuotes: Verifier = (file, compare) => {
  const quote = namedColumns(file, { columns: 'quote_columns', rows: 'quotes' });
  const trade = namedColumns(file, { columns: 'trade_columns', rows: 'trades' });
  const trades = { timeMs: trade('t'), price: trade('price'), size: trade('size') };
  const quotes = { timeMs: quote('t'), bid: quote('bid'), ask: quote('ask') };
  const result = spreadColumns(quotes, trades, number(file['horizon_ms'], 'horizon_ms'));
  const rows = cases(file, 'expected');
  const count = { actual: trades.timeMs.length, expected: rows.length, tolerance: 0, where: 'expected' };
  compare.number({ quantity: 'trades', ...count });
  for (const [row, { fields, path }] of rows.entries()) {
    for (const { field, quantity, of } of signs) {
      const expected = number(fields[field], `${path}.${field}`);
      compare.number({ quantity, actual: result[of][row], expected, tolerance: 0, where: path });
    }
    for (const { field, quantity, of } of costs) {
      const expected = numberOrNull(fields[field], `${path}.${field}`);
      compare.number({ quantity, actual: result[of][row], expected, tolerance, where: path });
    }
  }
  const field = 'share_weighted_effective_spread';
  const actual = shareWeighted(result.effective, trades.size);
  const expected = numberOrNull(file[field], field);
  compare.number({ quantity: 'share-weighted effective spread', actual, expected, tolerance, where: field });
};
