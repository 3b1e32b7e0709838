/** What the sale condition of an option print says of it. */
export type TradeCondition = {
  readonly isSweep: boolean;
  readonly isFloor: boolean;
  readonly isMultiLeg: boolean;
  readonly cancelled: boolean;
};

const sweeps = new Set(['isoi', 'slai', 'scli']);
const floors = new Set(['slft', 'mlft', 'mfsl', 'mfto', 'tlft', 'tfsl', 'cbmo']);
const multiLegs = new Set(['mesl', 'masl', 'mfsl', 'mfto', 'tesl', 'tasl', 'tfsl', 'mctp']);
const cancels = new Set(['canc', 'cncl', 'cnco', 'cnol']);

const mostCodes = 1_000;
const conditions = new Map<string, TradeCondition>();

/**
 * Sale conditions of the option tape in the vendor's four letters. Intermarket sweeps and floor trades have codes of
 * their own; legs of a spread begin with `ml`, of a trade with stock with `tl`. A code nobody knows says nothing.
 */
export function conditionOf(code: string): TradeCondition {
  const seen = conditions.get(code);
  if (seen) return seen;
  const word = code.trim().toLowerCase();
  const condition = {
    isSweep: sweeps.has(word),
    isFloor: floors.has(word),
    isMultiLeg: word.startsWith('ml') || word.startsWith('tl') || multiLegs.has(word),
    cancelled: cancels.has(word),
  };
  if (conditions.size >= mostCodes) conditions.clear();
  conditions.set(code, condition);
  return condition;
}
