import { contracts, type ExposureChain } from './exposure-chain.ts';

/**
 * Who is assumed to hold what; nothing in a chain tells. 'naive': customers sell calls and buy puts, so dealers are long
 * calls and short puts (SqueezeMetrics 2017). 'inverted': the reverse, as when customers chase calls. 'customers-long':
 * customers bought everything, dealers are short all of it.
 */
export const dealerConventions = ['naive', 'inverted', 'customers-long'] as const;
export type DealerConvention = (typeof dealerConventions)[number];

/**
 * Which contracts count. 'open-interest': as of the last close. 'volume': today's trades alone, each taken as opened and
 * still held. 'open-interest-and-volume': both, volume taken on the side of the convention. 'signed-volume': open
 * interest by the convention, less the contracts customers bought net today, whatever the convention says.
 */
export const contractBases = ['open-interest', 'volume', 'open-interest-and-volume', 'signed-volume'] as const;
export type ContractBasis = (typeof contractBases)[number];

export type ExposureBasis = {
  readonly convention: DealerConvention;
  readonly contracts: ContractBasis;
  /** Part of today's volume that opened positions, 0..1 (default 1); the rest only changed hands. */
  readonly openingShare?: number;
  /** Contracts customers bought less those they sold today, by row; needed by 'signed-volume', NaN = not known = 0. */
  readonly netBought?: Float64Array;
};

export const usualBasis: ExposureBasis = { convention: 'naive', contracts: 'open-interest' };

export type DealerPositions = {
  /** Contracts held, by row; 0 where none count. */
  readonly held: Float64Array;
  /** Contracts dealers are assumed to be long (+) or short (-). */
  readonly dealer: Float64Array;
};

function signOf(convention: DealerConvention, cp: number): number {
  if (convention === 'customers-long') return -1;
  return convention === 'naive' ? cp : -cp;
}

function heldIn(chain: ExposureChain, row: number, { contracts: basis, openingShare = 1 }: ExposureBasis): number {
  const openInterest = contracts(chain.openInterest[row]);
  if (basis === 'open-interest' || basis === 'signed-volume') return openInterest;
  const opened = openingShare * contracts(chain.volume[row]);
  return basis === 'volume' ? opened : openInterest + opened;
}

/** Contracts that count and dealers' side of them, by row, under one set of assumptions. */
export function dealerPositions(chain: ExposureChain, basis: ExposureBasis = usualBasis): DealerPositions {
  const size = chain.strike.length;
  const held = new Float64Array(size);
  const dealer = new Float64Array(size);
  const share = basis.openingShare ?? 1;
  const net = basis.contracts === 'signed-volume' ? basis.netBought : undefined;
  for (let row = 0; row < size; row += 1) {
    const count = heldIn(chain, row, basis);
    const bought = net === undefined ? 0 : (net[row] ?? 0) * share;
    const known = Number.isFinite(bought) ? bought : 0;
    held[row] = net === undefined ? count : Math.max(0, count + known);
    dealer[row] = signOf(basis.convention, chain.cp[row] as number) * count - known;
  }
  return { held, dealer };
}
