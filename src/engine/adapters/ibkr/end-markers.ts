import type { EventName } from '@stoqey/ib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BrokerCode } from '../../ports/broker.ts';

type Waiter = {
  readonly what: EventName;
  readonly reqId: number | null;
  settle(outcome: Outcome<void, BrokerCode>): void;
};

/** Waits for the messages with which TWS says that an answer is complete. */
export class EndMarkers {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #waiters = new Set<Waiter>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  wait(what: EventName, reqId: number | null, timeoutMs: number): Promise<Outcome<void, BrokerCode>> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        what,
        reqId,
        settle: (outcome) => {
          if (!this.#waiters.delete(waiter)) return;
          stop();
          resolve(outcome);
        },
      };
      this.#waiters.add(waiter);
      const stop = this.#clock.after(timeoutMs, () =>
        waiter.settle(fail('timeout', `TWS did not finish its answer (${what}) within ${timeoutMs / 1000} s`)),
      );
    });
  }

  /** One marker ends the oldest question of its kind: TWS answers in order. */
  ended(what: EventName, reqId: number | null): void {
    for (const waiter of this.#waiters) {
      if (waiter.what !== what || (waiter.reqId !== null && waiter.reqId !== reqId)) continue;
      waiter.settle(ok(undefined));
      return;
    }
  }

  failAll(message: string): void {
    for (const waiter of [...this.#waiters]) waiter.settle(fail('link-lost', message));
  }
}
