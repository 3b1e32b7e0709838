export type JournalFrame = {
  readonly venueMs: number;
  /** Connections count from 1 in the order of acceptance. */
  readonly connection: number;
  readonly direction: 'in' | 'out';
  /** Fields joined by `|`. */
  readonly text: string;
};

/** The latest frames of all connections, bounded by number and by characters. */
export class FrameJournal {
  readonly #maxFrames: number;
  readonly #maxCharacters: number;
  #frames: JournalFrame[] = [];
  #first = 0;
  #characters = 0;
  #total = 0;

  constructor(limits: { readonly maxFrames: number; readonly maxCharacters: number }) {
    this.#maxFrames = limits.maxFrames;
    this.#maxCharacters = limits.maxCharacters;
  }

  add(frame: JournalFrame): void {
    this.#frames.push(frame);
    this.#total += 1;
    this.#characters += frame.text.length;
    while (this.#frames.length - this.#first > this.#maxFrames || this.#characters > this.#maxCharacters)
      this.#forgetFirst();
    if (this.#first > this.#maxFrames) this.#compact();
  }

  frames(): readonly JournalFrame[] {
    return this.#frames.slice(this.#first);
  }

  /** Frames ever seen, forgotten ones included. */
  get total(): number {
    return this.#total;
  }

  #forgetFirst(): void {
    const frame = this.#frames[this.#first];
    if (!frame) return;
    this.#characters -= frame.text.length;
    this.#first += 1;
  }

  #compact(): void {
    this.#frames = this.#frames.slice(this.#first);
    this.#first = 0;
  }
}
