import { readNumber } from './numbers.ts';
import type { Row } from './rows.ts';

/** No price, size or count of a market comes near; arithmetic with what does would overflow. */
const largest = 1e15;

/**
 * Numbers of a row by name, null where missing; a sentence naming the first field that holds something else, so that a
 * row of a changed format is refused instead of arriving empty.
 */
export function readNumbers<Name extends string>(
  row: Row,
  names: readonly Name[],
): Readonly<Record<Name, number | null>> | string {
  const numbers: Partial<Record<Name, number | null>> = {};
  for (const name of names) {
    const number = readNumber(row[name]);
    if (number === undefined) return `${name} is no number`;
    if (number !== null && Math.abs(number) > largest) return `${name} is ${number}`;
    numbers[name] = number;
  }
  return numbers as Record<Name, number | null>;
}

/** The first of these fields that is below zero, as a sentence; null when none is. */
export function negativeField(numbers: Readonly<Record<string, number | null>>): string | null {
  for (const name in numbers) {
    const number = numbers[name];
    if (number !== null && number !== undefined && number < 0) return `${name} is ${number}`;
  }
  return null;
}

/** Vendors write 0 for a price or a volatility that was not there. */
export function zeroIsMissing(number: number | null): number | null {
  return number === 0 ? null : number;
}
