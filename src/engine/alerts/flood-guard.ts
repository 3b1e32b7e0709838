/** Alerts let through in one window of real time; the rest is counted and told in a digest, never dropped unseen. */
export type FloodGuard = {
  /** True = deliver now. */
  admit(nowMs: number): boolean;
  /** How many were held back since the last digest, once a window has passed; 0 otherwise. */
  due(nowMs: number): number;
};

export function createFloodGuard(limits: { readonly most: number; readonly windowMs: number }): FloodGuard {
  let times: readonly number[] = [];
  let held = 0;
  let heldSince = 0;
  return {
    admit: (nowMs) => {
      times = times.filter((time) => nowMs - time < limits.windowMs);
      if (times.length < limits.most) {
        times = [...times, nowMs];
        return true;
      }
      if (held === 0) heldSince = nowMs;
      held += 1;
      return false;
    },
    due: (nowMs) => {
      if (held === 0 || nowMs - heldSince < limits.windowMs) return 0;
      const count = held;
      held = 0;
      return count;
    },
  };
}
