import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { sharedPath } from '../../../../tests/vectors/shared-files.ts';
import { runStandalone } from './run-standalone.ts';

type Files = Readonly<Record<string, string>>;
/** Loose on purpose: tests read into the document the way a script would. */
type Document = ReturnType<typeof JSON.parse>;

async function run(verb: string, argv: readonly string[], files: Files | null) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runStandalone(verb, argv, {
    readFile: (path) =>
      files === null ? readFile(path) : Promise.resolve(new TextEncoder().encode(files[path] ?? 'nothing')),
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function json(verb: string, argv: readonly string[], files: Files | null) {
  const result = await run(verb, [...argv, '--json'], files);
  const value: Document = result.out === '' ? null : JSON.parse(result.out);
  return { ...result, value };
}

/** Closes 100, 110, 100, 110 ...: log returns of one size, alternating. */
const zigzag = Array.from({ length: 12 }, (_row, day) => {
  const date = `2024-01-${String(8 + day).padStart(2, '0')}`;
  return day % 2 === 0 ? `${date},105,110,100,100,1000` : `${date},105,110,100,110,1000`;
});
const bars = ['date,open,high,low,close,volume', ...zigzag].join('\n');

describe('vol of bars', () => {
  test('by hand: alternating returns and constant ranges', async () => {
    const { code, value } = await json('vol', ['b.csv', '--window', '10', '--periods', '252'], { 'b.csv': bars });
    expect(code).toBe(0);
    const move = Math.log(1.1);
    const { vols } = value.estimates[0];
    expect(vols['zero-mean']).toBeCloseTo(Math.sqrt(252) * move, 12);
    expect(vols['close-to-close']).toBeCloseTo(Math.sqrt((252 * 10) / 9) * move, 12);
    expect(vols['parkinson']).toBeCloseTo(Math.sqrt(252 / (4 * Math.LN2)) * move, 12);
  });

  test('turns newest first round, and counts calendar days where weekends trade', async () => {
    const newestFirst = ['date,open,high,low,close,volume', ...zigzag.toReversed()].join('\n');
    const plain = await json('vol', ['b.csv', '--window', '10'], { 'b.csv': bars });
    const turned = await json('vol', ['b.csv', '--window', '10'], { 'b.csv': newestFirst });
    expect(turned.value).toEqual(plain.value);
    expect(plain.value.periods).toBe(365);
  });

  test.each([
    [`${bars}\n2024-01-10,105,110,100,100,5`, 2, 'row 14: 2024-01-10 is out of order'],
    ['date,open,high,low,close\n2024-01-08,-1,2,0.5,1', 1, 'no usable bar'],
    ['date,name,open,high,low,close\n2024-01-08,A,1,2,1,1\n2024-01-08,B,1,2,1,1', 2, 'several symbols (A, B)'],
    ['when,open,high,low,close\n1,1,1,1,1', 2, 'column "date"'],
  ])('refuses bars that are none: %#', async (text, exitCode, reason) => {
    const { code, err } = await run('vol', ['b.csv'], { 'b.csv': text });
    expect(code).toBe(exitCode);
    expect(err).toContain(reason);
  });

  test('leaves impossible bars out and names them', async () => {
    const text = `${bars}\n2024-01-20,105,104,100,104,5\n2024-01-21,x,110,100,105,5`;
    const { value, err } = await json('vol', ['b.csv'], { 'b.csv': text });
    expect(value.bars).toBe(12);
    expect(err).toContain('row 14, column "high": is not the highest');
    expect(err).toContain('row 15, column "open": "x" is not a number');
  });
});

describe('indicators of bars', () => {
  test('a named one with its parameters', async () => {
    const { value } = await json('indicators', ['b.csv', '--name', 'sma', '--params', '2', '--last', '3'], {
      'b.csv': bars,
    });
    expect(value.indicators).toEqual([
      expect.objectContaining({ id: 'SMA', parameters: { period: 2 }, lines: { sma: [105, 105, 105] } }),
    ]);
  });

  test('all of them at the last bar, without the ones that need a column', async () => {
    const withoutVolume = bars.replaceAll(/,[^,\n]*$/gm, '');
    const all = await json('indicators', ['b.csv'], { 'b.csv': bars });
    const some = await json('indicators', ['b.csv'], { 'b.csv': withoutVolume });
    const ids = (document: Document) => document.indicators.map(({ id }: Document) => id);
    expect(ids(all.value)).toEqual(expect.arrayContaining(['RSI', 'OBV', 'VWAP']));
    expect(ids(some.value)).not.toContain('OBV');
    expect(some.err).toContain('need a column the file does not have');
  });

  test.each([
    [['--name', 'nonsense'], 'there is no indicator nonsense'],
    [['--name', 'rsi', '--params', 'x'], '"x" is not a number'],
    [['--name', 'rsi', '--params', '0'], 'period must be'],
    [['--name', 'rsi', '--params', '2,3'], 'RSI takes 1 numbers'],
    [['--params', '2'], '--params needs an indicator'],
    [['--last', '0'], '--last must be'],
  ])('refuses %j', async (words, reason) => {
    const { code, err } = await run('indicators', ['b.csv', ...words], { 'b.csv': bars });
    expect({ code, isSaid: err.includes(reason) }).toEqual({ code: 2, isSaid: true });
  });
});

/** A trade of 100 a minute, each a cent up. */
const rising = Array.from(
  { length: 40 },
  (_row, at) => `2024-03-05T10:${String(at).padStart(2, '0')}:30,${(100 + at / 100).toFixed(2)},100`,
);
const tape = ['time,price,size', ...rising].join('\n');

describe('vpin of a tape', () => {
  test('has a value from the fifth bucket on, between 0 and 1', async () => {
    const words = ['t.csv', '--bucket-volume', '400', '--buckets', '5', '--window', '5'];
    const { code, value } = await json('vpin', words, { 't.csv': tape });
    expect(code).toBe(0);
    expect(value).toMatchObject({ trades: 40, bars: 40, barSeconds: 60 });
    expect(value.rows).toHaveLength(10);
    expect(value.rows[3].vpin).toBeNull();
    expect(value.rows[9].vpin).toBeGreaterThanOrEqual(0);
    expect(value.rows[9].vpin).toBeLessThanOrEqual(1);
  });

  test.each([
    ['time,price,size\n2024-03-05T10:00:00,100,0', [], 1, 'no usable trade'],
    [`${tape}\n2024-03-05T09:59:00,100,10`, [], 2, 'is earlier than the row before'],
    [tape, ['--buckets', '0'], 2, '--buckets must be'],
    [tape, ['--bucket-volume=-5'], 2, '--bucket-volume must be'],
    [tape, ['--bucket-volume', '1e9'], 1, 'no complete bucket'],
    [tape, ['--df', '0'], 2, '--df must be'],
  ])('refuses %#', async (text, words, exitCode, reason) => {
    const { code, err } = await run('vpin', ['t.csv', ...words], { 't.csv': text });
    expect({ code, isSaid: err.includes(reason) }).toEqual({ code: exitCode, isSaid: true });
  });
});

const realChain = sharedPath('data/options/spx_chain_2019/SPX_20190506.csv.gz');

test.skipIf(realChain === null)('vol of a real index chain: sane levels, skew to the downside, no NaN', async () => {
  const { code, value, out } = await json('vol', [realChain ?? '', '--rate', '0.024'], null);
  expect(code).toBe(0);
  expect(out).not.toContain('NaN');
  const [vix, vix3m] = value.indices;
  expect(vix.value).toBeGreaterThan(12);
  expect(vix.value).toBeLessThan(20);
  expect(vix3m.status).toBe('ok');
  expect(value.expiries).toHaveLength(40);
  for (const { skew, atmVol, moves, svi } of value.expiries) {
    expect(skew.riskReversal).toBeLessThan(0);
    expect(atmVol).toBeGreaterThan(0.1);
    expect(moves.straddle / moves.meanAbsolute).toBeCloseTo(1, 0);
    expect(svi.status).toBe('ok');
  }
});

const realTape = sharedPath('data/ticks/taq_XXX_2018-01-02_trades.csv.gz');

test.skipIf(realTape === null)('vpin of a real day of trades', async () => {
  const { code, value } = await json('vpin', [realTape ?? '', '--buckets', '10', '--bucket-volume', '20000'], null);
  expect(code).toBe(0);
  expect(value.rows.length).toBeGreaterThan(200);
  for (const { vpin, buyShare } of value.rows) {
    expect(buyShare).toBeGreaterThanOrEqual(0);
    expect(buyShare).toBeLessThanOrEqual(1);
    expect(vpin === null || (vpin >= 0 && vpin <= 1)).toBe(true);
  }
});
