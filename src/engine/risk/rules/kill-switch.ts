import { deny, pass, type RiskRule } from '../rule.ts';

export const killSwitch: RiskRule = {
  id: 'kill-switch',
  title: 'Kill switch',
  description: 'Blocks every order that could open or enlarge a position until released',
  unit: '',
  skipsReductions: true,
  check: ({ state }) => (state.killed.engaged ? deny(`Engaged: ${state.killed.reason}`) : pass('Not engaged')),
  usage: (state) => ({ value: null, limit: null, broken: state.killed.engaged }),
};
