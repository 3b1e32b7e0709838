export type StuffingSettings = {
  /** Messages a second below which nothing is flagged. */
  readonly minMessages: number;
  /** Standard deviations above the mean of the seconds before. */
  readonly deviations: number;
  readonly window: number;
  /** Seconds needed before one can be judged. */
  readonly minSeconds: number;
  /** Messages to a trade. */
  readonly messagesPerTrade: number;
};

export const usualStuffing: StuffingSettings = {
  minMessages: 500,
  deviations: 5,
  window: 60,
  minSeconds: 30,
  messagesPerTrade: 50,
};

/**
 * Flags seconds with far more messages than the seconds before and hardly a trade among them. Fed every second in
 * order, quiet ones too. Flagged seconds stay in the window: a burst that lasts becomes the new normal. A house
 * definition.
 */
export class QuoteStuffing {
  readonly #settings: StuffingSettings;
  readonly #ring: Float64Array;
  #count = 0;

  constructor(settings: StuffingSettings = usualStuffing) {
    this.#settings = settings;
    this.#ring = new Float64Array(Math.max(1, settings.window));
  }

  /** Whether this second is flagged. */
  second(messages: number, trades: number): boolean {
    const { minMessages, minSeconds, messagesPerTrade } = this.#settings;
    const known = Math.min(this.#count, this.#ring.length);
    const unusual = known >= minSeconds && messages >= Math.max(minMessages, this.#threshold(known));
    this.#ring[this.#count % this.#ring.length] = messages;
    this.#count += 1;
    return unusual && messages / Math.max(trades, 1) >= messagesPerTrade;
  }

  #threshold(known: number): number {
    let sum = 0;
    for (let row = 0; row < known; row += 1) sum += this.#ring[row] as number;
    const mean = sum / known;
    let squares = 0;
    for (let row = 0; row < known; row += 1) squares += ((this.#ring[row] as number) - mean) ** 2;
    const deviation = known > 1 ? Math.sqrt(squares / (known - 1)) : 0;
    return mean + this.#settings.deviations * deviation;
  }
}

/** The flagged seconds of two columns of one length, by index. */
export function flaggedSeconds(
  messagesPerSecond: Float64Array,
  tradesPerSecond: Float64Array,
  settings: StuffingSettings = usualStuffing,
): readonly number[] {
  const detector = new QuoteStuffing(settings);
  const flagged: number[] = [];
  for (let second = 0; second < messagesPerSecond.length; second += 1) {
    const trades = tradesPerSecond[second] ?? 0;
    if (detector.second(messagesPerSecond[second] as number, trades)) flagged.push(second);
  }
  return flagged;
}
