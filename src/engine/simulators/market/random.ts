/** Counter-based randomness: a number is a pure function of its key, so any moment can be reached without replaying. */

/** 32-bit finaliser with full avalanche (Wellons' lowbias32). */
export function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

export function combine(key: number, part: number): number {
  return mix(key ^ mix((part | 0) + 0x9e3779b9));
}

export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** Key of a named thing: `keyOf(seed, 'AAPL', 20261005)`. */
export function keyOf(seed: number, ...parts: readonly (string | number)[]): number {
  let key = mix(seed);
  for (const part of parts) key = combine(key, typeof part === 'string' ? hashText(part) : part);
  return key;
}

/** Open interval (0, 1). */
export function uniform(hash: number): number {
  return (hash + 0.5) / 4294967296;
}

function inverseTail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  const top =
    ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const bottom =
    (((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q;
  return top / (bottom + 1);
}

/** Inverse normal distribution (Acklam 2003), relative error 1e-9. */
export function inverseNormal(p: number): number {
  if (p < 0.02425) return inverseTail(p);
  if (p > 1 - 0.02425) return -inverseTail(1 - p);
  const q = p - 0.5;
  const r = q * q;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return (top * q) / bottom;
}

export function normal(hash: number): number {
  return inverseNormal(uniform(hash));
}

const tableBits = 13;
const normalTable = Float64Array.from({ length: 2 ** tableBits }, (_, cell) =>
  inverseNormal((cell + 0.5) / 2 ** tableBits),
);

/** `exp(spread * quickNormal(hash) - spread^2 / 2)`, mean 1, from a table of its own. */
export function quickLognormal(spread: number): (hash: number) => number {
  const table = normalTable.map((value) => Math.exp(spread * value - (spread * spread) / 2));
  return (hash) => table[hash >>> (32 - tableBits)] ?? 0;
}

/** Normal from a table of 8192 cells, within +-3.84: for noise drawn tens of thousands of times a day. */
export function quickNormal(hash: number): number {
  return normalTable[hash >>> (32 - tableBits)] ?? 0;
}

/** Chances of at most 0, 1, 2 ... events for a small mean, as far as a draw may reach. */
function poissonSums(mean: number): readonly number[] {
  let term = Math.exp(-mean);
  const sums = [term];
  for (let count = 1; count <= 60 && (sums[count - 1] ?? 0) < 1 - 1e-10; count += 1) {
    term *= mean / count;
    sums.push((sums[count - 1] ?? 0) + term);
  }
  return sums;
}

/** `poisson` of one mean, for those who draw it many times: the same numbers at a fraction of the cost. */
export function poissonOf(mean: number): (hash: number) => number {
  if (mean <= 0 || mean > 12) return (hash) => poisson(mean, hash);
  const sums = poissonSums(mean);
  return (hash) => {
    const u = uniform(hash);
    let count = 0;
    while (count < sums.length - 1 && u > (sums[count] ?? 1)) count += 1;
    return count;
  };
}

/** Number of events for a mean; inversion for small means, rounded normal above 12. */
export function poisson(mean: number, hash: number): number {
  if (mean <= 0) return 0;
  if (mean > 12) return Math.max(0, Math.round(mean + Math.sqrt(mean) * quickNormal(hash)));
  const u = uniform(hash);
  let term = Math.exp(-mean);
  let sum = term;
  let count = 0;
  while (u > sum && count < 60) {
    count += 1;
    term *= mean / count;
    sum += term;
  }
  return count;
}
