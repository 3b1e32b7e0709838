import type { RiskState } from '../risk-context.ts';
import { deny, notApplicable, pass, type RiskRule } from '../rule.ts';

/** Defaults may be looser than what the trader wrote into a file that can no longer be read. */
export function unreadLimits({ mode, settingsProblem }: Pick<RiskState, 'mode' | 'settingsProblem'>): string | null {
  return mode === 'practice' ? null : settingsProblem;
}

export const settingsFile: RiskRule = {
  id: 'settings-file',
  title: 'Settings file',
  description: 'The limits in force are those of the settings file; practice may go on with defaults',
  unit: '',
  skipsReductions: true,
  check: ({ state }) => {
    if (state.settingsProblem === null) return pass('The limits are those of the settings');
    const problem = unreadLimits(state);
    if (problem === null) return notApplicable('Practice goes on with default limits');
    return deny(`${problem} Correct the file, or save the settings, to open positions again`);
  },
  usage: (state) => ({ value: null, limit: null, broken: unreadLimits(state) !== null }),
};
