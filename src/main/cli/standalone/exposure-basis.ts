import { ok } from '../../../engine/domain/outcome.ts';
import {
  contractBases,
  dealerConventions,
  type ExposureBasis,
  usualBasis,
} from '../../../engine/quant/exposure/dealer-positions.ts';
import type { VerbArguments } from './verb-arguments.ts';
import { usage, type VerbOutcome } from './verb-result.ts';

/** A chain file does not say who bought today. */
const basesOfFiles = contractBases.filter((basis) => basis !== 'signed-volume');

/** Which assumptions the command line asks for; the usual ones unless it says otherwise. */
export function exposureBasis({ texts, numbers }: VerbArguments): VerbOutcome<ExposureBasis> {
  const { convention = usualBasis.convention, contracts = usualBasis.contracts } = texts;
  const side = dealerConventions.find((known) => known === convention);
  if (side === undefined)
    return usage(`--convention must be one of ${dealerConventions.join(', ')}, got ${convention}`);
  const basis = basesOfFiles.find((known) => known === contracts);
  if (basis === undefined) return usage(`--contracts must be one of ${basesOfFiles.join(', ')}, got ${contracts}`);
  const openingShare = numbers['opening-share'] ?? 1;
  if (!(openingShare >= 0 && openingShare <= 1))
    return usage(`--opening-share must be from 0 to 1, got ${openingShare}`);
  return ok({ convention: side, contracts: basis, openingShare });
}

const sides: Readonly<Record<ExposureBasis['convention'], string>> = {
  naive: 'Dealers are assumed long calls and short puts',
  inverted: 'Dealers are assumed short calls and long puts',
  'customers-long': 'Dealers are assumed short every option',
};
const counted: Readonly<Record<ExposureBasis['contracts'], string>> = {
  'open-interest': 'open interest is as of the previous close',
  volume: "today's trades alone count, as opened and still held",
  'open-interest-and-volume': "the previous close's open interest counts with today's trades added",
  'signed-volume': "the previous close's open interest counts with today's net buying",
};

export function basisNote({ convention, contracts, openingShare = 1 }: ExposureBasis): string {
  const share = openingShare === 1 || contracts === 'open-interest' ? '' : ` (${100 * openingShare} % of them)`;
  return `${sides[convention]}; ${counted[contracts]}${share}`;
}
