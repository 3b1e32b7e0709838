import { realClock } from '../../real-clock.ts';

/** Longest the other servers of the world wait for one that is working something out, real ms. */
const longestTurnMs = 8;

export type Turns = {
  /** Waits for the others when this one has worked long enough; at once otherwise. */
  give(): Promise<void> | void;
};

/** For one long piece of work, done in slices. */
export function createTurns(): Turns {
  let startedMs = realClock.monotonicMs();
  return {
    give() {
      if (realClock.monotonicMs() - startedMs < longestTurnMs) return;
      return new Promise((resolve) => {
        realClock.after(0, () => {
          startedMs = realClock.monotonicMs();
          resolve();
        });
      });
    },
  };
}
