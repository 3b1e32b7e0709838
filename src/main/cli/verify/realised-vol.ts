import type { OhlcColumns } from '../../../engine/quant/volatility/bar-variance.ts';
import { realisedVol, type VolEstimator } from '../../../engine/quant/volatility/realised-vol.ts';
import { cases, list, number, numberOrNull, numbers, text } from './fields.ts';
import { MalformedVectors, type Verifier, type VectorFile } from './verifier.ts';

const relative = 1e-11;

const estimators: Readonly<Record<string, VolEstimator>> = {
  close_close: 'close-to-close',
  close_close_zero_mean: 'zero-mean',
  parkinson: 'parkinson',
  garman_klass: 'garman-klass',
  gk_yang_zhang: 'garman-klass-yang-zhang',
  rogers_satchell: 'rogers-satchell',
  yang_zhang: 'yang-zhang',
};

function barsOf(file: VectorFile): OhlcColumns {
  const names = list(file['columns'], 'columns').map((name, at) => text(name, `columns[${at}]`));
  const rows = list(file['bars'], 'bars').map((row, at) => numbers(row, `bars[${at}]`));
  const column = (name: string) => {
    const at = names.indexOf(name);
    if (at < 0) throw new MalformedVectors(`columns: none named ${name}`);
    return Float64Array.from(rows, (row) => row[at] ?? Number.NaN);
  };
  return { open: column('open'), high: column('high'), low: column('low'), close: column('close') };
}

export const verifyRealisedVol: Verifier = (file, compare) => {
  const bars = barsOf(file);
  for (const { fields, path } of cases(file, 'cases')) {
    const end = number(fields['bar'], `${path}.bar`);
    const window = number(fields['window'], `${path}.window`);
    // An estimator that a window has no room for is left out of its case.
    const stated = Object.entries(estimators).filter(([name]) => fields[name] !== undefined);
    if (stated.length === 0) throw new MalformedVectors(`${path}: no estimate`);
    for (const [name, estimator] of stated) {
      const expected = numberOrNull(fields[name], `${path}.${name}`);
      const actual = realisedVol(estimator, { bars, end, window });
      compare.number({
        quantity: estimator,
        actual,
        expected,
        tolerance: relative * Math.abs(expected ?? 0),
        where: path,
      });
    }
  }
};
