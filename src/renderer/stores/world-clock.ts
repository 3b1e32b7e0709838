import { useEffect, useSyncExternalStore } from 'react';
import type { HostStatus } from '../../engine/contract/host-contract.ts';
import { hostStatus } from './feeds.ts';

/** The market's time now, ms since epoch: the practice market runs at its own speed. */
export function worldTime(clock: HostStatus['clock'] | null, wallMs: number): number {
  return clock ? clock.venueMs + (wallMs - clock.wallMs) * clock.speed : wallMs;
}

export function worldNow(): number {
  return worldTime(hostStatus.store.getState().items.get('host')?.clock ?? null, Date.now());
}

let second = Math.floor(Date.now() / 1000);
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    second = Math.floor(Date.now() / 1000);
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** This computer's time, whole seconds in ms; re-renders once a second, one timer a page. */
export function useWallNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1_000;
}

/** The world's time, re-rendered once a second of this computer's. */
export function useWorldNow(): number {
  useEffect(() => hostStatus.retain(), []);
  useWallNow();
  return worldNow();
}
