import { matrixOfRows, type RowMatrix } from '../../../engine/quant/statistics/row-matrix.ts';
import { list, number, numbers } from './fields.ts';
import { MalformedVectors } from './verifier.ts';

/** A list of rows of numbers, all of one length. */
export function matrix(value: unknown, path: string): RowMatrix {
  const rows = list(value, path).map((row, at) => numbers(row, `${path}[${at}]`));
  const made = matrixOfRows(rows);
  if (made === null) throw new MalformedVectors(`${path}: rows of different lengths`);
  return made;
}

/** A list of outcomes, each 0 or 1. */
export function outcomes(value: unknown, path: string): Uint8Array {
  return Uint8Array.from(list(value, path), (entry, at) => {
    const outcome = number(entry, `${path}[${at}]`);
    if (outcome !== 0 && outcome !== 1) throw new MalformedVectors(`${path}[${at}]: expected 0 or 1, found ${outcome}`);
    return outcome;
  });
}

/** Refuses columns that belong together and differ in length. */
export function sameLength(one: ArrayLike<unknown>, other: ArrayLike<unknown>, path: string): void {
  if (one.length !== other.length)
    throw new MalformedVectors(`${path}: ${one.length} and ${other.length} values where one number was due`);
}

/** Absolute error allowed for a relative one; none for a value that is missing or infinite. */
export function relative(expected: number | null, share: number): number {
  return expected === null || !Number.isFinite(expected) ? 0 : share * Math.abs(expected);
}
