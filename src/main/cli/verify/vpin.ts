import type { BulkDistribution } from '../../../engine/quant/microstructure/bulk-classification.ts';
import { priceChangeVol } from '../../../engine/quant/microstructure/price-change-vol.ts';
import { vpinColumns } from '../../../engine/quant/microstructure/vpin-columns.ts';
import { type Case, cases, count, number, numbers, text } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const tolerance = 1e-9;
const volumeTolerance = 1e-6;

function distributionOf({ fields, path }: Case): BulkDistribution {
  const kind = text(fields['cdf'], `${path}.cdf`);
  if (kind === 'normal') return { kind: 'normal' };
  if (kind === 'student_t') return { kind: 'student-t', df: number(fields['df'], `${path}.df`) };
  throw new MalformedVectors(`${path}.cdf: expected normal or student_t, found ${kind}`);
}

function verifyCase(entry: Case, tape: { price: Float64Array; volume: Float64Array }, compare: Comparisons): void {
  const { fields, path } = entry;
  const sigma = number(fields['sigma'], `${path}.sigma`);
  const result = vpinColumns(tape.price, tape.volume, {
    bucketVolume: number(fields['bucket_volume'], `${path}.bucket_volume`),
    buckets: count(fields['n_buckets'], `${path}.n_buckets`),
    sigma: { fixed: sigma },
    distribution: distributionOf(entry),
  });
  if (text(fields['name'], `${path}.name`).includes('full_sample')) {
    const actual = priceChangeVol(tape.price);
    compare.number({ quantity: 'sigma', actual, expected: sigma, tolerance: tolerance * sigma, where: path });
  }
  const complete = number(fields['n_complete'], `${path}.n_complete`);
  const actual = result.buy.length;
  compare.number({ quantity: 'complete buckets', actual, expected: complete, tolerance: 0, where: path });
  for (const [row, expected] of numbers(fields['bucket_buy'], `${path}.bucket_buy`).entries()) {
    const where = `${path}.bucket_buy[${row}]`;
    compare.number({
      quantity: 'bought volume',
      actual: result.buy[row],
      expected,
      tolerance: volumeTolerance,
      where,
    });
  }
  for (const [row, value] of numbers(fields['vpin'], `${path}.vpin`).entries()) {
    const expected = Number.isNaN(value) ? null : value;
    const where = `${path}.vpin[${row}]`;
    compare.number({ quantity: 'VPIN', actual: result.vpin[row], expected, tolerance, where });
  }
}

export const verifyVpin: Verifier = (file, compare) => {
  const tape = { price: numbers(file['price'], 'price'), volume: numbers(file['volume'], 'volume') };
  for (const entry of cases(file, 'cases')) verifyCase(entry, tape, compare);
};
