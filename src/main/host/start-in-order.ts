import type { TradingMode } from '../../engine/domain/account.ts';
import type { Supervisor } from './supervisor.ts';
import { processesOf } from './topology.ts';

/** In practice the market starts first, so that the others find its clock and port in their first message. */
export function startInOrder(supervisor: Supervisor, mode: TradingMode): void {
  if (mode !== 'practice') {
    for (const name of processesOf(mode)) supervisor.start(name);
    return;
  }
  let others = false;
  const startOthers = (): void => {
    if (others) return;
    others = true;
    for (const name of processesOf(mode)) if (name !== 'practice') supervisor.start(name);
  };
  supervisor.onMessage((name, message) => {
    if (name === 'practice' && message.type === 'practice-state') startOthers();
  });
  supervisor.onState((state) => {
    if (state.process === 'practice' && state.state === 'gave-up') startOthers();
  });
  supervisor.start('practice');
}
