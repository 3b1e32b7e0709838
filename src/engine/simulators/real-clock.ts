/**
 * Real time for simulators: pacing of the virtual clock, transport faults and the message-rate limit. The only
 * place of the simulators that touches the raw globals; everything else is driven by venue time.
 */
export interface WallTime {
  /** Machine time, ms since epoch. */
  wallMs(): number;
  /** Real time that never jumps, ms from an arbitrary origin. */
  monotonicMs(): number;
  /** Runs `task` after a real delay; the timer alone does not keep the process alive. Returns its cancel. */
  after(delayMs: number, task: () => void): () => void;
}

export const realClock: WallTime = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
