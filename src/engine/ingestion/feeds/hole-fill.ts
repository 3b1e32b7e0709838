/** A hole in a stream while it is asked for: whole once the last page for the last symbol has been kept. */
export class HoleFill {
  readonly #filled: () => void;
  #open: number;
  #leftOut = false;

  constructor(requests: number, filled: () => void) {
    this.#open = requests;
    this.#filled = filled;
  }

  /** There is a page behind an answer, and it is asked for. */
  more(): void {
    this.#open += 1;
  }

  /** There is a page behind an answer, and nobody asks for it. */
  leaveOut(): void {
    this.#leftOut = true;
  }

  kept(): void {
    this.#open -= 1;
    if (this.#open === 0 && !this.#leftOut) this.#filled();
  }
}
