import type { Bar } from '../../domain/bar.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { HistoryQuery, MarketDataCode } from '../../ports/market-data.ts';

type Answer = Outcome<readonly Bar[], MarketDataCode>;
type Waiting = { readonly query: HistoryQuery; readonly key: string; resolve(answer: Answer): void };

export type HistoryQueueOptions = {
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  ask(query: HistoryQuery): Promise<Answer>;
  readonly maxInFlight?: number;
};

/** Limits of TWS: identical requests within 15 s, six of one contract within 2 s, 60 small-bar requests in 10 min. */
const identicalMs = 15_000;
const burstMs = 2_000;
const burstMax = 5;
const smallBarsMs = 600_000;
const smallBarsMax = 55;

/** Asks for history in order of priority without provoking pacing violations. */
export class HistoryQueue {
  readonly #options: HistoryQueueOptions;
  readonly #waiting: Waiting[] = [];
  readonly #inFlight = new Map<string, Promise<Answer>>();
  #sent: { readonly key: string; readonly contract: string; readonly small: boolean; readonly timeMs: number }[] = [];
  #timer: CancelTimer | null = null;

  constructor(options: HistoryQueueOptions) {
    this.#options = options;
  }

  ask(query: HistoryQuery): Promise<Answer> {
    const key = [
      query.instrument.id,
      query.kind,
      query.interval,
      query.endMs,
      query.count,
      query.regularHoursOnly,
    ].join();
    const same = this.#inFlight.get(key);
    if (same) return same;
    const answer = new Promise<Answer>((resolve) => this.#waiting.push({ query, key, resolve }));
    this.#inFlight.set(key, answer);
    this.#waiting.sort((a, b) => a.query.priority - b.query.priority);
    this.#pump();
    return answer;
  }

  #running = 0;

  #pump(): void {
    const max = this.#options.maxInFlight ?? 8;
    while (this.#running < max) {
      const at = this.#waiting.findIndex((waiting) => this.#waitMs(waiting) <= 0);
      const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (!next) break;
      this.#send(next);
    }
    this.#planWake();
  }

  #send({ query, key, resolve }: Waiting): void {
    this.#running += 1;
    this.#sent.push({
      key,
      contract: contractKey(query),
      small: isSmall(query),
      timeMs: this.#options.clock.monotonicMs(),
    });
    const settle = (answer: Answer): void => {
      this.#running -= 1;
      this.#inFlight.delete(key);
      // What never reached TWS counts against none of its limits.
      if (!answer.ok && answer.failure.code === 'not-connected')
        this.#sent = this.#sent.filter((sent) => sent.key !== key);
      resolve(answer);
      this.#pump();
    };
    this.#options.ask(query).then(settle, (error: unknown) => {
      settle({ ok: false, failure: { code: 'vendor-error', message: String(error) } });
    });
  }

  /** Real ms until this request may go; 0 = now. */
  #waitMs({ query, key }: Waiting): number {
    const now = this.#options.clock.monotonicMs();
    this.#sent = this.#sent.filter((sent) => sent.timeMs > now - smallBarsMs);
    const identical = this.#sent.findLast((sent) => sent.key === key);
    const contract = contractKey(query);
    const burst = this.#sent.filter((sent) => sent.contract === contract);
    const small = isSmall(query) ? this.#sent.filter((sent) => sent.small) : [];
    return Math.max(
      0,
      identical ? identical.timeMs + identicalMs - now : 0,
      (burst.at(-burstMax)?.timeMs ?? -Infinity) + burstMs - now,
      (small.at(-smallBarsMax)?.timeMs ?? -Infinity) + smallBarsMs - now,
    );
  }

  #planWake(): void {
    this.#timer?.();
    this.#timer = null;
    if (this.#waiting.length === 0 || this.#running >= (this.#options.maxInFlight ?? 8)) return;
    const waitMs = Math.min(...this.#waiting.map((waiting) => this.#waitMs(waiting)));
    this.#timer = this.#options.clock.after(Math.max(10, waitMs), () => this.#pump());
  }
}

function contractKey(query: HistoryQuery): string {
  return `${query.instrument.id},${query.kind}`;
}

function isSmall(query: HistoryQuery): boolean {
  return query.interval === '1s' || query.interval === '5s';
}
