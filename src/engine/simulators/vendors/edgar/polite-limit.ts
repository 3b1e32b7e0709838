const secondMs = 1_000;
const blockMs = 600_000;

/** Ten requests a second over all hosts; whoever goes faster is shut out for ten minutes of the venue's clock. */
export function createPoliteLimit(now: () => number, perSecond = 10) {
  const recent: number[] = [];
  let blockedUntil = -Infinity;
  let peak = 0;
  let refused = 0;
  return {
    /** Whether this request is refused. */
    strikes(): boolean {
      const at = now();
      while (recent.length > 0 && (recent[0] ?? 0) <= at - secondMs) recent.shift();
      if (at >= blockedUntil) {
        recent.push(at);
        peak = Math.max(peak, recent.length);
        if (recent.length > perSecond) blockedUntil = at + blockMs;
      }
      if (at >= blockedUntil) return false;
      refused += 1;
      return true;
    },
    peak: () => peak,
    refused: () => refused,
  };
}
