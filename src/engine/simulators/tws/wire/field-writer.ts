/** A value of one wire field; null is the empty field, booleans travel as 0 and 1. */
export type Field = string | number | boolean | null;
export type Message = readonly Field[];

/** The wire's "unset" for doubles, and for integers. */
export const unsetNumber = '1.7976931348623157E308';
export const unsetInt = '2147483647';

export function fieldText(value: Field): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (typeof value === 'boolean') return value ? '1' : '0';
  return numberText(value);
}

/** Plain decimal text without exponents, at most ten decimals; not-a-number is "unset". */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return unsetNumber;
  if (Number.isInteger(value)) return String(value === 0 ? 0 : value);
  const text = String(value);
  if (!text.includes('e') && text.length < 17) return text;
  const trimmed = value.toFixed(10).replace(/0+$/, '').replace(/\.$/, '');
  return trimmed === '-0' ? '0' : trimmed;
}

export function messageText(message: Message): string {
  let text = '';
  for (const field of message) text += `${fieldText(field)}\0`;
  return text;
}

/** Length-prefixed frame of a payload that already ends with NUL. */
export function frameOf(payload: string): Buffer {
  const length = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(4 + length);
  frame.writeUInt32BE(length, 0);
  frame.write(payload, 4);
  return frame;
}
