import { hashText } from '../../market/random.ts';

/** Decimals travel as strings. */
export const decimal = (value: number, digits = 2): string => value.toFixed(digits);
/** Floats the vendor computed come with many digits. */
export const long = (value: number): string => value.toFixed(15).replace(/0+$/, '0');
export const maybe = (value: number | null, digits = 2): string | null =>
  value === null ? null : value.toFixed(digits);

export const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
export const undashed = (date: string): string => date.replaceAll('-', '');

/** `2026-10-05T14:30:01Z`: times of the stock tape are told to the second. */
export const isoSecond = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
/** Microseconds, of which the venue knows the first three digits. */
export const isoMicro = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 23)}000Z`;

/** An id that is the same in every run of the seed. */
export function uuidOf(seed: number, text: string): string {
  const part = (salt: string): string => (hashText(`${seed}/${salt}/${text}`) >>> 0).toString(16).padStart(8, '0');
  const [a, b, c, d] = [part('a'), part('b'), part('c'), part('d')];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
