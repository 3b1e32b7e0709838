import type { TradingMode } from '../../domain/account.ts';
import type { RiskState } from '../risk-context.ts';
import { deny, type Finding, pass, type RiskRule } from '../rule.ts';

const paperPorts: readonly number[] = [7497, 4002];
const livePorts: readonly number[] = [7496, 4001];

export type ModeEvidence = Pick<RiskState, 'mode' | 'account' | 'port' | 'paperPort'>;

/**
 * What the connection really is. Port and account must both say paper, or it is LIVE. The practice market runs on a
 * port of its own, so there the account alone testifies, and a live port contradicts it.
 */
export function provenMode({ mode, account, port, paperPort }: ModeEvidence): TradingMode {
  const paperAccount = /^D[UF]/.test(account);
  if (!paperAccount || livePorts.includes(port)) return 'live';
  if (mode === 'practice') return 'practice';
  return paperPorts.includes(port) || port === paperPort ? 'paper' : 'live';
}

export const modeGuard: RiskRule = {
  id: 'mode-guard',
  title: 'Paper or live',
  description: 'Port and account must agree on the mode; live needs the setting and arming after every start',
  unit: '',
  skipsReductions: false,
  check: ({ state, order, emergency }) => {
    const proven = provenMode(state);
    const evidence = `account ${state.account || 'unknown'} on port ${state.port}`;
    if (order.mode !== state.mode) return deny(`The order was made for ${order.mode}, the program runs ${state.mode}`);
    if (proven === 'live' && state.mode !== 'live')
      return deny(`The program runs ${state.mode}, but ${evidence} says LIVE`);
    if (state.mode !== 'live') return pass(`${state.mode}: ${evidence}`);
    return liveFinding(state, evidence, emergency);
  },
  usage: (state) => ({ value: null, limit: null, broken: provenMode(state) === 'live' && state.mode !== 'live' }),
};

function liveFinding(state: RiskState, evidence: string, emergency: boolean): Finding {
  if (!state.allowLive) return deny('Live trading is switched off in the settings');
  if (!state.liveArmed && !emergency) return deny('Live trading is not armed; it has to be armed after every start');
  return pass(`LIVE, armed: ${evidence}`);
}
