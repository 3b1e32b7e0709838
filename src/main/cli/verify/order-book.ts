import { type BookMeasures, measureBook } from '../../../engine/quant/microstructure/book-measures.ts';
import { liquidityGrade } from '../../../engine/quant/microstructure/liquidity-grade.ts';
import { orderFlowBlocks, orderFlowEvents } from '../../../engine/quant/microstructure/order-flow-imbalance.ts';
import { bookSide } from './book-rows.ts';
import { type Case, cases, type Fields, number, numberOrNull, numbers, record, text } from './fields.ts';
import { quoteColumns } from './named-columns.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const tolerance = 1e-12;

const measures: Readonly<Record<string, { readonly quantity: string; readonly of: keyof BookMeasures }>> = {
  obi1: { quantity: 'imbalance 1', of: 'imbalance1' },
  obi5: { quantity: 'imbalance 5', of: 'imbalance5' },
  obi5_decay: { quantity: 'imbalance 5 decayed', of: 'imbalance5Decayed' },
  mid: { quantity: 'mid', of: 'mid' },
  weighted_mid: { quantity: 'weighted mid', of: 'weightedMid' },
  spread_bps: { quantity: 'spread bps', of: 'spreadBps' },
  depth5_min: { quantity: 'depth', of: 'depth5Min' },
};

function verifyBook({ fields, path }: Case, compare: Comparisons): void {
  const result = measureBook(bookSide(fields['bids'], `${path}.bids`), bookSide(fields['asks'], `${path}.asks`));
  const expectation = record(fields['expected'], `${path}.expected`);
  for (const [field, { quantity, of }] of Object.entries(measures)) {
    const expected = numberOrNull(expectation[field], `${path}.expected.${field}`);
    compare.number({ quantity, actual: result[of], expected, tolerance, where: path });
  }
}

function verifyGrade({ fields, path }: Case, compare: Comparisons): void {
  const actual = liquidityGrade({
    spreadBps: numberOrNull(fields['spread_bps'], `${path}.spread_bps`),
    depth5Min: numberOrNull(fields['depth5_min'], `${path}.depth5_min`),
  });
  compare.word({ quantity: 'grade', actual, expected: text(fields['grade'], `${path}.grade`), where: path });
}

function verifyFlow(fields: Fields, compare: Comparisons): void {
  const events = orderFlowEvents(quoteColumns(fields, 'ofi'));
  const blocks = orderFlowBlocks(events, number(fields['bucket_size'], 'ofi.bucket_size'));
  const lines = [
    { field: 'e', quantity: 'order-flow event', actual: events },
    { field: 'bucket_ofi', quantity: 'order-flow imbalance', actual: blocks },
  ];
  for (const { field, quantity, actual } of lines) {
    const expectation = numbers(fields[field], `ofi.${field}`);
    const count = { actual: actual.length, expected: expectation.length, tolerance: 0, where: `ofi.${field}` };
    compare.number({ quantity: `${quantity} count`, ...count });
    for (const [row, expected] of expectation.entries()) {
      compare.number({ quantity, actual: actual[row], expected, tolerance: 0, where: `ofi.${field}[${row}]` });
    }
  }
}

export const verifyOrderBook: Verifier = (file, compare) => {
  for (const entry of cases(file, 'books')) verifyBook(entry, compare);
  for (const entry of cases(file, 'grades')) verifyGrade(entry, compare);
  verifyFlow(record(file['ofi'], 'ofi'), compare);
};
