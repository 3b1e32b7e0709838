import { readNumber } from '../vendor-kit/numbers.ts';

export type Measure = { readonly value: number | null; readonly unit: string };

const scales: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/**
 * `5.50%`, `1,716K`, `$2.50`, `(1.20)`, blanks and `&nbsp;` as calendars write them. Percentages stay in percent; large
 * numbers are written out. Null for a text that is none of these.
 */
export function readMeasure(raw: unknown): Measure | null {
  const text = typeof raw === 'string' ? raw.replaceAll('&nbsp;', '').trim() : raw;
  const plain = readNumber(text);
  if (plain !== undefined) return { value: plain, unit: typeof text === 'string' && text.includes('%') ? '%' : '' };
  const scaled = typeof text === 'string' ? /^([<>]?)(.*?)([KMBT])$/i.exec(text) : null;
  const value = scaled ? readNumber(scaled[2]) : undefined;
  if (!scaled || typeof value !== 'number') return null;
  // Rounded, or 1.1 million would have a tail of binary noise.
  return { value: Number((value * (scales[(scaled[3] ?? '').toUpperCase()] ?? 1)).toPrecision(12)), unit: '' };
}
