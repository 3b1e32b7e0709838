import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sharedPath } from '../../../../tests/vectors/shared-files.ts';
import { exposureBand } from '../../../engine/quant/exposure/exposure-band.ts';
import { allocateChain, type ExposureChain } from '../../../engine/quant/exposure/exposure-chain.ts';
import { americanGreeks } from '../../../engine/quant/pricing/american-greeks.ts';
import { americanImpliedVol } from '../../../engine/quant/pricing/american-implied-vol.ts';
import { baroneAdesiWhaley } from '../../../engine/quant/pricing/barone-adesi-whaley.ts';
import { chainGreeks } from '../../../engine/quant/pricing/chain-greeks.ts';
import { chainImpliedVols, impliedVolStatuses } from '../../../engine/quant/pricing/implied-vol.ts';
import { allocateGreeks, greekNames, pricingStatuses } from '../../../engine/quant/pricing/option-columns.ts';
import type { ChainFile } from './chain-file.ts';
import { readChain } from './read-chain.ts';

const files = [
  'data/options/spx_chain_2019/SPX_20190506.csv.gz',
  'data/options/cboe_json/rut_quotedata_20230921.json.gz',
  'data/options/lean_universe/aapl_20140609.csv.gz',
] as const;

function read(file: string): ChainFile {
  const path = sharedPath(file) ?? '';
  const chain = readChain(
    { name: path, text: gunzipSync(readFileSync(path)).toString('utf8') },
    { spot: null, asOf: null },
  );
  if (!chain.ok) throw new Error(chain.failure.message);
  return chain.value;
}

function columnsOf(file: ChainFile): ExposureChain {
  const expiries = [...new Set(file.rows.map(({ expiry }) => expiry))];
  const chain = allocateChain({ size: file.rows.length, expiries, spot: file.spot, multiplier: 100 });
  chain.rate.fill(0.03);
  chain.dividendYield.fill(0.015);
  for (const [index, row] of file.rows.entries()) {
    chain.cp[index] = row.cp;
    chain.strike[index] = row.strike;
    chain.years[index] = row.years;
    chain.vol[index] = row.vol;
    chain.openInterest[index] = row.openInterest;
    chain.volume[index] = row.volume;
    chain.expiry[index] = expiries.indexOf(row.expiry);
  }
  return chain;
}

/** Every number inside a result, with its path; nulls stand for "none" and are no numbers. */
function* numbersIn(value: unknown, path: string): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (ArrayBuffer.isView(value))
    for (const [at, each] of (value as Float64Array).entries()) yield [`${path}[${at}]`, each];
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) yield* numbersIn(each, `${path}.${key}`);
}

const present = sharedPath('data/options') !== null;

describe.skipIf(!present).each(files)('every number of %s', (name) => {
  const file = present ? read(name) : null;
  const chain = file === null ? null : columnsOf(file);

  test('Greeks are finite wherever the status is not invalid input, and that is only without a vol', () => {
    if (chain === null) throw new Error('no chain');
    const out = allocateGreeks(chain.strike.length);
    chainGreeks(chain, chain.spot, out);
    const counts = new Map<string, number>();
    for (let row = 0; row < chain.strike.length; row += 1) {
      const status = pricingStatuses[out.status[row] ?? 3] ?? '';
      counts.set(status, (counts.get(status) ?? 0) + 1);
      const isInvalid = status === 'invalid-input';
      if (isInvalid !== Number.isNaN(chain.vol[row])) expect.fail(`row ${row}: ${status} with vol ${chain.vol[row]}`);
      for (const greek of greekNames)
        if (Number.isFinite(out[greek][row]) === isInvalid) expect.fail(`row ${row}: ${greek} ${out[greek][row]}`);
    }
    expect(counts.get('ok')).toBeGreaterThan(500);
    console.log(`${name}: ${JSON.stringify(Object.fromEntries(counts))}`);
  });

  test('implied vols have a vol or a status that says why not', () => {
    if (file === null || chain === null) throw new Error('no chain');
    const prices = Float64Array.from(file.rows, ({ price }) => price);
    const out = { vol: new Float64Array(prices.length), status: new Uint8Array(prices.length) };
    chainImpliedVols({ options: chain, prices, spot: chain.spot }, out);
    const counts = new Map<string, number>();
    for (let row = 0; row < prices.length; row += 1) {
      const status = impliedVolStatuses[out.status[row] ?? 4] ?? '';
      counts.set(status, (counts.get(status) ?? 0) + 1);
      const hasVol = status === 'ok' || status === 'at-intrinsic';
      if (Number.isFinite(out.vol[row]) !== hasVol) expect.fail(`row ${row}: ${status} with ${out.vol[row]}`);
      const isInvalid = !Number.isFinite(prices[row]) || !((chain.years[row] ?? 0) > 0);
      if ((status === 'invalid-input') !== isInvalid) expect.fail(`row ${row}: ${status} at ${prices[row]}`);
    }
    expect(counts.get('ok')).toBeGreaterThan(500);
    console.log(`${name}: ${JSON.stringify(Object.fromEntries(counts))}`);
  });

  test('exposures under every assumption are finite', () => {
    if (chain === null) throw new Error('no chain');
    const band = exposureBand({ chain, dataAgeMs: null });
    for (const [path, value] of numbersIn(band, 'band')) if (!Number.isFinite(value)) expect.fail(`${path} = ${value}`);
    expect(band.scenarios[0]?.rowsWithGreeks).toBeGreaterThan(500);
  });

  test('American prices, Greeks and vols are finite and keep their bounds', () => {
    if (file === null || chain === null) throw new Error('no chain');
    const step = Math.ceil(file.rows.length / 60);
    for (let at = 0; at < file.rows.length; at += step) {
      const { cp, strike, years, vol, price } = file.rows[at] as (typeof file.rows)[number];
      const option = { cp, spot: file.spot, strike, years, vol, rate: 0.03, dividendYield: 0.015 };
      const greeks = americanGreeks(option);
      const isInvalid = greeks.status === 'invalid-input';
      expect(isInvalid).toBe(Number.isNaN(vol));
      for (const [path, value] of numbersIn(greeks, `row ${at}`))
        if (Number.isFinite(value) === isInvalid) expect.fail(`${path} = ${value}`);
      if (!isInvalid) {
        expect(greeks.price).toBeGreaterThanOrEqual(greeks.european);
        expect(Math.abs(baroneAdesiWhaley(option) - greeks.price)).toBeLessThan(5e-3 * file.spot);
      }
      const implied = americanImpliedVol({ ...option, price });
      if ((implied.vol === null) === (implied.status === 'ok')) expect.fail(`row ${at}: ${JSON.stringify(implied)}`);
    }
  });
});
