import { contracts, type ExposureChain } from './exposure-chain.ts';

export type MaxPain = {
  readonly strike: number;
  /** What holders would receive at that settlement, $. */
  readonly cost: number;
};

/** Listed strikes have at most three decimals: sums in thousandths are exact integers and ties are real ties. */
const strikeScale = 1000;

function scaled(strike: number): number {
  const thousandths = Math.round(strike * strikeScale);
  return Math.abs(thousandths - strike * strikeScale) < 1e-6 ? thousandths : strike * strikeScale;
}

type Level = { readonly strike: number; readonly scaled: number; calls: number; puts: number };

function levelsOf(chain: ExposureChain, rows: readonly number[]): readonly Level[] {
  const byStrike = new Map<number, Level>();
  for (const row of rows) {
    const strike = chain.strike[row] as number;
    const level = byStrike.get(strike) ?? { strike, scaled: scaled(strike), calls: 0, puts: 0 };
    byStrike.set(strike, level);
    if ((chain.cp[row] as number) > 0) level.calls += contracts(chain.openInterest[row]);
    else level.puts += contracts(chain.openInterest[row]);
  }
  return [...byStrike.values()].sort((a, b) => a.strike - b.strike);
}

/**
 * The settlement among the listed strikes of one expiry's `rows` that pays holders least: sum of call OI max(K-k,0) and
 * put OI max(k-K,0); a tie gives the lower strike. Null without open interest: every strike would do.
 */
export function maxPain(chain: ExposureChain, rows: readonly number[]): MaxPain | null {
  const levels = levelsOf(chain, rows);
  let putContracts = 0;
  let putPayout = 0;
  const first = levels[0];
  if (first === undefined || levels.every(({ calls, puts }) => calls + puts === 0)) return null;
  for (const { scaled: strike, puts } of levels) {
    putContracts += puts;
    putPayout += puts * (strike - first.scaled);
  }
  let payout = putPayout;
  let callContracts = 0;
  let previous = first.scaled;
  let best = { strike: first.strike, payout: Number.POSITIVE_INFINITY };
  for (const level of levels) {
    // Moving up a gap, every call below gains it and every put not yet passed loses it.
    payout += (level.scaled - previous) * (callContracts - putContracts);
    if (payout < best.payout) best = { strike: level.strike, payout };
    callContracts += level.calls;
    putContracts -= level.puts;
    previous = level.scaled;
  }
  return { strike: best.strike, cost: (best.payout / strikeScale) * chain.multiplier };
}
