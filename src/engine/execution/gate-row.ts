import type { TradingMode } from '../domain/account.ts';
import type { RiskState } from '../risk/risk-context.ts';
import { dailyLossPercent } from '../risk/rules/daily-loss.ts';
import { provenMode } from '../risk/rules/mode-guard.ts';
import { inRestartWindow } from '../risk/rules/restart-window.ts';
import { unreadLimits } from '../risk/rules/settings-file.ts';

export type GateRow = {
  readonly key: 'gate';
  readonly state: 'closed' | 'active' | 'reducing' | 'halted';
  readonly reason: string;
  readonly since: number;
  readonly mode: TradingMode;
  readonly account: string;
  readonly port: number | null;
  readonly oneClickArmed: boolean;
  readonly liveArmed: boolean;
  readonly unknownOrders: number;
  readonly killed: boolean;
  readonly killedReason: string;
  /** Money of the day's loss, its limit and its warning; percentages of the same beside them. */
  readonly dailyLossUsed: number | null;
  readonly dailyLossLimit: number | null;
  readonly dailyLossWarn: number | null;
  readonly riskUsedPercent: number | null;
  readonly riskLimitPercent: number | null;
};

type Extra = { readonly oneClickArmed: boolean; readonly unknownOrders: number; readonly since: number };

/** The mode shown is the proven one: what merely claims to be paper is shown as live. */
export function gateRow(state: RiskState, { oneClickArmed, unknownOrders, since }: Extra): GateRow {
  const start = state.day.startNetLiquidation;
  const share = (percent: number) => (start === null ? null : (start * percent) / 100);
  const lost = dailyLossPercent(state.day);
  return {
    key: 'gate',
    ...stateOf(state),
    since,
    mode: provenMode(state) === 'live' && state.account !== '' ? 'live' : state.mode,
    account: state.account,
    port: state.port,
    oneClickArmed,
    liveArmed: state.liveArmed,
    unknownOrders,
    killed: state.killed.engaged,
    killedReason: state.killed.reason,
    dailyLossUsed: state.day.loss === null ? null : Math.max(0, state.day.loss),
    dailyLossLimit: share(state.limits.dailyLossHaltPercent),
    dailyLossWarn: share(state.limits.dailyLossWarnPercent),
    riskUsedPercent: lost === null ? null : Math.max(0, lost),
    riskLimitPercent: state.limits.dailyLossHaltPercent,
  };
}

/** The gravest reason wins; under all of them cancels pass, and under kill, loss and unread settings also reductions. */
function stateOf(state: RiskState): Pick<GateRow, 'state' | 'reason'> {
  if (state.journalFailure !== null)
    return { state: 'halted', reason: `The journal cannot be written: ${state.journalFailure}` };
  if (state.killed.engaged) return { state: 'halted', reason: `Kill switch: ${state.killed.reason}` };
  if (state.day.halted) return { state: 'halted', reason: state.day.haltDetail };
  if (!state.gate.open) return { state: 'closed', reason: state.gate.reason };
  if (state.mode !== 'practice' && inRestartWindow(state.clock.now))
    return { state: 'closed', reason: 'Nightly restart of the broker, 23:40 to 00:05 ET' };
  const unread = unreadLimits(state);
  if (unread !== null) return { state: 'reducing', reason: unread };
  return { state: 'active', reason: state.gate.reason };
}
