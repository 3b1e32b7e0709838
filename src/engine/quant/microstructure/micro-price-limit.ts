import { solve } from './linear-solve.ts';

export type MicroPriceCountTable = {
  /** states x states by rows. */
  readonly still: Float64Array;
  readonly moved: Float64Array;
  /** By state: sum of the changes of the mid, ticks. */
  readonly change: Float64Array;
};

export type MicroPriceLimit = { readonly first: Float64Array; readonly adjustment: Float64Array };

const settledBelow = 1e-15;
const mostTerms = 20_000;

/** I - Q, and beside it R1 K and R2: all rows divided by what left the state. */
function normalised({ still, moved, change }: MicroPriceCountTable) {
  const states = change.length;
  const width = states + 1;
  const left = new Float64Array(states * states);
  const right = new Float64Array(states * width);
  for (let row = 0; row < states; row += 1) {
    let total = 0;
    for (let to = 0; to < states; to += 1) {
      total += (still[row * states + to] as number) + (moved[row * states + to] as number);
    }
    left[row * states + row] = 1;
    if (total === 0) continue;
    for (let to = 0; to < states; to += 1) {
      const at = row * states + to;
      left[at] = (left[at] as number) - (still[at] as number) / total;
      right[row * width + to] = (moved[at] as number) / total;
    }
    right[row * width + states] = (change[row] as number) / total;
  }
  return { left, right, width };
}

/** target = B x; tells the largest entry. */
function multiply(b: Float64Array, width: number, x: Float64Array, target: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < x.length; row += 1) {
    let sum = 0;
    for (let to = 0; to < x.length; to += 1) sum += (b[row * width + to] as number) * (x[to] as number);
    target[row] = sum;
    largest = Math.max(largest, Math.abs(sum));
  }
  return largest;
}

/**
 * G1 = (I-Q)^-1 R1 K and G* = sum of B^i G1 with B = (I-Q)^-1 R2, until a term is below 1e-15. Null when I-Q is
 * singular or the terms do not die out.
 */
export function settleMicroPrice(table: MicroPriceCountTable): MicroPriceLimit | null {
  const states = table.change.length;
  const { left, right, width } = normalised(table);
  const solved = solve({ size: states, values: left }, right, width);
  if (solved === null) return null;
  const first = Float64Array.from({ length: states }, (_, row) => solved[row * width + states] as number);
  const adjustment = first.slice();
  let term = first.slice();
  let next = new Float64Array(states);
  for (let count = 0; count < mostTerms; count += 1) {
    const largest = multiply(solved, width, term, next);
    for (let row = 0; row < states; row += 1) adjustment[row] = (adjustment[row] as number) + (next[row] as number);
    if (largest < settledBelow) return { first, adjustment };
    [term, next] = [next, term];
  }
  return null;
}
