/** A rising function given by its corners, x strictly ascending and y not falling. */
export type IsotonicMap = { readonly x: Float64Array; readonly y: Float64Array };

/** Runs of equal fitted value: where they begin and end, their value and weight. */
type Block = { readonly first: number; readonly last: number; readonly value: number; readonly weight: number };

/** One entry a distinct x, ascending: the mean of its y and how many there were. */
function distinct(x: Float64Array, y: Float64Array): Block[] {
  const order = Uint32Array.from(x.keys()).sort((i, j) => (x[i] as number) - (x[j] as number));
  const blocks: Block[] = [];
  let at = 0;
  while (at < order.length) {
    const position = x[order[at] as number] as number;
    let sum = 0;
    let weight = 0;
    while (at < order.length && x[order[at] as number] === position) {
      sum += y[order[at] as number] as number;
      weight += 1;
      at += 1;
    }
    blocks.push({ first: position, last: position, value: sum / weight, weight });
  }
  return blocks;
}

function merged(a: Block, b: Block): Block {
  const weight = a.weight + b.weight;
  return { first: a.first, last: b.last, value: (a.value * a.weight + b.value * b.weight) / weight, weight };
}

/**
 * Least-squares rising fit of y on x by pooling adjacent violators, equal x averaged first. Null for no samples, columns
 * of different length, or a value that is not finite. Ayer et al. 1955; Zadrozny & Elkan 2002 for calibration.
 */
export function fitIsotonic(x: Float64Array, y: Float64Array): IsotonicMap | null {
  if (x.length === 0 || x.length !== y.length) return null;
  if (!x.every(Number.isFinite) || !y.every(Number.isFinite)) return null;
  const pooled: Block[] = [];
  for (const block of distinct(x, y)) {
    let last = block;
    for (let before = pooled.at(-1); before !== undefined && before.value >= last.value; before = pooled.at(-1)) {
      last = merged(before, last);
      pooled.pop();
    }
    pooled.push(last);
  }
  const corners = pooled.flatMap(({ first, last, value }) =>
    first === last ? [[first, value] as const] : [[first, value] as const, [last, value] as const],
  );
  return { x: Float64Array.from(corners, ([at]) => at), y: Float64Array.from(corners, ([, value]) => value) };
}

/** Value at a position: linear between corners, constant beyond them; NaN stays NaN. */
export function isotonicValue({ x, y }: IsotonicMap, position: number): number {
  const size = x.length;
  if (Number.isNaN(position)) return Number.NaN;
  if (position <= (x[0] as number)) return y[0] as number;
  if (position >= (x[size - 1] as number)) return y[size - 1] as number;
  let below = 0;
  let above = size - 1;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((x[middle] as number) <= position) below = middle;
    else above = middle;
  }
  const [x0, x1, y0, y1] = [x[below], x[above], y[below], y[above]] as [number, number, number, number];
  return y0 + ((y1 - y0) * (position - x0)) / (x1 - x0);
}
