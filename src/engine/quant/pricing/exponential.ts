/** e^-h = 2^(-k/64) e^(k ln2/64 - h) with k the whole number next to 64 h / ln 2: two tables and a short series. */
const parts = 64;
const partsPerUnit = 92.33248261689366;
/** ln 2 / 64 in two parts, the first with so few digits that k times it is exact. */
const partHigh = 0.010830424695086549;
const partLow = 1.162596423439437e-12;
/** Added and taken away again, it rounds to the nearest whole number. */
const rounder = 6_755_399_441_055_744;
/** From here on e^-h is below half of the smallest double. */
const vanished = 746;

const fractions = Float64Array.from({ length: parts }, (_each, part) => 2 ** (part / parts));
const halvings = Float64Array.from({ length: 1_100 }, (_each, power) => 2 ** -power);

/** e^-h for h >= 0, to two units in the last place; 0 where it underflows. Small enough to be inlined in loops, which `Math.exp` is not. */
export function expMinus(h: number): number {
  const bounded = h > vanished ? vanished : h;
  const k = bounded * partsPerUnit + rounder - rounder;
  const rest = k * partHigh - bounded + k * partLow;
  const index = k | 0;
  const series = 1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120)))));
  return (fractions[-index & (parts - 1)] as number) * series * (halvings[(index + parts - 1) >> 6] as number);
}
