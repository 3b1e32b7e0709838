import type { RiskState } from '../risk-context.ts';
import { deny, pass, type RiskRule, warn } from '../rule.ts';
import { money, percent } from '../words.ts';

/** Loss of the day in percent of its starting equity, negative in profit; null = not known. */
export function dailyLossPercent(day: Pick<RiskState['day'], 'loss' | 'startNetLiquidation'>): number | null {
  if (day.loss === null || day.startNetLiquidation === null || !(day.startNetLiquidation > 0)) return null;
  return (day.loss / day.startNetLiquidation) * 100;
}

export const dailyLoss: RiskRule = {
  id: 'daily-loss',
  title: 'Daily loss',
  description: 'Warns, then halts for the trading day; survives restarts and cannot be undone the same day',
  unit: '%',
  skipsReductions: true,
  check: ({ state }) => {
    const { dailyLossHaltPercent: halt, dailyLossWarnPercent: warnAt } = state.limits;
    const lost = dailyLossPercent(state.day);
    if (state.day.halted) return deny(`Halted for the day: ${state.day.haltDetail}`, lost, halt);
    if (lost === null) return deny('The day’s profit and loss is not known yet', null, halt);
    const words = `${money(state.day.loss === null ? null : -state.day.loss)} today (${percent(-lost)} of ${money(state.day.startNetLiquidation)}), halt at -${percent(halt)}`;
    if (lost >= halt) return deny(words, lost, halt);
    return lost >= warnAt ? warn(words, lost, halt) : pass(words, lost, halt);
  },
  usage: (state) => ({
    value: dailyLossPercent(state.day),
    limit: state.limits.dailyLossHaltPercent,
    ...(state.day.halted ? { broken: true } : {}),
  }),
};
