import { expect, test } from 'vitest';
import { sharedBytes, sharedFiles } from '../../../../tests/support/shared-samples.ts';
import { contextAt, expectSoundFacts, factsOf, readAnswer } from '../../../../tests/support/translated.ts';
import type { Translation } from '../../ports/vendor.ts';
import { cboe } from './cboe.vendor.ts';
import { translateQuoteTable } from './quote-table.ts';
import { vxExpiry } from '../vendor-kit/vx-expiry.ts';

const now = Date.UTC(2026, 9, 9, 15, 0);
const text = (path: string): string => new TextDecoder().decode(sharedBytes(path));

function read(path: string, endpoint: string, parameters: Readonly<Record<string, string>> = {}): Translation {
  return readAnswer(cboe, endpoint, { body: sharedBytes(path), context: contextAt(now, { parameters }) });
}

/** Each recorded file with the reader that should understand it, or whose refusal we want to see. */
const volatility: Readonly<Record<string, () => Translation>> = {
  'vix_daily_1990_2024.csv': () => read('data/vix/vix_daily_1990_2024.csv', 'index-history', { index: 'VIX' }),
  'vix_monthly_1990_2024.csv': () => read('data/vix/vix_monthly_1990_2024.csv', 'index-history', { index: 'VIX' }),
  'vx_futures_expirations.csv.gz': () => read('data/vix/vx_futures_expirations.csv.gz', 'vx-contract'),
  'vx_futures_settle.csv.gz': () => read('data/vix/vx_futures_settle.csv.gz', 'vx-contract'),
  'whitepaper_vixnearterm.dat': () => read('data/vix/whitepaper_vixnearterm.dat', 'vx-contract'),
  'whitepaper_vixnextterm.dat': () => read('data/vix/whitepaper_vixnextterm.dat', 'vx-contract'),
};
const refusals: Readonly<Record<string, RegExp>> = {
  'vix_monthly_1990_2024.csv': /has the column close instead of VIX/,
  'vx_futures_expirations.csv.gz': /no Trade Date header/,
  'vx_futures_settle.csv.gz': /no Trade Date header/,
  'whitepaper_vixnearterm.dat': /no Trade Date header/,
  'whitepaper_vixnextterm.dat': /no Trade Date header/,
};
const vixFiles = sharedFiles('data/vix');

test('every recorded volatility file has a reader', () => {
  expect(vixFiles.filter((file) => !(file in volatility))).toEqual([]);
});

test.runIf(vixFiles.length > 0).each(Object.entries(volatility))(
  '%s is read or refused with a reason',
  (file, translate) => {
    const started = performance.now();
    const { facts, refusals: said } = translate();
    expectSoundFacts(facts);
    const expected = refusals[file];
    if (expected) {
      expect(facts).toEqual([]);
      expect(said.map(({ reason }) => reason)).toEqual([expect.stringMatching(expected)]);
      return;
    }
    console.log(`${file}: ${facts.length} bars in ${(performance.now() - started).toFixed(0)} ms`);
    expect(said).toEqual([]);
    const bars = factsOf(facts, 'bar');
    expect(bars).toHaveLength(8833);
    expect(bars[0]?.body).toMatchObject({ start: Date.UTC(1990, 0, 2), close: 17.24 });
    // Opens and closes outside the range stand in the exchange's own file and are kept.
    const outside = bars.filter(({ body: { open, high, low, close } }) =>
      [open, close].some((price) => price !== null && (price > (high ?? price) || price < (low ?? price))),
    );
    expect(outside).toHaveLength(47);
  },
);

