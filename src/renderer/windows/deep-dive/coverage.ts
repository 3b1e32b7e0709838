import type { Exposure } from '../../../engine/domain/exposure.ts';

/** Below this share of the wanted rows the levels are drawn from too little to rely on. */
const thinBelow = 0.5;

/** Share of the chain that was used, and whether that is too little; null when nothing was wanted. */
export function coverageOf({ rowsUsed, rowsWanted }: Pick<Exposure, 'rowsUsed' | 'rowsWanted'>): {
  readonly share: number | null;
  readonly thin: boolean;
} {
  if (rowsWanted <= 0) return { share: null, thin: true };
  const share = Math.min(1, rowsUsed / rowsWanted);
  return { share, thin: share < thinBelow };
}
