import { IdentityWindow } from './identity-window.ts';

/** Of a print: `factIdentity`, when it happened, and whether it alone can move what is shown. */
type PrintPlace = { readonly identity: number; readonly timeMs: number; readonly isLarge: boolean };

/**
 * Which prints are counted. Large ones are remembered apart from the many small ones, so that no flood of these forgets a
 * print that matters.
 */
export class CountedPrints {
  readonly #large: IdentityWindow;
  readonly #small: IdentityWindow;

  constructor(most: { readonly large: number; readonly small: number }) {
    this.#large = new IdentityWindow(most.large);
    this.#small = new IdentityWindow(most.small);
  }

  /** Whether it is to be counted now: not told before, nor so long ago that nobody knows. */
  count({ identity, timeMs, isLarge }: PrintPlace): boolean {
    const window = isLarge ? this.#large : this.#small;
    if (this.#large.has(identity) || this.#small.has(identity) || !window.within(timeMs)) return false;
    window.add(identity, timeMs);
    return true;
  }

  /** Start of the minute it was counted in and is to be taken out of; null = it does not count. It never will again. */
  takeBack({ identity, timeMs, isLarge }: PrintPlace): number | null {
    const known = [this.#large, this.#small].find((window) => window.has(identity));
    return (known ?? (isLarge ? this.#large : this.#small)).takeBack(identity, timeMs);
  }

  /** What happened before this time counts no more. */
  forget(beforeMs: number): void {
    this.#large.forget(beforeMs);
    this.#small.forget(beforeMs);
  }
}
