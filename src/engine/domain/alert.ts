import type { AlertId, Ticker } from './ids.ts';

export type AlertSeverity = 'info' | 'attention' | 'critical';

export type AlertRule = {
  readonly id: string;
  readonly kind: 'conviction' | 'process' | 'feed' | 'order';
  readonly enabled: boolean;
  /** Empty = every ticker. */
  readonly ticker: Ticker;
  /** Conviction 0..1 that must be crossed upwards. */
  readonly threshold: number;
  /** Must fall this far below the threshold before it can fire again. */
  readonly hysteresis: number;
  readonly coolDownMs: number;
};

/** One fired alert with its receipts: fired, shown, acknowledged. */
export type Alert = {
  readonly id: AlertId;
  readonly ruleId: string;
  readonly kind: AlertRule['kind'] | 'digest';
  readonly severity: AlertSeverity;
  readonly ticker: Ticker;
  readonly title: string;
  readonly body: string;
  readonly value: number | null;
  readonly firedTime: number;
  readonly shownTime: number | null;
  readonly acknowledgedTime: number | null;
};
