import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import { keptLog } from '../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { openAlertStore } from '../adapters/sqlite/alert-store.ts';
import type { Direction } from '../domain/signal.ts';
import { defaultConfluenceConfig } from '../quant/confluence/confluence-config.ts';
import { scoreConfluence } from '../quant/confluence/score-confluence.ts';
import { AlertService } from './alert-service.ts';

const opened: AlertService[] = [];

afterEach(() => {
  for (const service of opened.splice(0)) service.close();
});

function start(clock: ManualClock): AlertService {
  const store = openAlertStore({ file: join(temporaryFolder(), 'desk.db'), log: keptLog(), clock });
  if (!store.ok) throw new Error(store.failure.message);
  let id = 0;
  const service = new AlertService({ store: store.value, clock, newId: () => `a${(id += 1)}`, threshold: () => 0.5 });
  opened.push(service);
  return service;
}

const empty = scoreConfluence({
  ticker: 'SPY',
  signals: [],
  regime: 'calm',
  nowMs: 0,
  config: defaultConfluenceConfig,
});
const scoreOf = (direction: Direction, conviction: number) => ({ ...empty, direction, conviction });
const titles = (service: AlertService) => service.log(10).map(({ alert }) => alert.title);

describe('alert service', () => {
  it('fires again for a direction that was lost in between and came back', async () => {
    const clock = new ManualClock(1_000_000);
    const service = start(clock);
    service.onScore(scoreOf('bullish', 0.7));
    service.onScore(scoreOf('bearish', 0.2));
    await clock.advance(301_000);
    service.onScore(scoreOf('bullish', 0.7));
    expect(titles(service)).toEqual(['SPY bullish 70', 'SPY bullish 70']);
  });

  it('fires for both sides when a conviction turns over', () => {
    const service = start(new ManualClock(1_000_000));
    service.onScore(scoreOf('bullish', 0.7));
    service.onScore(scoreOf('bearish', 0.6));
    expect(titles(service)).toEqual(['SPY bullish 70', 'SPY bearish 60']);
  });
});
