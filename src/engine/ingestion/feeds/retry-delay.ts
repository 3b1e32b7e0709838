import type { FeedPriority } from '../../ports/vendor.ts';
import type { FeedFailure } from './breaker.ts';

const passing: ReadonlySet<FeedFailure> = new Set<FeedFailure>([
  'vendor-error',
  'unreachable',
  'timeout',
  'unreadable',
]);
/** Worth trying again without anybody having changed anything. */
export function isPassing(code: FeedFailure): boolean {
  return passing.has(code);
}

const mostRetries: Readonly<Record<FeedPriority, number>> = { critical: 4, high: 3, normal: 2, low: 1 };
const firstMs: Readonly<Record<FeedPriority, number>> = { critical: 500, high: 1_000, normal: 2_000, low: 5_000 };
const longestMs = 30_000;

/** Real ms before a request is tried again, with jitter of a half; null = not before its next cadence. */
export function retryDelayMs(parts: {
  readonly code: FeedFailure;
  readonly priority: FeedPriority;
  /** Tries so far, 1 or more. */
  readonly attempts: number;
  /** Nobody else will ask for it again: it is tried until it is answered. */
  readonly patient: boolean;
  /** What the vendor asked us to wait. */
  readonly leastMs: number;
  readonly random: () => number;
}): number | null {
  const { code, priority, attempts, patient, leastMs, random } = parts;
  if (!passing.has(code) || (attempts > mostRetries[priority] && !patient)) return null;
  const waitMs = Math.min(longestMs, firstMs[priority] * 2 ** Math.min(10, attempts - 1));
  return Math.max(leastMs, waitMs * (0.5 + random() * 0.5));
}

const firstDialMs = 1_000;
const longestDialMs = 30_000;

/** Real ms before a lost stream is dialled again: 1 s doubling to 30 s, spread by a half so that not all come back at once. */
export function redialDelayMs(attempt: number, random: () => number): number {
  const waitMs = Math.min(longestDialMs, firstDialMs * 2 ** Math.min(10, Math.max(0, attempt - 1)));
  return Math.max(firstDialMs, waitMs * (0.5 + random() * 0.5));
}
