import { tradingDate } from '../../../domain/calendar.ts';
import { instantOf } from '../../../domain/time.ts';
import type { VirtualClock } from '../../virtual-clock.ts';

/** Runs `task` at the start of each trading date, 20:00 New York time of the day before. Returns its cancel. */
export function atEachTradingDate(clock: VirtualClock, task: (date: string) => void): () => void {
  let cancel = (): void => undefined;
  const next = (): void => {
    const endOfDate = instantOf(tradingDate(clock.now()), 20 * 3600);
    cancel = clock.schedule(Math.max(endOfDate, clock.now() + 1), () => {
      task(tradingDate(clock.now()));
      next();
    });
  };
  next();
  return () => cancel();
}
