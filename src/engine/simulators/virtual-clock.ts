/** Venue time that can run at any speed, be stepped, or stand still. One per simulated world. */
export interface VirtualClock {
  /** Venue time, ms since epoch. */
  now(): number;
  /** Venue ms per real ms; 0 = stepped by hand. */
  readonly speed: number;
  setSpeed(speed: number): void;
  /** Runs `task` once venue time reaches `atMs`; tasks due at the same time run in the order of scheduling. */
  schedule(atMs: number, task: () => void): () => void;
  /** Runs everything due up to `toMs`, in order, and leaves the clock there. Only moves forward. */
  advanceTo(toMs: number): void;
  /** Told after every change of speed or jump, and when the venue falls behind its speed. */
  onChange(
    listener: (state: { readonly venueMs: number; readonly wallMs: number; readonly speed: number }) => void,
  ): () => void;
  close(): void;
}
