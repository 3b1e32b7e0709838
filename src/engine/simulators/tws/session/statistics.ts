import { requestKind, type RequestKind } from '../wire/message-ids.ts';

/** Counters for tests and for the health page of the practice world. */
export class Statistics {
  readonly #requests = new Map<number, number>();
  readonly protocolErrors: string[] = [];
  connections = 0;
  framesIn = 0;
  framesOut = 0;
  rateWarnings = 0;
  slowClientsClosed = 0;

  countRequest(id: number): void {
    this.#requests.set(id, (this.#requests.get(id) ?? 0) + 1);
    this.framesIn += 1;
  }

  requests(kind: RequestKind): number {
    for (const [id, count] of this.#requests) if (requestKind(id) === kind) return count;
    return 0;
  }

  /** Counts by message id. */
  byMessageId(): Readonly<Record<number, number>> {
    return Object.fromEntries(this.#requests);
  }

  protocolError(text: string): void {
    this.protocolErrors.push(text);
    if (this.protocolErrors.length > 1_000) this.protocolErrors.shift();
  }
}
