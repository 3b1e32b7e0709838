import type { Endpoint } from '../../../ports/vendor.ts';

type Rhythm = Pick<Endpoint, 'cadence' | 'sessions' | 'validForMs'>;

/** Every five minutes of the session alone: before and after it option data stand still. */
export const inSession: Pick<Endpoint, 'sessions'> = { sessions: ['regular'] };

/** Answers that hold the whole day's minutes lose nothing by being asked for at half the pace of their tier. */
export const tenMinutely: Rhythm = { cadence: { everyMs: 600_000 }, sessions: ['regular'], validForMs: 1_500_000 };
export const quarterHourly: Rhythm = { cadence: { everyMs: 900_000 }, sessions: ['regular'], validForMs: 2_400_000 };
