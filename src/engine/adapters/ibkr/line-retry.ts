import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { Subscription } from '../../ports/connection.ts';
import type { LineSpec } from './line-registry.ts';
import type { IbkrSession } from './session.ts';

/** Long enough never to be a loop, short enough that the trader need not do it by hand. */
const retryMs = 30_000;

/** Subscribes again some time after TWS has ended a line by itself: a halt, a competing session. */
export class LineRetry {
  readonly #session: IbkrSession;
  readonly #clock: Pick<Clock, 'after'>;

  constructor(session: IbkrSession, clock: Pick<Clock, 'after'>) {
    this.#session = session;
    this.#clock = clock;
  }

  open(make: (retry: () => void) => LineSpec, onClose: (line: LineSpec) => void): Subscription {
    let timer: CancelTimer | null = null;
    let subscription: Subscription | null = null;
    const again = (): void => {
      timer = null;
      subscription?.close();
      subscription = this.#session.line(line);
    };
    const line = make(() => {
      timer ??= this.#clock.after(retryMs, again);
    });
    subscription = this.#session.line(line);
    return {
      close() {
        timer?.();
        subscription?.close();
        onClose(line);
      },
    };
  }
}
