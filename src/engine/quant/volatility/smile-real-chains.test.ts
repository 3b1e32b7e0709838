import { describe, expect, test } from 'vitest';
import { recordedChain, recordedChains, type SeriesQuotes } from '../../../../tests/vectors/spx-chain.ts';
import { impliedVol } from '../pricing/implied-vol.ts';
import { constantMaturityVol, forwardVols } from './term-structure.ts';
import { deltaSkew } from './delta-skew.ts';
import { fitSvi } from './fit-svi.ts';
import { nearMoney } from './near-money.ts';
import { atmForwardVol, type Smile } from './smile.ts';
import { type SviSlice, sviVol } from './svi-slice.ts';
import { replicateVariance } from './variance-replication.ts';
import { minutesPerYear } from './vol-index.ts';

const rate = 0.024;
const chains = recordedChains();

type RealSmile = { readonly name: string; readonly years: number; readonly smile: Smile };

/** Out-of-the-money vols of one series, by the options its model-free variance was made of. */
function smileOf(series: SeriesQuotes): RealSmile | null {
  const years = series.minutes / minutesPerYear;
  const { status, forward, strip } = replicateVariance(series, { years, rate });
  if (status !== 'ok') return null;
  const spot = forward * Math.exp(-rate * years);
  const vols = strip.mid.map((price, row) => {
    const strike = strip.strike[row] ?? Number.NaN;
    // The central strike carries the average of both sides; the quotes around it say enough.
    if (strip.side[row] === 0) return Number.NaN;
    const cp = strip.side[row] === 1 ? 1 : -1;
    return impliedVol({ price, cp, spot, strike, years, rate, dividendYield: 0 }).vol ?? Number.NaN;
  });
  const known = Array.from(vols.keys()).filter((row) => (vols[row] ?? 0) > 0);
  const pick = (column: Float64Array) => Float64Array.from(known, (row) => column[row] ?? Number.NaN);
  return {
    name: `${series.root} ${series.expiry}`,
    years,
    smile: { strikes: pick(strip.strike), vols: pick(vols), forward },
  };
}

function quotesOf({ years, smile }: RealSmile) {
  const k = smile.strikes.map((strike) => Math.log(strike / smile.forward));
  return { k, variance: smile.vols.map((vol) => vol * vol * years) };
}

describe.skipIf(chains.length === 0)('smiles of recorded SPX chains', () => {
  const file = chains[1] ?? '';
  const smiles = (file === '' ? [] : recordedChain(file).series)
    .map(smileOf)
    .filter((one): one is RealSmile => one !== null && one.smile.strikes.length >= 8)
    .toSorted((left, right) => left.years - right.years);

  test('fit to a tenth of a vol point at the money within five deviations, free of arbitrage where asked to', () => {
    const counts: Record<string, number> = {};
    const misses: number[] = [];
    for (const one of smiles.filter((_one, index) => index % 3 === 0)) {
      const quotes = nearMoney(quotesOf(one), 5);
      const fit = fitSvi(quotes);
      const free = fitSvi({ ...quotes, arbitrageFree: true });
      counts[fit.arbitrage ?? fit.status] = (counts[fit.arbitrage ?? fit.status] ?? 0) + 1;
      expect(free).toMatchObject({ status: 'ok', arbitrage: 'none' });
      const atm = atmForwardVol(one.smile) ?? Number.NaN;
      const miss = (slice: SviSlice | null) =>
        Math.abs((slice === null ? Number.NaN : sviVol(slice, 0, one.years)) - atm);
      expect(miss(fit.slice)).toBeLessThan(0.002);
      expect(miss(free.slice)).toBeLessThan(0.002);
      misses.push(miss(fit.slice));
    }
    const middle = misses.toSorted((left, right) => left - right)[misses.length >> 1] ?? Number.NaN;
    expect(misses.length).toBeGreaterThan(10);
    expect(middle).toBeLessThan(0.001);
    console.log(`${file}: ${misses.length} slices, ${JSON.stringify(counts)}, ${middle.toFixed(5)} off at the money`);
  });

  test('have a slice without a NaN also with every cent put in it', () => {
    for (const one of smiles.filter((_one, index) => index % 20 === 0)) {
      const fit = fitSvi({ ...quotesOf(one), arbitrageFree: true });
      expect(fit).toMatchObject({ status: 'ok', points: one.smile.strikes.length });
      expect(fit.rmse).toBeLessThan(0.02);
    }
  });

  test('lean towards the puts, and rise in total variance from month to month', () => {
    for (const { smile, years } of smiles) {
      const skew = deltaSkew({ smile, years, dividendYield: 0 });
      expect(skew?.riskReversal ?? Number.NaN).toBeLessThan(0);
      expect(skew?.riskReversal ?? Number.NaN).toBeGreaterThan(-0.1);
    }
    const months = smiles.filter(({ name }) => name.startsWith('SPX '));
    const structure = {
      years: Float64Array.from(months, (one) => one.years),
      vols: Float64Array.from(months, (one) => atmForwardVol(one.smile) ?? Number.NaN),
    };
    const forwards = forwardVols(structure);
    expect(forwards.calendarArbitrage).toBe(false);
    expect(forwards.vols.every((vol) => vol > 0.05 && vol < 0.4)).toBe(true);
    expect(constantMaturityVol(structure, 30 / 365)).toBeCloseTo(0.1, 1);
  });
});
