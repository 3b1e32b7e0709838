import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { allocateChain, type ExposureChain } from '../../../src/engine/quant/exposure/exposure-chain.ts';
import { exposureColumns } from '../../../src/main/cli/standalone/exposure-columns.ts';
import { readChain } from '../../../src/main/cli/standalone/read-chain.ts';
import { sharedPath } from '../../vectors/shared-files.ts';

const realFile = 'data/options/spx_chain_2019/SPX_20190506.csv.gz';
const rates = { rate: 0.024, dividendYield: 0.019, multiplier: 100 };

/** A real index chain of some 13,500 rows, or a made one of that size where the file is absent. */
export function benchChain(): { readonly chain: ExposureChain; readonly note: string } {
  const path = sharedPath(realFile);
  if (path === null)
    return { chain: generatedChain(), note: 'the chain is a made one of 13,500 rows: no real one here' };
  const text = gunzipSync(readFileSync(path)).toString();
  const read = readChain({ name: path, text }, { spot: null, asOf: null });
  if (!read.ok) throw new Error(read.failure.message);
  const chain = exposureColumns(read.value, rates);
  return { chain, note: `the chain is a real one of SPX: ${chain.strike.length} rows of ${read.value.asOf}` };
}

/** Calls and puts in pairs over 30 expiries of 225 strikes. */
function generatedChain(): ExposureChain {
  const spot = 5_000;
  const size = 13_500;
  const expiries = Array.from({ length: 30 }, (_each, index) => `E${index}`);
  const chain = allocateChain({ size, expiries, spot, multiplier: rates.multiplier });
  for (let row = 0; row < size; row += 1) {
    const expiry = Math.floor(row / 450);
    const strike = 3_900 + Math.floor((row % 450) / 2) * 10;
    chain.cp[row] = row % 2 === 0 ? 1 : -1;
    chain.strike[row] = strike;
    chain.expiry[row] = expiry;
    chain.years[row] = (1 + expiry * 3) / 365;
    chain.vol[row] = 0.14 + 0.3 * Math.abs(strike / spot - 1);
    chain.rate[row] = rates.rate;
    chain.dividendYield[row] = rates.dividendYield;
    chain.openInterest[row] = 100 + ((row * 37) % 1_000);
  }
  return chain;
}
