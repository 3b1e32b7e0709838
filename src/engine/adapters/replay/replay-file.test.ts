import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { instantOf } from '../../domain/time.ts';
import type { Quote } from '../../domain/quote.ts';
import { createWorldClock } from '../system/world-clock.ts';
import { replayFile, type Replay } from './replay-file.ts';

const clock = createWorldClock();
const open = instantOf('20180102', 34_200);

async function opened(path: string, speed = 0): Promise<Replay> {
  const replay = await replayFile({ path, speed, clock });
  if (!replay.ok) throw new Error(replay.failure.message);
  return replay.value;
}

async function played(replay: Replay) {
  const quotes: Quote[] = [];
  const found = await replay.market.resolve({
    symbol: replay.symbols[0] ?? '',
    secType: 'STK',
    exchange: 'SMART',
    currency: 'USD',
  });
  const [instrument] = found.ok ? found.value : [];
  if (!instrument) throw new Error('no instrument');
  replay.market.quotes(instrument, { onQuote: (quote) => void quotes.push(quote), onProblem: () => undefined });
  return { report: await replay.play(), quotes };
}

function recorded(name: string, lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(lines.join('\n')) : lines.join('\n'));
  return path;
}

test('quotes of single exchanges become the national best, trades its last price and volume', async () => {
  const path = recorded('taq_X_quotes.csv.gz', [
    'DT,EX,BID,BIDSIZ,OFR,OFRSIZ,SYMBOL',
    '2018-01-02T09:30:00.000000,P,10.00,2,10.10,1,X',
    '2018-01-02T09:30:00.250000,N,10.02,3,10.12,1,X',
    '2018-01-02T09:30:00.500000,T,10.02,1,10.08,4,X',
    '2018-01-02T09:30:00.750000,N,0,0,10.12,1,X',
  ]);
  writeFileSync(
    path.replace('_quotes', '_trades'),
    gzipSync(
      [
        'DT,EX,SYMBOL,COND,SIZE,PRICE,CORR',
        '2018-01-02T09:30:00.300000,N,X,,100,10.05,0',
        '2018-01-02T09:30:00.400000,N,X,I,7,10.50,0',
        '2018-01-02T09:30:00.600000,N,X,,50,10.06,8',
        'not,a,line',
      ].join('\n'),
    ),
  );
  const { report, quotes } = await played(await opened(path));
  expect(report).toEqual({ rows: 6, skipped: 2, firstTime: open, lastTime: open + 750 });
  expect(quotes[0]).toMatchObject({ bid: 10, bidSize: 200, ask: 10.1, askSize: 100, last: null, eventTime: open });
  expect(quotes[1]).toMatchObject({ bid: 10.02, bidSize: 300, ask: 10.1 });
  // The odd lot counts into the volume but does not set the price; the corrected print does neither.
  expect(quotes[3]).toMatchObject({ last: 10.05, volume: 107, high: 10.05 });
  expect(quotes[4]).toMatchObject({ bid: 10.02, bidSize: 400, ask: 10.08, askSize: 400 });
  expect(quotes[5]).toMatchObject({ bid: 10.02, bidSize: 100, last: 10.05 });
});

test('at a speed the rows keep their distance in time', async () => {
  const path = recorded('x_trades.csv', [
    'DT,EX,SYMBOL,COND,SIZE,PRICE,CORR',
    '2018-01-02T09:30:00.000000,N,X,,1,10,0',
    '2018-01-02T09:30:02.000000,N,X,,1,11,0',
  ]);
  const started = clock.monotonicMs();
  const replay = await opened(path, 20);
  await played(replay);
  expect(clock.monotonicMs() - started).toBeGreaterThanOrEqual(95);
});

test('a file of another kind and a missing one are told apart', async () => {
  const other = recorded('x.csv', ['date,close', '2018-01-02,3']);
  expect(await replayFile({ path: other, speed: 0, clock })).toMatchObject({
    ok: false,
    failure: { code: 'unknown-format' },
  });
  expect(await replayFile({ path: `${other}.no`, speed: 0, clock })).toMatchObject({
    ok: false,
    failure: { code: 'no-file' },
  });
});

const recording = resolve(import.meta.dirname, '../../../../../shared/data/ticks/taq_XXX_2018-01-02_trades.csv.gz');

test('a whole recorded day plays through', async () => {
  if (!existsSync(recording)) {
    console.log(`not run: ${recording} is absent`);
    expect(existsSync(recording)).toBe(false);
    return;
  }
  const { report, quotes } = await played(await opened(recording));
  expect(report.rows + report.skipped).toBe(39_470 + 66_695);
  expect(report.skipped).toBeLessThan(100);
  const last = quotes.at(-1);
  expect(last?.low).toBeGreaterThanOrEqual(156);
  expect(last?.high).toBeLessThan(159.4);
  expect(last?.volume).toBeGreaterThan(5_500_000);
});
