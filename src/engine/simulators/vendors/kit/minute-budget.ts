/** What one caller used of a vendor's minute and day, by the vendor's own clock. */
export type BudgetState = {
  readonly minuteUsed: number;
  readonly minuteLimit: number;
  readonly minuteResetMs: number;
  readonly dayUsed: number;
  readonly dayLimit: number;
  readonly over: boolean;
};

/** Counts requests the way vendors do: fixed windows of a minute, a day that begins at a set hour (UTC ms offset). */
export function createMinuteBudget(spec: {
  readonly perMinute: number;
  readonly perDay: number;
  readonly now: () => number;
}) {
  let minute = -1;
  let minuteUsed = 0;
  let day = -1;
  let dayUsed = 0;
  let peak = 0;
  let refused = 0;

  return {
    /** Counts one request and says whether it is over the limit. */
    take(cost = 1): BudgetState {
      const now = spec.now();
      const thisMinute = Math.floor(now / 60_000);
      const thisDay = Math.floor(now / 86_400_000);
      if (thisMinute !== minute) [minute, minuteUsed] = [thisMinute, 0];
      if (thisDay !== day) [day, dayUsed] = [thisDay, 0];
      const over = minuteUsed + cost > spec.perMinute || dayUsed + cost > spec.perDay;
      if (over) refused += 1;
      else [minuteUsed, dayUsed] = [minuteUsed + cost, dayUsed + cost];
      peak = Math.max(peak, minuteUsed);
      return {
        minuteUsed,
        minuteLimit: spec.perMinute,
        minuteResetMs: 60_000 - (now % 60_000),
        dayUsed,
        dayLimit: spec.perDay,
        over,
      };
    },
    peak: () => peak,
    refused: () => refused,
  };
}
export type MinuteBudget = ReturnType<typeof createMinuteBudget>;
