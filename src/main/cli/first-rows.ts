import type { LatestListener } from '../../engine/link/api.ts';
import { linkTimers } from '../host/link-timers.ts';

/** The whole snapshot of a `latest` stream, in however many frames it comes, or null when none came in time. */
export function firstRows<Item>(
  watch: (params: Record<string, never>, listener: LatestListener<Item>) => { close(): void },
  timeoutMs = 4_000,
): Promise<readonly Item[] | null> {
  return new Promise((resolve) => {
    let done = false;
    let held: Item[] = [];
    const finish = (rows: readonly Item[] | null): void => {
      if (done) return;
      done = true;
      cancel();
      queueMicrotask(() => subscription.close());
      resolve(rows);
    };
    const cancel = linkTimers.after(timeoutMs, () => finish(null));
    const subscription = watch(
      {},
      {
        onChange: ({ items, snapshot, more }) => {
          held = snapshot ? [...items] : [...held, ...items];
          if (more !== true) finish(held);
        },
      },
    );
  });
}
