import type { LinkTimers } from '../../engine/link/api.ts';

/** Engine processes say something every two seconds. */
const checkMs = 2_000;
/** Checks without a word in between before a process counts as hung: ten seconds. */
const mostSilentChecks = 5;

/**
 * Who has said nothing for long. Counted in looks and not read from a clock: while the host itself is late or the
 * machine sleeps no look happens, and what arrived meanwhile is read before the next one.
 */
export class SilenceWatch<Name> {
  readonly #silent = new Map<Name, number>();
  readonly #tell: (name: Name) => void;
  readonly #after: LinkTimers['after'];
  #cancel: (() => void) | null = null;

  constructor(after: LinkTimers['after'], tell: (name: Name) => void) {
    this.#after = after;
    this.#tell = tell;
  }

  heard(name: Name): void {
    this.#silent.set(name, 0);
    this.#cancel ??= this.#after(checkMs, () => this.#look());
  }

  forget(name: Name): void {
    this.#silent.delete(name);
  }

  close(): void {
    this.#cancel?.();
    this.#silent.clear();
  }

  #look(): void {
    for (const [name, before] of this.#silent) {
      this.#silent.set(name, before + 1);
      if (before + 1 === mostSilentChecks) this.#tell(name);
    }
    this.#cancel = this.#silent.size === 0 ? null : this.#after(checkMs, () => this.#look());
  }
}
