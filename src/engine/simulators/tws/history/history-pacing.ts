import type { WallTime } from '../../real-clock.ts';

type Asked = { readonly atMs: number; readonly request: string; readonly contract: string; readonly weight: number };

const windowMs = 600_000;
const maxInWindow = 60;
/** Pacing is enforced for bars up to this length; longer ones are only throttled softly. */
export const pacedBarMs = 30_000;

/** The broker's limits on small-bar history, in real time. */
export class HistoryPacing {
  readonly #wall: WallTime;
  #asked: Asked[] = [];

  constructor(wall: WallTime) {
    this.#wall = wall;
  }

  /** Counts a request; the text of the violation when it came too soon. */
  violation(asked: { readonly request: string; readonly contract: string; readonly weight: number }): string | null {
    const now = this.#wall.monotonicMs();
    this.#asked = this.#asked.filter((past) => past.atMs > now - windowMs);
    const within = (ms: number): readonly Asked[] => this.#asked.filter((past) => past.atMs > now - ms);
    const identical = within(15_000).some((past) => past.request === asked.request);
    const sameContract = within(2_000).filter((past) => past.contract === asked.contract).length;
    const total = this.#asked.reduce((sum, past) => sum + past.weight, 0);
    this.#asked.push({ atMs: now, ...asked });
    if (identical || sameContract >= 5 || total + asked.weight > maxInWindow) {
      return 'Historical Market Data Service error message:Historical data request pacing violation';
    }
    return null;
  }
}
