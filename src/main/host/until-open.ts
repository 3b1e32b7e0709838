import { linkTimers } from './link-timers.ts';

type Status = { readonly phase: string };
type Link = { status(): Status; onStatus(listener: (status: Status) => void): () => void };

/** Commands are refused at once while a link is still dialling, so wait for it. False = not in time. */
export function untilOpen(link: Link, timeoutMs = 4_000): Promise<boolean> {
  return new Promise((resolve) => {
    if (link.status().phase === 'open') return resolve(true);
    const cancel = linkTimers.after(timeoutMs, () => {
      stop();
      resolve(false);
    });
    const stop = link.onStatus(({ phase }) => {
      if (phase !== 'open') return;
      cancel();
      queueMicrotask(() => stop());
      resolve(true);
    });
  });
}
