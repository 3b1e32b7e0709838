import { QuoteStuffing, type StuffingSettings, usualStuffing } from './quote-stuffing.ts';

export type StuffedSecond = {
  /** Start of the second, ms. */
  readonly timeMs: number;
  readonly messages: number;
  readonly trades: number;
};

/** A silence of so many windows is a break in the recording, not quiet seconds. */
const breakInWindows = 10;

/** Counts messages and trades fed in time order into whole seconds, and tells the flagged ones once they are over. */
export class MessageRate {
  readonly #tell: (second: StuffedSecond) => void;
  readonly #settings: StuffingSettings;
  #detector: QuoteStuffing;
  #second = Number.NaN;
  #messages = 0;
  #trades = 0;

  constructor(tell: (second: StuffedSecond) => void, settings: StuffingSettings = usualStuffing) {
    this.#tell = tell;
    this.#settings = settings;
    this.#detector = new QuoteStuffing(settings);
  }

  /** A quote or book message. */
  message(timeMs: number): void {
    this.advance(timeMs);
    this.#messages += 1;
  }

  /** A trade; it is no message. */
  trade(timeMs: number): void {
    this.advance(timeMs);
    this.#trades += 1;
  }

  /** Closes the seconds that are over at `timeMs`. Earlier times than already seen count into the current second. */
  advance(timeMs: number): void {
    const second = Math.floor(timeMs / 1000);
    if (Number.isNaN(this.#second)) this.#second = second;
    if (second - this.#second > breakInWindows * this.#settings.window) {
      this.#close();
      this.#detector = new QuoteStuffing(this.#settings);
      this.#second = second;
    }
    while (this.#second < second) this.#close();
  }

  #close(): void {
    const [messages, trades] = [this.#messages, this.#trades];
    if (this.#detector.second(messages, trades)) this.#tell({ timeMs: this.#second * 1000, messages, trades });
    this.#messages = 0;
    this.#trades = 0;
    this.#second += 1;
  }
}
