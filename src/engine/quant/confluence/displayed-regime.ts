import type { VixRegime } from '../../domain/regime.ts';
import { classifyVixRegime, type VixReading } from './vix-regime.ts';

/** Memory of the regime shown to the trader. Classification has none; who scores decides which of the two to use. */
export type DisplayedRegime = {
  readonly shown: VixRegime;
  /** Consecutive readings that left the shown regime by the margin, all in one direction. */
  readonly readingsAway: number;
  readonly towards: 'worse' | 'better' | null;
};

export const noDisplayedRegime: DisplayedRegime = { shown: 'unknown', readingsAway: 0, towards: null };

export const displayMarginPoints = 0.5;
export const displayReadings = 3;

const severity: Readonly<Record<VixRegime, number>> = { unknown: -1, calm: 0, elevated: 1, stressed: 2, crisis: 3 };

/** The regime the reading has left for, judged with the VIX moved the margin back towards the shown one; null = stayed. */
function departure(shown: VixRegime, reading: VixReading): VixRegime | null {
  const plain = classifyVixRegime(reading);
  if (plain === shown) return null;
  const worse = severity[plain] > severity[shown];
  const vix = (reading.vix ?? 0) + (worse ? -displayMarginPoints : displayMarginPoints);
  const judged = classifyVixRegime({ vix: Math.max(0, vix), vix3m: reading.vix3m });
  const left = worse ? severity[judged] > severity[shown] : severity[judged] < severity[shown];
  return left ? judged : null;
}

/**
 * The next displayed regime: a change needs three consecutive readings at least half a point beyond the boundary, so
 * that a VIX hovering at 35 does not flicker. A missing or returning VIX shows at once: absence is never smoothed.
 */
export function nextDisplayedRegime(state: DisplayedRegime, reading: VixReading): DisplayedRegime {
  const plain = classifyVixRegime(reading);
  const settled = (shown: VixRegime): DisplayedRegime => ({ shown, readingsAway: 0, towards: null });
  if (plain === 'unknown' || state.shown === 'unknown') return settled(plain);
  const away = departure(state.shown, reading);
  if (away === null) return settled(state.shown);
  const towards = severity[away] > severity[state.shown] ? 'worse' : 'better';
  const readingsAway = state.towards === towards ? state.readingsAway + 1 : 1;
  return readingsAway >= displayReadings ? settled(away) : { shown: state.shown, readingsAway, towards };
}
