import { wallTime } from '../../domain/time.ts';
import { deny, notApplicable, pass, type RiskRule } from '../rule.ts';

const from = 23 * 3600 + 40 * 60;
const until = 5 * 60;

/** The broker's nightly restart cuts connections in the middle of a message. */
export function inRestartWindow(timeMs: number): boolean {
  const { secondOfDay } = wallTime(timeMs);
  return secondOfDay >= from || secondOfDay < until;
}

export const restartWindow: RiskRule = {
  id: 'restart-window',
  title: 'Nightly restart',
  description: 'No submits from 23:40 to 00:05 ET, when the broker restarts its servers',
  unit: '',
  skipsReductions: false,
  check: ({ state }) => {
    if (state.mode === 'practice') return notApplicable('The practice market does not restart');
    return inRestartWindow(state.clock.now)
      ? deny('Orders are refused from 23:40 to 00:05 ET while the broker restarts')
      : pass('Outside 23:40-00:05 ET');
  },
};
