import type { Regime, VixRegime } from '../../domain/regime.ts';
import type { ConfluenceConfig } from './confluence-config.ts';

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

function regimeSentence(regime: VixRegime, { vix, vix3m }: VixReading): string {
  if (!known(vix)) return 'VIX is not known: no regime adjustment';
  const level = `VIX ${vix.toFixed(2)}`;
  if (!known(vix3m)) return `${level}, VIX3M not known: ${regime}`;
  const shape = vix >= vix3m ? 'at or above' : 'below';
  return `${level} ${shape} VIX3M ${vix3m.toFixed(2)}: ${regime}`;
}

/** The regime with its numbers and modifiers, for scoring and display. `eventTime` in ms since epoch. */
export function readRegime(
  reading: VixReading & { readonly vixChange: number | null; readonly eventTime: number },
  config: Pick<ConfluenceConfig, 'regimeModifiers'>,
): Regime {
  const { vix, vix3m, vixChange, eventTime } = reading;
  const regime = classifyVixRegime(reading);
  const modifiers = config.regimeModifiers[regime];
  return {
    regime,
    vix,
    vixChange,
    vix3m,
    contango: known(vix) && known(vix3m) && vix > 0 ? vix3m / vix - 1 : null,
    bullishModifier: modifiers.bullish,
    bearishModifier: modifiers.bearish,
    explanation: regimeSentence(regime, reading),
    eventTime,
  };
}
