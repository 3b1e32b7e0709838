import type { Execution } from '../../execution/execution.ts';
import type { Clock } from '../../ports/clock.ts';

/** Measures from the arrival of a submit to its bytes leaving for the broker; denials are not counted. */
export function timedSubmit(
  execution: Execution,
  clock: Pick<Clock, 'monotonicMs'>,
  add: (ms: number) => void,
): Execution {
  return {
    ...execution,
    submit: async (order) => {
      const startedMs = clock.monotonicMs();
      const ticket = await execution.submit(order);
      if (ticket.outcome === 'sent') add(clock.monotonicMs() - startedMs);
      return ticket;
    },
  };
}
