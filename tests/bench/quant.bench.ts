import { gammaProfile } from '../../src/engine/quant/exposure/gamma-profile.ts';
import { gammaTerms } from '../../src/engine/quant/exposure/gamma-terms.ts';
import { dealerExposure } from '../../src/engine/quant/exposure/dealer-exposure.ts';
import { chainGreeks } from '../../src/engine/quant/pricing/chain-greeks.ts';
import { chainImpliedVols } from '../../src/engine/quant/pricing/implied-vol.ts';
import { allocateGreeks } from '../../src/engine/quant/pricing/option-columns.ts';
import type { Bench, Figure } from './bench.ts';
import { benchChain, contracts, spot } from './quant/bench-chain.ts';
import { npmGreeks, npmImpliedVols } from './quant/npm-quant.ts';
import { plainGreeks, plainImpliedVols, plainProfile } from './quant/plain-quant.ts';
import { scalarTimes } from './quant/scalar-times.ts';

const points = 401;

export const quantBench: Bench = {
  name: 'quant',
  title: 'Greeks, implied vols and the gamma profile against plain JavaScript and C++ -O3',
  run() {
    const chain = benchChain();
    const out = allocateGreeks(contracts);
    const vols = { vol: new Float64Array(contracts), status: new Uint8Array(contracts) };
    chainGreeks(chain, spot, out);
    // A price below a hundredth of a cent is not quoted and has no vol worth finding.
    const prices = out.price.map((price) => Math.max(price, 0.01));
    const input = { options: chain, prices, spot };
    const scalar = scalarTimes();
    const figures: Figure[] = [
      perSecond(
        'five Greeks, npm greeks',
        bestMs(() => npmGreeks(chain, spot)),
      ),
      perSecond(
        'Greeks, plain JavaScript',
        bestMs(() => plainGreeks(chain, spot)),
      ),
      ...(scalar ? [perSecond('Greeks, C++ -O3 scalar', scalar.get('greeks')?.ms ?? Number.NaN)] : []),
      perSecond(
        'Greeks',
        bestMs(() => chainGreeks(chain, spot, out)),
        scalar ? 'Greeks, C++ -O3 scalar' : undefined,
      ),
      perSecond(
        'implied vols to the cent, npm implied-volatility',
        bestMs(() => npmImpliedVols(chain, prices, spot), 3),
      ),
      perSecond(
        'implied vols, plain JavaScript',
        bestMs(() => plainImpliedVols(chain, prices, spot)),
      ),
      perSecond(
        'implied vols',
        bestMs(() => chainImpliedVols(input, vols)),
        'implied vols, plain JavaScript',
      ),
      ms(
        'profile 8000 x 401, plain JavaScript',
        bestMs(() => plainProfile(chain, spot, points), 3),
      ),
      ...(scalar ? [ms('profile 8000 x 401, C++ -O3 scalar', scalar.get('profile')?.ms ?? Number.NaN)] : []),
      ms(
        'profile 8000 x 401',
        bestMs(() => gammaProfile(gammaTerms(chain), spot, points)),
        scalar ? 'profile 8000 x 401, C++ -O3 scalar' : 'profile 8000 x 401, plain JavaScript',
      ),
      {
        ...ms(
          'whole chain: exposures, profile and levels',
          bestMs(() => dealerExposure(chain)),
        ),
        goal: { most: 130 },
      },
    ];
    const notes = ['best of the repeats, single thread'];
    if (!scalar) notes.push('C++ skipped: no compiler found (g++, clang++, c++)');
    return Promise.resolve({ figures, notes });
  },
};

function perSecond(name: string, elapsedMs: number, baseline?: string): Figure {
  const value = contracts / elapsedMs / 1_000;
  return { name, value, unit: 'million /s', ...(baseline === undefined ? {} : { baseline }) };
}

function ms(name: string, value: number, baseline?: string): Figure {
  return { name, value, unit: 'ms', ...(baseline === undefined ? {} : { baseline }) };
}

function bestMs(work: () => unknown, repeats = 40): number {
  let best = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
