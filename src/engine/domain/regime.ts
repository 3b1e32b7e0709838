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
  readonly eventTime: number;
};
