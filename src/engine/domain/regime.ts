export const vixRegimes = ['calm', 'elevated', 'stressed', 'crisis', 'unknown'] as const;
export type VixRegime = (typeof vixRegimes)[number];

export type Regime = {
  readonly regime: VixRegime;
  readonly vix: number | null;
  readonly vixChange: number | null;
  readonly vix3m: number | null;
  /** (VIX3M / VIX - 1), positive = contango; null when either is missing. */
  readonly contango: number | null;
  readonly bullishModifier: number;
  readonly bearishModifier: number;
  readonly explanation: string;
  /** When the VIX was told, though it be too old to count; null = none was. */
  readonly eventTime: number | null;
};

/** True when two readings say the same, down to the words. */
export function sameRegime(one: Regime, other: Regime): boolean {
  return (Object.keys(one) as (keyof Regime)[]).every((field) => Object.is(one[field], other[field]));
}
