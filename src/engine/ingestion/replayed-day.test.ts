import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../tests/support/eventually.ts';
import { keptLog } from '../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { replayFile, replaySource, type Replay } from '../adapters/replay/replay-file.ts';
import { openMarketStore } from '../adapters/sqlite/market-store.ts';
import { createWorldClock } from '../adapters/system/world-clock.ts';
import type { TapeQuote } from '../ports/tape-source.ts';
import { createIngestion } from './ingestion.ts';
import type { Ingestion } from './ingestion-types.ts';

function ingest(replay: Replay): Ingestion {
  const log = keptLog();
  const clock = createWorldClock();
  const store = openMarketStore({ file: join(temporaryFolder(), 'market.db'), log, clock });
  if (!store.ok) throw new Error(store.failure.message);
  const settings = { watchlist: [...replay.symbols], marketDataLines: 100, intradayDays: 9_999 };
  const { market } = replay;
  const ingestion = createIngestion({
    marketData: market,
    optionData: market,
    store: store.value,
    settings,
    clock: replay.clock,
    log,
  });
  onTestFinished(() => {
    ingestion.close();
    store.value.close();
  });
  ingestion.start();
  return ingestion;
}

/** Sums of the newest state of a bar stream. */
function collect(ingestion: Ingestion, instrument: string, interval: '1s' | '1m') {
  const bars = new Map<number, { volume: number; close: number }>();
  const take = (columns: Readonly<Record<string, Float64Array>>): void => {
    columns['start']?.forEach((start, index) =>
      bars.set(start, {
        volume: columns['volume']?.[index] ?? Number.NaN,
        close: columns['close']?.[index] ?? Number.NaN,
      }),
    );
  };
  ingestion.bars({ instrument, interval, count: 5_000 }, { snapshot: take, append: take });
  return bars;
}

test('bars of a replay hold every share that was traded, to the last one', async () => {
  const path = join(temporaryFolder(), 'x_trades.csv');
  const trades = Array.from({ length: 3_000 }, (_, n) => {
    const second = String(Math.floor(n / 20) % 60).padStart(2, '0');
    const minute = String(30 + Math.floor(n / 1_200)).padStart(2, '0');
    return `2018-01-02T09:${minute}:${second}.${String((n % 20) * 50).padStart(3, '0')}000,N,X,,${1 + (n % 7)},${(10 + (n % 11) / 100).toFixed(2)},0`;
  });
  writeFileSync(path, ['DT,EX,SYMBOL,COND,SIZE,PRICE,CORR', ...trades].join('\n'));
  const replay = await replayFile({ path, speed: 0, clock: createWorldClock() });
  if (!replay.ok) throw new Error(replay.failure.message);
  const ingestion = ingest(replay.value);
  const seconds = collect(ingestion, 'X.STK', '1s');
  const minutes = collect(ingestion, 'X.STK', '1m');
  await eventually(async () =>
    expect(await ingestion.instrument('X.STK')).toMatchObject({ ok: true, value: { symbol: 'X' } }),
  );
  await replay.value.play();
  const sum = (bars: ReadonlyMap<number, { readonly volume: number }>): number =>
    [...bars.values()].reduce((total, bar) => total + bar.volume, 0);
  // The first print is the baseline of the day's total: its own shares were traded before anybody looked.
  const traded = trades.slice(1).reduce((total, line) => total + Number(line.split(',')[4]), 0);
  await eventually(() => expect(sum(seconds)).toBe(traded));
  expect(sum(minutes)).toBe(traded);
  expect(seconds.size).toBe(150);
  expect(minutes.size).toBe(3);
  expect(minutes.get(Math.max(...minutes.keys()))?.close).toBe(10 + (2_999 % 11) / 100);
});

test('5,000 ticks a second cost a small part of one core', async () => {
  const symbols = Array.from({ length: 50 }, (_, index) => `T${index}`);
  const total = 50_000;
  const source = {
    title: 'flood',
    symbols,
    answers: null,
    skipped: () => 0,
    refusals: () => ({}),
    async *rows(): AsyncGenerator<TapeQuote> {
      for (let n = 0; n < total; n += 1) {
        const bid = 100 + (n % 50) / 100;
        const symbol = symbols[n % 50] ?? '';
        yield {
          kind: 'quote',
          symbol,
          time: 1_700_000_000_000 + n / 5,
          bid,
          ask: bid + 0.01,
          bidSize: 100,
          askSize: 100,
        };
      }
    },
  };
  const replay = replaySource(source, { clock: createWorldClock(), speed: 0 });
  const ingestion = ingest(replay);
  let updates = 0;
  ingestion.quotes([], { set: () => void (updates += 1), remove: () => undefined });
  await eventually(async () => expect(await ingestion.instrument('T49.STK')).toMatchObject({ ok: true }));
  const before = process.cpuUsage();
  await replay.play();
  const used = process.cpuUsage(before);
  const secondsOfWork = (used.user + used.system) / 1e6;
  // Ten seconds' worth of ticks; a generous bound, since test machines are shared.
  expect(secondsOfWork).toBeLessThan(2.5);
  await eventually(() => expect(updates).toBeGreaterThanOrEqual(50));
  // Handed on as they come, once each: what reads over a link is conflated there.
  expect(updates).toBeLessThanOrEqual(total);
});
