import { type Fields, numberOrNull, text } from './fields.ts';
import { MalformedVectors } from './verifier.ts';

/** +1 for "C", -1 for "P". */
export function sideOf(fields: Fields, path: string): 1 | -1 {
  const type = text(fields['type'], `${path}.type`);
  if (type === 'C') return 1;
  if (type === 'P') return -1;
  throw new MalformedVectors(`${path}.type: expected "C" or "P", found "${type}"`);
}

/** A quantity's number; NaN where the file says that there is none. */
export function input(fields: Fields, name: string, path: string): number {
  return numberOrNull(fields[name], `${path}.${name}`) ?? Number.NaN;
}

/** The terms of one option as the files of option prices name them. */
export function spotOption(fields: Fields, path: string) {
  return {
    cp: sideOf(fields, path),
    spot: input(fields, 'S', path),
    strike: input(fields, 'K', path),
    years: input(fields, 'T', path),
    rate: input(fields, 'r', path),
    dividendYield: input(fields, 'q', path),
  };
}

/** A status as the files spell it. */
export function statusWord(status: string): string {
  return status.replaceAll('-', '_');
}
