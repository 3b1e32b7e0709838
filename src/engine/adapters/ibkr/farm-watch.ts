import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { LineRegistry } from './line-registry.ts';

export type FarmWatchOptions = {
  readonly clock: Pick<Clock, 'after'>;
  readonly checkMs: number;
  readonly lines: Pick<LineRegistry, 'mark' | 'silentSince' | 'reopen'>;
};

/**
 * A farm that breaks for seconds and comes back may leave subscriptions dead without a word. After `checkMs` every
 * line that has told nothing since is opened again, once.
 */
export class FarmWatch {
  readonly #options: FarmWatchOptions;
  readonly #broken = new Set<string>();
  #check: CancelTimer | null = null;

  constructor(options: FarmWatchOptions) {
    this.#options = options;
  }

  change(farm: { readonly farm: string; readonly up: boolean }): void {
    if (!farm.up) {
      this.#broken.add(farm.farm);
      return;
    }
    if (!this.#broken.delete(farm.farm)) return;
    const { clock, checkMs, lines } = this.#options;
    const mark = lines.mark();
    this.#check?.();
    this.#check = clock.after(checkMs, () => {
      this.#check = null;
      for (const reqId of lines.silentSince(mark)) lines.reopen(reqId);
    });
  }

  reset(): void {
    this.#check?.();
    this.#check = null;
    this.#broken.clear();
  }
}
