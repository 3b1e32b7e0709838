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

type Place = {
  readonly check: QualityCheck;
  readonly subject: string;
  readonly sources: readonly string[];
  /** A finding that nobody judges again for so long is taken back: what was true of quotes that stopped says nothing now. */
  readonly standsMs: number;
};

const keyOf = ({ check, subject, sources }: Omit<Place, 'standsMs'>): string =>
  `${check}/${subject}/${sources.join('+')}`;

/** What is wrong now. Every check says each time whether it still is; what is not looked at any more goes. */
export class FindingBook {
  readonly rows = new FanOut<QualityFinding>((row) => row.key);
  readonly #untilMs = new Map<string, number>();

  /** `message` null = all is well here. */
  judge(place: Place, message: string | null, nowMs: number): void {
    const key = keyOf(place);
    if (message === null) return this.#clear(key);
    const known = this.rows.get(key);
    this.#untilMs.set(key, nowMs + place.standsMs);
    this.rows.set({
      key,
      check: place.check,
      subject: place.subject,
      sources: [...place.sources],
      message,
      since: known?.since ?? nowMs,
      count: (known?.count ?? 0) + 1,
    });
  }

  expire(nowMs: number): void {
    for (const [key, untilMs] of this.#untilMs) if (untilMs < nowMs) this.#clear(key);
  }

  #clear(key: string): void {
    if (!this.#untilMs.delete(key)) return;
    this.rows.remove(key);
  }
}
