import { readNumber } from '../../vendor-kit/numbers.ts';

const zero = 0x30;
const largestExact = Number.MAX_SAFE_INTEGER;
const powers = Array.from({ length: 23 }, (_each, exponent) => 10 ** exponent);

/**
 * A decimal between two places of a text; NaN when it is missing or is none. While the digits fit into 53 bits and the
 * divisor into the powers a double holds exactly, one division rounds as the ordinary reader does; other texts go there.
 */
export function decimalIn(text: string, start: number, end: number): number {
  if (start < 0 || start === end) return NaN;
  const negative = text.charCodeAt(start) === 0x2d;
  let mantissa = 0;
  let digits = 0;
  let point = -1;
  for (let at = negative ? start + 1 : start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= zero + 9) {
      mantissa = mantissa * 10 + (code - zero);
      digits += 1;
    } else if (code === 0x2e && point === -1) point = at;
    else return ordinary(text, start, end);
  }
  const decimals = point === -1 ? 0 : end - point - 1;
  const divisor = powers[decimals];
  if (digits === 0) return ordinary(text, start, end);
  // Digits and a point alone are what Number reads as the ordinary reader does.
  if (mantissa > largestExact || divisor === undefined) return Number(text.slice(start, end));
  return negative ? -mantissa / divisor : mantissa / divisor;
}

function ordinary(text: string, start: number, end: number): number {
  return readNumber(text.slice(start, end)) ?? NaN;
}
