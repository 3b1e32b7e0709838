import { purgedKFold } from '../../../engine/quant/learning/purged-k-fold.ts';
import { type IndexRange, walkForwardSplits } from '../../../engine/quant/learning/walk-forward.ts';
import { type Case, cases, count, flag, number, numbers } from './fields.ts';
import { sameLength } from './sample-fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const written = (indices: Iterable<number>): string => [...indices].join(' ');

/** Compares ranges or index lists split by split, as words: a single index astray is an error. */
function compareSplits(
  { fields, path }: Case,
  ours: readonly { readonly train: Iterable<number>; readonly test: IndexRange }[] | null,
  { compare, group }: { readonly compare: Comparisons; readonly group: string },
): void {
  const reference = cases(fields, 'splits', path);
  compare.number({
    quantity: `${group} splits`,
    actual: ours?.length ?? null,
    expected: reference.length,
    tolerance: 0,
    where: path,
  });
  for (const [at, split] of reference.entries()) {
    const own = ours?.[at];
    for (const part of ['train', 'test'] as const) {
      const where = `${split.path}.${part}`;
      const expected = written(numbers(split.fields[part], where));
      const actual = own === undefined ? null : written(own[part]);
      compare.word({ quantity: `${group} ${part}`, actual, expected, where });
    }
  }
}

function compareWalkForward(each: Case, compare: Comparisons): void {
  const { fields, path } = each;
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const splits = walkForwardSplits({
    count: count(fields['n'], `${path}.n`),
    train: of('train'),
    test: of('test'),
    step: of('step'),
    expanding: flag(fields['expanding'], `${path}.expanding`),
    purge: of('purge'),
  });
  compareSplits(each, splits, { compare, group: 'walk-forward' });
}

function comparePurged(each: Case, compare: Comparisons): void {
  const { fields, path } = each;
  const from = numbers(fields['t0'], `${path}.t0`);
  const until = numbers(fields['t1'], `${path}.t1`);
  sameLength(from, until, path);
  const splits = purgedKFold(
    { from, until },
    {
      folds: count(fields['k'], `${path}.k`),
      embargoShare: number(fields['embargo_pct'], `${path}.embargo_pct`),
    },
  );
  compareSplits(each, splits, { compare, group: 'purged k-fold' });
}

/** `cv_splits`: walk-forward ranges and purged folds with embargo, index by index. */
export const verifyCvSplits: Verifier = (file, compare) => {
  for (const each of cases(file, 'walk_forward')) compareWalkForward(each, compare);
  for (const each of cases(file, 'purged_kfold')) comparePurged(each, compare);
};
