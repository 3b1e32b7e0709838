import { expect, it } from 'vitest';
import { sharedDemand } from './shared-demand.ts';

it('opens one watch however many want a ticker, and closes it with the last of them', () => {
  const log: string[] = [];
  const demand = sharedDemand((ticker) => {
    log.push(`open ${ticker}`);
    return { close: () => log.push(`close ${ticker}`) };
  });
  const first = demand('SPY');
  const second = demand('SPY');
  const other = demand('QQQ');
  first();
  first();
  expect(log).toEqual(['open SPY', 'open QQQ']);
  second();
  expect(log).toEqual(['open SPY', 'open QQQ', 'close SPY']);
  demand('SPY')();
  other();
  expect(log.slice(3)).toEqual(['open SPY', 'close SPY', 'close QQQ']);
});
