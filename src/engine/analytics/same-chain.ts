import { sameRow, type OptionChain } from '../domain/chain.ts';

/** True when nothing an exposure or a smile is computed from differs; times alone are not a reason to compute again. */
export function sameChain(before: OptionChain | null, after: OptionChain): boolean {
  if (before === null || before.rows.length !== after.rows.length || before.spot !== after.spot) return false;
  if (before.wanted !== after.wanted || before.delayMs !== after.delayMs) return false;
  if (before.core.wanted !== after.core.wanted || before.core.answered !== after.core.answered) return false;
  return after.rows.every((row, index) => sameRow(before.rows[index], row));
}
