/** Uniform numbers in [0, 1). Handed in by the caller wherever a sample is drawn. */
export type Uniform = () => number;

/**
 * A seeded generator with 128 bits of state and 32-bit output: the same seed gives the same sequence on every machine.
 * Small Fast Counter 32 (C. Doty-Humphrey, PractRand), filled by 32-bit splitmix.
 */
export function seededUniform(seed: number): Uniform {
  let filler = seed >>> 0;
  const fill = (): number => {
    filler = (filler + 0x9e3779b9) | 0;
    let word = filler;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  };
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
}

/** Uniform integer in [0, size). */
export function drawBelow(uniform: Uniform, size: number): number {
  return Math.floor(uniform() * size);
}

/** The first `count` of `items`, after which they are a uniform sample without replacement. Works in place. */
export function shuffleFirst(items: Int32Array, count: number, uniform: Uniform): void {
  for (let at = 0; at < Math.min(count, items.length); at += 1) {
    const other = at + drawBelow(uniform, items.length - at);
    const held = items[at] as number;
    items[at] = items[other] as number;
    items[other] = held;
  }
}
