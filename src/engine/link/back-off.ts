const firstMs = 200;
const longestMs = 5_000;

/** Wait before redial number `attempt` (1, 2, ...): 0.2 s, doubling, up to 5 s. No jitter: all peers are local. */
export function backOffMs(attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(20, Math.max(0, attempt - 1)));
}
