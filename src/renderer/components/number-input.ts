/** What a person typed as a number: `1,250.5` and `1250,5` are not the same, so only the first is read. Null = empty or no number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replaceAll(',', '').replace('−', '-');
  if (plain === '' || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}

/** Decimals that a step calls for: 0.01 -> 2, 0.0001 -> 4, 1 -> 0. */
export function digitsOf(step: number): number {
  const text = step.toFixed(8).replace(/0+$/, '');
  return text.length - text.indexOf('.') - 1;
}

/** The next value on the grid of steps; a value between two lines lands on the line in that direction. */
export function stepped(value: number, step: number, count: number): number {
  const position = value / step;
  const near = Math.round(position);
  const aligned = Math.abs(position - near) < 1e-6 ? near : count > 0 ? Math.floor(position) : Math.ceil(position);
  return Number(((aligned + count) * step).toFixed(digitsOf(step)));
}

export function numberText(value: number | null, digits: number): string {
  if (value === null) return '';
  return Number(value.toFixed(Math.max(digits, 0))).toFixed(digits);
}
