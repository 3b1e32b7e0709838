import { dealerExposure } from '../../src/engine/quant/exposure/dealer-exposure.ts';
import type { ExposureChain } from '../../src/engine/quant/exposure/exposure-chain.ts';
import { gammaProfile } from '../../src/engine/quant/exposure/gamma-profile.ts';
import { gammaTerms } from '../../src/engine/quant/exposure/gamma-terms.ts';
import { averageTrueRange } from '../../src/engine/quant/indicators/average-true-range.ts';
import { ema, sma } from '../../src/engine/quant/indicators/moving-averages.ts';
import { rsi } from '../../src/engine/quant/indicators/rsi.ts';
import { fullSampleSigma } from '../../src/engine/quant/microstructure/bulk-classification.ts';
import { vpinColumns } from '../../src/engine/quant/microstructure/vpin-columns.ts';
import { chainGreeks } from '../../src/engine/quant/pricing/chain-greeks.ts';
import { chainImpliedVols } from '../../src/engine/quant/pricing/implied-vol.ts';
import { allocateGreeks, greekNames, type OptionColumns } from '../../src/engine/quant/pricing/option-columns.ts';
import type { TimeBars } from '../../src/main/cli/standalone/time-bars.ts';
import type { Bench } from './bench.ts';
import { benchBars } from './quant/bench-bars.ts';
import { benchChain } from './quant/bench-chain.ts';
import { benchTape } from './quant/bench-tape.ts';
import { disagreement, type Job, jobFigures } from './quant/job.ts';
import { npmGreeks, npmImpliedVols, npmIndicators, plainBars } from './quant/npm-quant.ts';
import { liveRows } from './quant/live-rows.ts';
import { type ScalarColumns, scalarTimes } from './quant/scalar-times.ts';

const points = 401;
const bars = 1_000_000;
/** The packages are so slow that a part of the chain says enough. */
const npmRows = 1_000;
const bucketsADay = 500;

export const quantBench: Bench = {
  name: 'quant',
  title: 'Greeks, implied vols, exposures, indicators and VPIN against C++ -O3 and packages of the registry',
  run() {
    const { chain, note } = benchChain();
    const live = liveRows(chain);
    const greeks = allocateGreeks(live.strike.length);
    chainGreeks(live, chain.spot, greeks);
    // A price below a hundredth of a cent is not quoted and has no vol worth finding.
    const prices = greeks.price.map((price) => Math.max(price, 0.01));
    const walk = benchBars(bars);
    const tape = benchTape();
    const bucket = Math.floor(tape.bars.volume.reduce((sum, volume) => sum + volume, 0) / bucketsADay);
    const scalar = scalarTimes({
      ...scalarChain('', chain),
      ...scalarChain('live.', live),
      ...walk,
      price: prices,
      spot: [chain.spot],
      openInterest: chain.openInterest,
      tapePrice: tape.bars.close,
      tapeVolume: tape.bars.volume,
      bucket: [bucket],
    });
    const jobs = [...chainJobs({ chain, live, greeks, prices }), ...barJobs(walk), vpinJob(tape.bars, bucket)];
    const notes = [
      'best of a second of repeats, single thread; C++ stores every Greek and works row by row',
      'indicators write into a column handed in, those of the package make one',
      note,
      tape.note,
    ];
    if (scalar === null) notes.push('C++ skipped: no compiler found (g++, clang++, c++)');
    const figures = jobs.flatMap((job) => jobFigures(job, scalar));
    notes.push(...jobs.map((job) => disagreement(job, scalar)).filter((problem) => problem !== null));
    return Promise.resolve({ figures, notes });
  },
};

function sumOf(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0);
}

function scalarChain(prefix: string, options: OptionColumns): ScalarColumns {
  const { cp, strike, years, vol, rate, dividendYield } = options;
  const columns = { cp, strike, years, vol, rate, dividendYield };
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [prefix + name, column]));
}

type ChainInput = {
  readonly chain: ExposureChain;
  readonly live: OptionColumns;
  readonly greeks: ReturnType<typeof allocateGreeks>;
  readonly prices: Float64Array;
};

function chainJobs({ chain, live, greeks, prices }: ChainInput): readonly Job[] {
  const { spot } = chain;
  const size = live.strike.length;
  const vols = { vol: new Float64Array(size), status: new Uint8Array(size) };
  return [
    {
      name: 'price and 14 Greeks',
      scalar: 'greeks',
      items: size,
      work: () => chainGreeks(live, spot, greeks),
      check: () => greekNames.reduce((sum, name) => sum + Math.log(sumOf(greeks[name].map(Math.abs))), 0),
      npm: { name: 'greeks (5 of them)', items: npmRows, work: () => npmGreeks(live, spot, npmRows) },
      goals: { scalar: 1, npm: 3 },
    },
    {
      name: 'implied vols',
      scalar: 'iv',
      items: size,
      work: () => chainImpliedVols({ options: live, prices, spot }, vols),
      check: () => sumOf(vols.vol),
      npm: {
        name: 'implied-volatility (to the cent)',
        items: npmRows,
        work: () => npmImpliedVols({ options: live, spot, prices, rows: npmRows }),
      },
      goals: { scalar: 0.7, npm: 3 },
    },
    {
      name: `gamma profile at ${points} spots`,
      scalar: 'profile',
      work: () => gammaProfile(gammaTerms(chain), spot, points),
      goals: { scalar: 1 },
    },
    {
      name: 'whole chain: exposures, profile, crossings, levels',
      scalar: 'chain',
      work: () => dealerExposure(chain),
      goals: { scalar: 1, mostMs: 50 },
    },
  ];
}

function barJobs(walk: ReturnType<typeof benchBars>): readonly Job[] {
  const plain = plainBars(walk);
  // Handed in and used again, as the yardstick's is.
  const out = new Float64Array(bars);
  const works: Readonly<Record<string, () => Float64Array>> = {
    'SMA 20': () => sma(walk.close, 20, out),
    'EMA 20': () => ema(walk.close, 20, out),
    'RSI 14': () => rsi(walk.close, 14, out),
    'ATR 14': () => averageTrueRange(walk, 14, out),
  };
  return Object.entries(works).map(([name, work]) => ({
    name: `${name} of 1 million bars`,
    scalar: name.slice(0, 3).toLowerCase(),
    items: bars,
    work,
    check: () => work().at(-1) ?? Number.NaN,
    npm: { name: 'indicatorts', items: bars, work: () => npmIndicators[name]?.(plain) },
    goals: { scalar: 0.5, npm: 3 },
  }));
}

function vpinJob({ close, volume }: TimeBars, bucketVolume: number): Job {
  const work = () => vpinColumns(close, volume, { bucketVolume, sigma: fullSampleSigma(close) });
  return {
    name: 'VPIN of a day, with its own history',
    scalar: 'vpin',
    work,
    check: () => (work().vpin.at(-1) ?? Number.NaN) + (work().cdf.at(-1) ?? Number.NaN),
    goals: { scalar: 0.5 },
  };
}
