import { create } from 'zustand';
import type { ProcessHealth } from '../../engine/contract/health-schemas.ts';
import type { Feed } from './feed.ts';
import { analyticsProcess, deskProcess, executionProcess, ingestionProcess } from './feeds.ts';

export type TalkingProcess = 'ingestion' | 'analytics' | 'execution' | 'desk';

/** Every process says how it is once a second; so many missed words are no accident. */
export const silentAfterMs = 4_000;
const lookEveryMs = 1_000;
/** This page itself stood still for so long: what it did not hear then says nothing. */
const sleptMs = 2_500;

/** When a process was last heard that says nothing any more, wall ms; absent while it talks or its link is down. */
export const useSilence = create<Readonly<Partial<Record<TalkingProcess, number>>>>(() => ({}));

export type Ear = { heard(nowMs: number): void; look(nowMs: number): number | null };

/** The last word of one process: null while it is recent enough. */
export function listenFor(startMs: number): Ear {
  let lastMs = startMs;
  let lookedMs = startMs;
  return {
    heard: (nowMs) => {
      lastMs = nowMs;
    },
    look: (nowMs) => {
      if (nowMs - lookedMs > sleptMs) lastMs = nowMs;
      lookedMs = nowMs;
      return nowMs - lastMs > silentAfterMs ? lastMs : null;
    },
  };
}

function follow(name: TalkingProcess, feed: Feed<ProcessHealth>): () => void {
  const ear = listenFor(Date.now());
  feed.retain();
  feed.store.subscribe(() => ear.heard(Date.now()));
  return () => {
    const since = ear.look(Date.now());
    // Without a link there is a banner of its own.
    const silent = since !== null && feed.store.getState().phase === 'live' ? since : undefined;
    if (useSilence.getState()[name] !== silent) useSilence.setState({ [name]: silent });
  };
}

/** A process can stand still with its links open: nothing breaks, nothing comes. Called once at start. */
export function followSilence(): void {
  const looks = [
    follow('ingestion', ingestionProcess),
    follow('analytics', analyticsProcess),
    follow('execution', executionProcess),
    follow('desk', deskProcess),
  ];
  setInterval(() => {
    for (const look of looks) look();
  }, lookEveryMs);
}
