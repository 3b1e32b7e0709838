import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import type { Bar } from '../../domain/bar.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { BrokerItems } from '../../ports/recording.ts';
import { recordWhatIsKnown } from './record-day.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 9, 12, 14);

test('a day begins with the days that are over, the volatilities and the reports, of what is watched', () => {
  const file = join(temporaryFolder(), 'market.db');
  const opened = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => now } });
  if (!opened.ok) throw new Error(opened.failure.message);
  onTestFinished(() => opened.value.close());
  const { market, facts } = opened.value;
  const bar = (instrument: string, interval: Bar['interval'], start: number): Bar => ({
    ...{ instrument, interval, start, open: 1, high: 2, low: 1, close: 2, volume: 9 },
  });
  const days = Array.from({ length: 320 }, (_, back) => Date.UTC(2026, 9, 12) - (320 - back) * dayMs);
  market.saveBars(days.map((start) => bar('SPY.STK', '1d', start)));
  market.saveBars([bar('SPY.STK', '1m', now - 60_000), bar('QQQ.STK', '1d', days[0] ?? 0)]);
  market.saveVolatility('SPY', [
    { date: '20261008', impliedVol: 0.2 },
    { date: '20261009', impliedVol: null },
  ]);
  const report = (subject: string, key: string, eventTime: number): Fact => ({
    ...{ kind: 'short-volume', source: 'finra', endpoint: 'short-volume', subject, key, eventTime },
    receivedTime: eventTime,
    body: { date: '20261009', shortVolume: 5, exemptVolume: null, totalVolume: 9, markets: 'Q' },
  });
  facts.append([
    report('SPY', 'old', now - 300 * dayMs),
    report('SPY', 'first', now - 9 * dayMs),
    report('SPY', 'second', now - 3 * dayMs),
    report('QQQ', 'other', now - 3 * dayMs),
  ]);

  const kept: { readonly what: string; readonly value: unknown }[] = [];
  const keep = <What extends 'history' | 'facts'>(what: What, value: BrokerItems[What]) => kept.push({ what, value });
  recordWhatIsKnown({
    market,
    facts,
    clock: { now: () => now },
    watchlist: () => ['SPY'],
    keep: (...told) => void keep(...told),
  });
  const [daily, volatility, reports, ...more] = kept;
  expect(more).toEqual([]);
  expect(daily).toMatchObject({
    what: 'history',
    value: {
      ...{ instrument: 'SPY.STK', kind: 'TRADES', interval: '1d' },
      bars: days.slice(-300).map((start) => ({ start })),
    },
  });
  expect(volatility).toMatchObject({
    what: 'history',
    value: {
      ...{ instrument: 'SPY.STK', kind: 'OPTION_IMPLIED_VOLATILITY' },
      bars: [{ start: Date.UTC(2026, 9, 8), close: 0.2 }],
    },
  });
  expect(reports).toMatchObject({ what: 'facts', value: [{ key: 'first' }, { key: 'second' }] });
});
