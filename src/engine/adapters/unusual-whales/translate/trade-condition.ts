/**
 * Sale conditions of the option tape in the vendor's four letters. Intermarket sweeps end in `i`; floor trades in `ft`;
 * legs of a spread begin with `ml`, of a stock-and-option trade with `tl`.
 */
const sweeps = new Set(['isoi', 'slai', 'scli']);
const floors = new Set(['slft', 'mlft', 'mfsl', 'mfto', 'tlft', 'tfsl', 'cbmo']);
const multiLegs = new Set(['mesl', 'masl', 'mfsl', 'mfto', 'tesl', 'tasl', 'tfsl', 'mctp']);
const cancels = new Set(['canc', 'cncl', 'cnco', 'cnol']);

export const isSweepCondition = (code: string): boolean => sweeps.has(code);
export const isFloorCondition = (code: string): boolean => floors.has(code);
export const isMultiLegCondition = (code: string): boolean =>
  code.startsWith('ml') || code.startsWith('tl') || multiLegs.has(code);
export const isCancelCondition = (code: string): boolean => cancels.has(code);
