import type { Regime, VixRegime } from '../../domain/regime.ts';
import { wallTime } from '../../domain/time.ts';
import type { ConfluenceConfig } from './confluence-config.ts';
import type { VixStanding } from './vix-standing.ts';

export type VixReading = {
  /** Index points; null when not known. */
  readonly vix: number | null;
  readonly vix3m: number | null;
};

function known(level: number | null): level is number {
  return level !== null && Number.isFinite(level) && level >= 0;
}

/** VIX at or above VIX3M; null when either is missing. */
export function isBackwardation({ vix, vix3m }: VixReading): boolean | null {
  return known(vix) && known(vix3m) ? vix >= vix3m : null;
}

/**
 * Regime from index levels: calm [0,15), elevated [15,25), stressed [25,35], crisis above; backwardation lifts calm
 * to elevated and elevated to stressed, nothing is ever lowered. No VIX gives `unknown`. No memory. House definition.
 */
export function classifyVixRegime(reading: VixReading): VixRegime {
  const { vix } = reading;
  if (!known(vix)) return 'unknown';
  if (vix > 35) return 'crisis';
  if (vix >= 25) return 'stressed';
  const inverted = isBackwardation(reading) === true;
  if (vix >= 15) return inverted ? 'stressed' : 'elevated';
  return inverted ? 'elevated' : 'calm';
}

/** `2026-10-02 16:14 ET` */
function momentOf(timeMs: number): string {
  const { date, hour, minute } = wallTime(timeMs);
  const [hours, minutes] = [hour, minute].map((part) => String(part).padStart(2, '0'));
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} ${hours}:${minutes} ET`;
}

function regimeSentence(regime: VixRegime, told: VixStanding, vix3m: number | null): string {
  const { level: vix, tooOld, eventTime } = told;
  const of = eventTime === null ? '' : ` of ${momentOf(eventTime)}`;
  if (tooOld !== null) return `VIX ${tooOld.toFixed(2)}${of} is too old: no regime adjustment`;
  if (!known(vix)) return 'VIX is not known: no regime adjustment';
  const level = `VIX ${vix.toFixed(2)}${told.isOfBefore ? of : ''}`;
  if (!known(vix3m)) return `${level}, VIX3M not known: ${regime}`;
  const shape = vix >= vix3m ? 'at or above' : 'below';
  return `${level}${told.isOfBefore ? ',' : ''} ${shape} VIX3M ${vix3m.toFixed(2)}: ${regime}`;
}

/** The regime with its numbers and modifiers, for scoring and display, of a VIX as it stands now. */
export function readRegime(
  reading: { readonly told: VixStanding; readonly vix3m: number | null; readonly vixChange: number | null },
  config: Pick<ConfluenceConfig, 'regimeModifiers'>,
): Regime {
  const { told, vix3m, vixChange } = reading;
  const { level: vix, eventTime } = told;
  const regime = classifyVixRegime({ vix, vix3m });
  const modifiers = config.regimeModifiers[regime];
  return {
    regime,
    vix,
    vixChange,
    vix3m,
    contango: known(vix) && known(vix3m) && vix > 0 ? vix3m / vix - 1 : null,
    bullishModifier: modifiers.bullish,
    bearishModifier: modifiers.bearish,
    explanation: regimeSentence(regime, told, vix3m),
    eventTime,
  };
}
