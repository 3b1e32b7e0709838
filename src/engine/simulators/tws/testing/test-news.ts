import type { SimHeadline, SimNews } from '../news/news-desk.ts';

/** Headlines that a test writes; those after the venue's time are not told. */
export class TestNews implements SimNews {
  readonly #items: SimHeadline[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(item: Partial<SimHeadline> & Pick<SimHeadline, 'id'>): void {
    const usual = { timeMs: this.#now(), headline: `Headline ${item.id}`, publisher: 'Meridian Wire' };
    this.#items.push({ ...usual, symbols: ['SPY'], sentiment: 0.5, ...item });
  }

  news(fromMs: number, toMs: number): readonly SimHeadline[] {
    const untilMs = Math.min(toMs, this.#now());
    return this.#items
      .filter((item) => item.timeMs >= fromMs && item.timeMs < untilMs)
      .toSorted((a, b) => a.timeMs - b.timeMs);
  }
}
