import { FanOut } from '../fan-out.ts';

export type QualityCheck =
  | 'crossed'
  | 'outlier'
  | 'stale'
  | 'price-divergence'
  | 'greek-divergence'
  | 'spread-divergence'
  | 'series-identity'
  | 'series-divergence'
  | 'exchange-day';

/** A contradiction as it stands; the contract's `qualityFinding`. Times are world time. */
export type QualityFinding = {
  readonly key: string;
  readonly check: QualityCheck;
  readonly subject: string;
  readonly sources: string[];
  readonly message: string;
  readonly since: number;
  /** How often it was seen while it lasted. */
  readonly count: number;
};

type Place = { readonly check: QualityCheck; readonly subject: string; readonly sources: readonly string[] };

const keyOf = ({ check, subject, sources }: Place): string => `${check}/${subject}/${sources.join('+')}`;

/** What is wrong now. Every check says each time whether it still is. */
export class FindingBook {
  readonly rows = new FanOut<QualityFinding>((row) => row.key);
  readonly #seenMs = new Map<string, number>();

  /** `message` null = all is well here. */
  judge(place: Place, message: string | null, nowMs: number): void {
    const key = keyOf(place);
    if (message === null) return this.#clear(key);
    const known = this.rows.get(key);
    this.#seenMs.set(key, nowMs);
    this.rows.set({
      ...place,
      key,
      sources: [...place.sources],
      message,
      since: known?.since ?? nowMs,
      count: (known?.count ?? 0) + 1,
    });
  }

  /** Takes back findings of a check that nothing will judge again. */
  expire(check: QualityCheck, beforeMs: number): void {
    for (const [key, seenMs] of this.#seenMs) {
      if (seenMs < beforeMs && this.rows.get(key)?.check === check) this.#clear(key);
    }
  }

  #clear(key: string): void {
    if (!this.#seenMs.delete(key)) return;
    this.rows.remove(key);
  }
}
