import type { AlertRule } from '../domain/alert.ts';

/** What is remembered of one rule and ticker between readings. */
export type TriggerState = {
  /** Below the threshold less hysteresis since the last firing: may fire again. */
  readonly ready: boolean;
  readonly lastFired: number | null;
};

export const freshTrigger: TriggerState = { ready: true, lastFired: null };

/**
 * Fires when the value reaches the threshold from below. It must fall under threshold - hysteresis before it can fire
 * again, and not within the cool-down. A first reading above the threshold fires: the crossing happened unseen.
 */
export function evaluate(
  rule: Pick<AlertRule, 'threshold' | 'hysteresis' | 'coolDownMs'>,
  state: TriggerState,
  value: number,
  nowMs: number,
): { readonly fire: boolean; readonly state: TriggerState } {
  if (!state.ready) {
    const ready = value < rule.threshold - rule.hysteresis;
    return { fire: false, state: ready ? { ...state, ready } : state };
  }
  if (value < rule.threshold) return { fire: false, state };
  // A practice world set back to an earlier hour has not fired yet.
  const cooling = state.lastFired !== null && nowMs >= state.lastFired && nowMs - state.lastFired < rule.coolDownMs;
  if (cooling) return { fire: false, state };
  return { fire: true, state: { ready: false, lastFired: nowMs } };
}
