import type { Failure } from '../../domain/outcome.ts';
import type { SessionTimings } from './session-timings.ts';

type Place = { readonly host: string; readonly port: number; readonly clientId: number };

export type Loss = { readonly waitMs: number; readonly detail: string; readonly failure: Failure };

/** How long to wait before the next dial, and in which words the last connection ended. */
export class Redial {
  readonly #place: Place;
  readonly #timings: Pick<SessionTimings, 'backoffMs' | 'idInUseMs' | 'ownGhostMs'>;
  #failures = 0;
  #everReady = false;
  #idInUse = false;

  constructor(place: Place, timings: SessionTimings) {
    this.#place = place;
    this.#timings = timings;
  }

  dialled(): void {
    this.#idInUse = false;
  }

  idInUse(): void {
    this.#idInUse = true;
  }

  ready(): void {
    this.#failures = 0;
    this.#everReady = true;
  }

  lost(reason: string): Loss {
    const waitMs = this.#waitMs();
    this.#failures += 1;
    if (!this.#idInUse)
      return { waitMs, detail: 'TWS disconnected', failure: { code: 'disconnected', message: this.#placed(reason) } };
    const message = `Another program uses TWS client id ${this.#place.clientId}`;
    return { waitMs, detail: message, failure: { code: 'client-id-in-use', message } };
  }

  /** A wrong port is found by reading which one was dialled. */
  #placed(reason: string): string {
    const place = `${this.#place.host}:${this.#place.port}`;
    return reason.includes(place) ? reason : `${place}: ${reason}`;
  }

  #waitMs(): number {
    const { backoffMs, idInUseMs, ownGhostMs } = this.#timings;
    if (this.#idInUse) return this.#everReady ? ownGhostMs : idInUseMs;
    return backoffMs[Math.min(this.#failures, backoffMs.length - 1)] ?? ownGhostMs;
  }
}
