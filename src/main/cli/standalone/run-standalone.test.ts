import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runStandalone } from './run-standalone.ts';

async function run(verb: string, argv: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runStandalone(verb, argv, {
    readFile: (path) => {
      const content = files[path];
      if (content === undefined) return Promise.reject(new Error('no such file'));
      return Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Loose on purpose: tests read into the document the way a script would. */
type Document = ReturnType<typeof JSON.parse>;

async function json(verb: string, argv: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const result = await run(verb, [...argv, '--json'], files);
  const value: Document = JSON.parse(result.out);
  return { ...result, value };
}

const chain = [
  'right,strike,years,iv,open_interest,volume,spot',
  'C,100,0.0821917808219178,0.2,1000,5,100',
  'P,90,0.0821917808219178,0.25,500,10,100',
].join('\n');

describe('gex', () => {
  test('of a documented chain, by hand', async () => {
    const { code, value, err } = await json('gex', ['chain.csv'], { 'chain.csv': chain });
    expect(code).toBe(0);
    const deviation = 0.2 * Math.sqrt(0.0821917808219178);
    const gamma = Math.exp(-0.5 * (deviation / 2) ** 2) / Math.sqrt(2 * Math.PI) / (100 * deviation);
    expect(value.strikes[1].callGex / (gamma * 1000 * 100 * 100 * 100 * 0.01)).toBeCloseTo(1, 12);
    expect(value.levels).toMatchObject({ callWall: 100, putWall: 90 });
    expect(value.expiries[0]).toMatchObject({ maxPain: 90, callOpenInterest: 1000, putOpenInterest: 500 });
    expect(value.putCallVolume).toBe(2);
    expect(err).toContain('Interest rate 0, dividend yield 0, multiplier 100');
  });

  test('reads the same chain compressed, as JSON, and with an expiry date', async () => {
    const plain = await json('gex', ['chain.csv'], { 'chain.csv': chain });
    const zipped = await json('gex', ['chain.csv.gz'], { 'chain.csv.gz': gzipSync(chain) });
    const rows = [
      { right: 'call', strike: 100, expiry: '2026-01-31', iv: 0.2, oi: 1000, volume: 5 },
      { right: 'put', strike: 90, expiry: '2026-01-31', iv: 0.25, oi: 500, volume: 10 },
    ];
    const asJson = await json('gex', ['c.json'], {
      'c.json': JSON.stringify({ spot: 100, as_of: '2026-01-01', rows }),
    });
    expect(zipped.value.totals).toEqual(plain.value.totals);
    expect(asJson.value.totals).toEqual(plain.value.totals);
    expect(asJson.value.expiries[0].expiry).toBe('2026-01-31');
  });

  test('prints a table for people', async () => {
    const { code, out } = await run('gex', ['chain.csv'], { 'chain.csv': chain });
    expect(code).toBe(0);
    expect(out).toMatch(/Call wall +100\.00/);
    expect(out).toMatch(/Gamma regime +positive/);
  });

  test('counts and names bad rows and leaves them out, unknown cells are not bad', async () => {
    const text = `${chain}\nX,95,0.1,0.2,1,1,100\nC,95,0.1,abc,1,1,100\nC,-5,0.1,0.2,1,1,100\nC,95,0.1,,,,100\nC,95,0.1,0.2,-4,1,100`;
    const { code, value, err } = await json('gex', ['c.csv'], { 'c.csv': text });
    expect(code).toBe(0);
    expect(value.badRows).toHaveLength(4);
    expect([value.liveRows, value.rowsWithGreeks]).toEqual([3, 2]);
    expect(err).toContain('c.csv: 4 of 7 rows left out');
    expect(err).toContain('c.csv: row 5, column "iv": "abc" is not a number');
    expect(err).toContain('c.csv: row 4, column "right": "x" is neither call nor put');
  });

  test.each([
    [['none.csv'], 1, 'none.csv cannot be read: no such file'],
    [[], 2, 'gex needs a chain file'],
    [['a.csv', 'b.csv'], 2, 'One file at a time'],
    [['chain.csv', '--rate', 'five'], 2, '--rate must be a number, got "five"'],
    [['chain.csv', '--colour'], 2, "Unknown option '--colour'"],
    [['noiv.csv'], 2, 'noiv.csv: column "iv" (also read as vol, implied_vol) is missing'],
    [['nospot.csv'], 2, 'nospot.csv: no column "spot": give the price of the underlying with --spot'],
    [['nodate.csv'], 2, 'nodate.csv: no usable "as_of"'],
    [['empty.csv'], 1, 'empty.csv: the file is empty'],
    [['broken.json'], 1, 'broken.json: not readable as JSON'],
    [['allbad.csv'], 1, 'allbad.csv: no usable row'],
    [['chain.csv', '--spot', '0'], 2, 'must be above 0'],
  ])('with %j ends with %i', async (argv, code, message) => {
    const result = await run('gex', argv, {
      'chain.csv': chain,
      'noiv.csv': 'right,strike,years,open_interest,spot\nC,1,1,1,1',
      'nospot.csv': 'right,strike,years,iv,open_interest\nC,1,1,1,1',
      'nodate.csv': 'right,strike,expiry,iv,open_interest,spot\nC,1,2026-01-01,1,1,1',
      'empty.csv': '\n',
      'broken.json': '{"rows": [',
      'allbad.csv': 'right,strike,years,iv,open_interest,spot\nZ,1,1,1,1,1',
    });
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
    expect(result.out).toBe('');
  });
});

const quoteTable = [
  '---Example---',
  'Some Index,Last: 100.5,Change:  1.5',
  '"Date: December 12, 2022 at 8:30 PM EST",Bid: 0,Ask: 0,Size: 0*0,Volume: 0',
  'Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest',
  'Mon Dec 12 2022,SPXW221212C00100000,1,0,0,0,3,0.2,0,0,10,100.00,SPXW221212P00100000,1,0,0,0,4,0.21,0,0,20',
  'Fri Dec 16 2022,SPX221216C00100000,1,0,0,0,3,0.2,0,0,10,100.00,SPX221216P00100000,1,0,0,0,4,0.21,0,0,20',
  'Fri Dec 16 2022,SPXW221216C00100000,1,0,0,0,3,0.2,0,0,10,100.00,BROKEN,1,0,0,0,4,0.21,0,0,20',
].join('\n');

describe('formats of others', () => {
  test('a Cboe quote table: settlement by root, expired rows dropped, broken symbols named', async () => {
    const { value, err } = await json('gex', ['q.csv'], { 'q.csv': quoteTable });
    expect(value).toMatchObject({ format: 'Cboe quote table', spot: 100.5, rows: 6, liveRows: 3 });
    // 12 Dec 20:30 to 16 Dec 09:30 New York: 3 days 13 hours.
    expect(value.expiries[0].years).toBeCloseTo(85 / 24 / 365, 12);
    expect(value.expiries[0]).toMatchObject({ expiry: '2022-12-16', callOpenInterest: 20, putOpenInterest: 20 });
    expect(err).toContain('q.csv: row 7, column "option": "BROKEN" is not an option symbol');
  });

  test('Cboe delayed quotes', async () => {
    const options = [
      { option: 'RUTW230922C01800000', iv: 0.2, open_interest: 22, volume: 1 },
      { option: 'RUTW230922P01800000', iv: 0, open_interest: 11, volume: 1 },
    ];
    const data = { options, current_price: 1806.1, last_trade_time: '2023-09-20T16:00:00' };
    const { value } = await json('gex', ['r.json'], { 'r.json': JSON.stringify({ timestamp: 'x', data }) });
    expect(value).toMatchObject({ spot: 1806.1, liveRows: 2, rowsWithGreeks: 1, putCallOpenInterest: 0.5 });
    expect(value.expiries[0].years).toBeCloseTo(2 / 365, 12);
  });

  test('a daily chain table and a LEAN universe count calendar days', async () => {
    const daily = [
      'underlying,underlying_last,exchange,optionroot,type,expiration,quotedate,strike,last,net,bid,ask,volume,openinterest,impliedvol,delta,gamma',
      'SPX,2920.72,CBOE,SPXW190508C02900000,call,05/08/2019,05/06/2019,2900.0,0,0,0,0,7,31,0.18,0.5,0.0',
    ].join('\n');
    const universe = [
      '#expiry,strike,right,open,high,low,close,volume,open_interest,implied_volatility,delta,gamma,vega,theta,rho',
      ',,,92.69,92.95,92.50,92.72,2467914,,,,,,,',
      '20140613,92.86,C,1,1,1,1,0,14,0.2,0.5,0,0,0,0',
    ].join('\n');
    const files = { 'd.csv': daily, 'aapl_20140609.csv': universe, 'undated.csv': universe };
    const first = await json('gex', ['d.csv'], files);
    expect(first.value).toMatchObject({ spot: 2920.72, rowsWithGreeks: 1 });
    expect(first.value.expiries[0]).toMatchObject({ expiry: '2019-05-08', years: 2 / 365 });
    const second = await json('gex', ['aapl_20140609.csv'], files);
    expect(second.value).toMatchObject({ spot: 92.72, rows: 1 });
    expect(second.value.expiries[0]).toMatchObject({ expiry: '2014-06-13', years: 4 / 365 });
    const undated = await run('gex', ['undated.csv'], files);
    expect([undated.code, undated.err]).toEqual([
      2,
      'undated.csv: the name holds no date YYYYMMDD: give --as-of YYYY-MM-DD',
    ]);
  });
});

describe('greeks and iv', () => {
  const terms = ['--right', 'call', '--spot', '42', '--strike', '40', '--years', '0.5', '--rate', '0.1'];

  test('of one option on the command line', async () => {
    const greeks = await json('greeks', [...terms, '--vol', '0.2']);
    expect(greeks.value.rows[0].price).toBeCloseTo(4.759422392871533, 12);
    expect(greeks.value.rows[0].status).toBe('ok');
    const iv = await json('iv', [...terms, '--price', '4.759422392871533']);
    expect(iv.value.rows[0].vol).toBeCloseTo(0.2, 12);
    expect((await run('iv', [...terms, '--price', '1'])).out).toContain('below-intrinsic');
  });

  test('of a file, with the missing columns from the command line', async () => {
    const files = { 'o.csv': 'right,strike,sigma\nC,40,0.2\nput,40,0.2\nC,,0.2\n' };
    const { value, err } = await json('greeks', ['o.csv', '--spot', '42', '--years', '0.5', '--rate', '0.1'], files);
    expect(value.rows).toHaveLength(2);
    expect(value.rows[1].price).toBeCloseTo(0.808599372900096, 12);
    expect(err).toContain('o.csv: row 4, column "strike": is empty');
    const missing = await run('greeks', ['o.csv', '--years', '0.5'], files);
    expect([missing.code, missing.err]).toEqual([2, 'o.csv: column "spot" (also read as s) is missing']);
  });

  test('show display units in the table', async () => {
    const { out } = await run('greeks', [...terms, '--vol', '0.2']);
    expect(out).toContain('0.0881342');
    expect(out).toContain('-0.0124907');
  });
});

describe('score', () => {
  const now = 1_767_366_000;
  const signals = [
    { layer: 'options_flow', direction: 'bullish', strength: 0.8, confidence: 0.9, timestamp: now },
    { layer: 'gex-positioning', direction: 'bullish', strength: 0.6, confidence: 0.8, timestamp: now },
    { layer: 'dark_pool', direction: 'bullish', strength: 0.7, confidence: 0.7, timestamp: now },
    { layer: 'astrology', direction: 'bullish', strength: 1, confidence: 1, timestamp: now },
  ];

  test('of a file, by hand', async () => {
    const { value, err } = await json('score', ['s.json'], {
      's.json': JSON.stringify({ regime: 'calm', now, signals }),
    });
    expect(value.conviction).toBeCloseTo(0.859947, 12);
    expect(value).toMatchObject({ direction: 'bullish', agreeing: 3, rejectedSignals: 1 });
    expect(err).toContain('1 of 4 signals are unusable');
  });

  test('takes the regime from the VIX and the time from the newest signal', async () => {
    const files = { 's.json': JSON.stringify(signals) };
    const { value, err } = await json('score', ['s.json', '--vix', '40'], files);
    expect(value.regime).toBe('crisis');
    expect(value.conviction).toBeCloseTo(0.312708, 12);
    expect(err).toContain('ages count from the newest signal');
    expect((await run('score', ['s.json', '--vix', '40'], files)).out).toContain('bullish 31.3');
  });

  test.each([
    [['s.json', '--regime', 'sunny'], 2, '"regime" must be one of calm'],
    [['t.json'], 2, 'expected an array of signals'],
    [['s.json', '--now', 'noon'], 2, '"now" is not a time'],
    [[], 2, 'score needs a JSON file'],
  ])('with %j ends with %i', async (argv, code, message) => {
    const result = await run('score', argv, { 's.json': JSON.stringify(signals), 't.json': '{}' });
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
  });
});

test('an unknown verb is a usage error', async () => {
  expect((await run('constructor', [])).code).toBe(2);
});