test.runIf(vixFiles.length > 0)('the rule of expiries finds every one that was listed from 2006 to 2015', () => {
  const listed = new Set(
    text('data/vix/vx_futures_expirations.csv.gz')
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll(/["-]/g, '').split(',').slice(1))
      .filter(([date = '']) => date >= '20060101')
      .flatMap(([, ...expiries]) =>
        expiries.filter((expiry) => /^\d{8}$/.test(expiry.trim())).map((one) => one.trim()),
      ),
  );
  const wrong = [...listed].filter(
    (expiry) => vxExpiry(Number(expiry.slice(0, 4)), Number(expiry.slice(4, 6))) !== expiry,
  );
  expect(listed.size).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

const chains = sharedFiles('data/options/cboe_json');

test.runIf(chains.length > 0)('the recorded RUT chain keeps all its rows', () => {
  const bytes = sharedBytes('data/options/cboe_json/rut_quotedata_20230921.json.gz');
  const started = performance.now();
  const { facts, refusals: said } = readAnswer(cboe, 'delayed-chain', {
    body: bytes,
    context: contextAt(now, { symbol: 'RUT' }),
  });
  console.log(`RUT: ${bytes.length} bytes in ${(performance.now() - started).toFixed(0)} ms`);
  expect(said).toEqual([]);
  expectSoundFacts(facts);
  const [chain] = factsOf(facts, 'chain-snapshot');
  expect(chain).toMatchObject({ subject: 'RUT', eventTime: Date.UTC(2023, 8, 21, 3, 17, 42) });
  expect(chain?.body.strikes).toHaveLength(6680);
  expect(chain?.body).toMatchObject({ spot: 1806.1193, delayMs: 900_000 });
  expect(chain?.body.impliedVol30).toBeCloseTo(0.17031, 10);
  expect(new Set(chain?.body.tradingClasses)).toEqual(new Set(['RUT', 'RUTW']));
  expect(chain?.body.impliedVols.some((vol) => vol === 0)).toBe(false);
  expect(factsOf(facts, 'quote')[0]?.body).toMatchObject({ last: 1806.1193, previousClose: 1827, bid: null });
});

const tables = sharedFiles('data/options/cboe_quotedata');

test.runIf(tables.length > 0).each([
  ['spx_quotedata_20221212.csv.gz', 'SPX', 9578, 3990.5601, Date.UTC(2022, 11, 13, 1, 30)],
  ['ndx_quotedata_20221212.csv.gz', 'NDX', 9559, 11_706.4395, Date.UTC(2022, 11, 13, 1, 31)],
])('the downloaded table %s is a chain, calls beside puts', (file, symbol, lines, spot, eventTime) => {
  expect(tables).toContain(file);
  const payload = { kind: 'text', text: text(`data/options/cboe_quotedata/${file}`) } as const;
  const { facts, refusals: said } = translateQuoteTable(payload, { symbol });
  expect(said).toEqual([]);
  expectSoundFacts(facts);
  const [chain] = factsOf(facts, 'chain-snapshot');
  expect(chain).toMatchObject({ subject: symbol, eventTime, body: { spot } });
  expect(chain?.body.strikes).toHaveLength(2 * lines);
  const openInterest = (right: string): number =>
    chain?.body.openInterests.reduce<number>(
      (sum, held, row) => sum + (chain.body.rights[row] === right ? (held ?? 0) : 0),
      0,
    ) ?? 0;
  if (symbol === 'SPX') {
    expect([openInterest('C'), openInterest('P')]).toEqual([7_009_311, 12_260_313]);
    // After hours nearly nothing is quoted: no price, not a price of 0.
    const unquoted = chain?.body.bids.filter((bid, row) => bid === null && chain.body.asks[row] === null).length ?? 0;
    expect(unquoted / (2 * lines)).toBeGreaterThan(0.9);
  }
});

test.runIf(tables.length > 0)('no recorded Cboe file is left without a reader', () => {
  expect(tables).toEqual(['ndx_quotedata_20221212.csv.gz', 'spx_quotedata_20221212.csv.gz']);
  expect(chains).toEqual(['rut_quotedata_20230921.json.gz']);
});

test('a chain of the size of SPX is read within its budget', () => {
  const options = Array.from({ length: 30_000 }, (_, index) => ({
    option: `SPXW2610${String(1 + (index % 28)).padStart(2, '0')}${index % 2 ? 'P' : 'C'}0${String(4_000_000 + index * 10).padStart(7, '0')}`,
    ...{ bid: 12.3, bid_size: 11, ask: 12.5, ask_size: 9, iv: 0.1834, open_interest: 1200, volume: 44 },
    ...{
      delta: index % 2 ? -0.4231 : 0.4231,
      gamma: 0.0021,
      vega: 3.1112,
      theta: -1.2251,
      rho: 1.2,
      theo: 12.4012,
      change: 0.1,
    },
    ...{
      open: 12.1,
      high: 13,
      low: 11.8,
      tick: 'no_change',
      last_trade_price: 12.35,
      last_trade_time: '2026-10-08T15:59:59',
    },
    ...{ percent_change: 1.2345, prev_day_close: 12.25 },
  }));
  const data = { options, symbol: '^SPX', security_type: 'index', current_price: 6600, iv30: 17.1 };
  const body = new TextEncoder().encode(JSON.stringify({ timestamp: '2026-10-08 16:00:00', data, symbol: '_SPX' }));
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    const { facts } = readAnswer(cboe, 'delayed-chain', { body, context: contextAt(now, { symbol: 'SPX' }) });
    expect(factsOf(facts, 'chain-snapshot')[0]?.body.strikes).toHaveLength(30_000);
    return performance.now() - started;
  });
  console.log(`${(body.length / 1e6).toFixed(1)} MB in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
});
