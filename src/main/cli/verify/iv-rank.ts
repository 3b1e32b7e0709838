import { ivRank } from '../../../engine/quant/volatility/iv-rank.ts';
import { type Case, cases, number, numberOrNull, numbers } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const tolerance = 1e-9;

/** The closes a case is about: its own, or the file's up to `end`. */
function seriesOf({ fields, path }: Case, shared: Float64Array | null): Float64Array {
  if (fields['series'] !== undefined) return numbers(fields['series'], `${path}.series`);
  if (shared === null) throw new MalformedVectors(`${path}: neither a series of its own nor one of the file`);
  const end = number(fields['end'], `${path}.end`);
  if (!Number.isInteger(end) || end < 0 || end > shared.length) {
    throw new MalformedVectors(`${path}.end: ${end} is not a length of the series`);
  }
  return shared.subarray(0, end);
}

function compareCase(one: Case, shared: Float64Array | null, compare: Comparisons): void {
  const { fields, path } = one;
  const result = ivRank(seriesOf(one, shared), number(fields['window'], `${path}.window`));
  const values = { rank: result.rank, percentile: result.percentile, low: result.low, high: result.high };
  for (const [quantity, actual] of Object.entries(values)) {
    // Low and high are stated only where there is a rank.
    if (fields[quantity] === undefined && (quantity === 'low' || quantity === 'high')) continue;
    const expected = numberOrNull(fields[quantity], `${path}.${quantity}`);
    compare.number({ quantity, actual, expected, tolerance, where: path });
  }
  const expected = number(fields['n'], `${path}.n`);
  compare.number({ quantity: 'values in the window', actual: result.count, expected, tolerance: 0, where: path });
}

export const verifyIvRank: Verifier = (file, compare) => {
  const shared = file['series'] === undefined ? null : numbers(file['series'], 'series');
  const edges = file['edge_cases'] === undefined ? [] : cases(file, 'edge_cases');
  for (const one of [...cases(file, 'cases'), ...edges]) compareCase(one, shared, compare);
};
