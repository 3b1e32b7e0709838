import { chainGreeks } from '../pricing/chain-greeks.ts';
import { allocateGreeks, allocateOptions, type GreekColumns, type OptionColumns } from '../pricing/option-columns.ts';
import type { StressAsset } from './stress-scenario.ts';

export type OptionHolding = {
  /** +1 call, -1 put. */
  readonly cp: 1 | -1;
  readonly strike: number;
  /** ACT/365 fixed. */
  readonly years: number;
  readonly vol: number;
};

export type StressPosition = {
  readonly asset: StressAsset;
  /** Negative = short. */
  readonly quantity: number;
  readonly multiplier: number;
  /** Null = the asset itself. */
  readonly option: OptionHolding | null;
};

/** All positions in one asset, its options as columns. The last two are written anew by every scenario. */
export type AssetBook = {
  readonly asset: StressAsset;
  /** Quantity times multiplier of the asset itself. */
  readonly outright: number;
  readonly options: OptionColumns;
  /** Quantity times multiplier, by option. */
  readonly units: Float64Array;
  /** Today's. */
  readonly greeks: GreekColumns;
  readonly shocked: OptionColumns;
  readonly revalued: GreekColumns;
};

function writeOption(options: OptionColumns, row: number, asset: StressAsset, held: OptionHolding): void {
  options.cp[row] = held.cp;
  options.strike[row] = held.strike;
  options.years[row] = held.years;
  options.vol[row] = held.vol;
  options.rate[row] = asset.rate;
  options.dividendYield[row] = asset.isFuture ? asset.rate : asset.dividendYield;
}

function assetBook(asset: StressAsset, positions: readonly StressPosition[]): AssetBook {
  const size = positions.filter(({ option }) => option !== null).length;
  const options = allocateOptions(size);
  const units = new Float64Array(size);
  let outright = 0;
  let row = 0;
  for (const { option, quantity, multiplier } of positions) {
    if (option === null) {
      outright += quantity * multiplier;
      continue;
    }
    writeOption(options, row, asset, option);
    units[row] = quantity * multiplier;
    row += 1;
  }
  const greeks = allocateGreeks(size);
  chainGreeks(options, asset.spot, greeks);
  return { asset, outright, options, units, greeks, shocked: allocateOptions(size), revalued: allocateGreeks(size) };
}

/** Positions grouped by asset (the same object = the same asset) and valued as of today. */
export function stressBooks(positions: readonly StressPosition[]): readonly AssetBook[] {
  const assets = new Map<StressAsset, StressPosition[]>();
  for (const position of positions) {
    const held = assets.get(position.asset);
    if (held === undefined) assets.set(position.asset, [position]);
    else held.push(position);
  }
  return [...assets].map(([asset, held]) => assetBook(asset, held));
}
