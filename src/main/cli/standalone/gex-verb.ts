import { ok } from '../../../engine/domain/outcome.ts';
import { type DealerExposure, dealerExposure } from '../../../engine/quant/exposure/dealer-exposure.ts';
import type { ExposureBasis } from '../../../engine/quant/exposure/dealer-positions.ts';
import { exposureBand, usualScenarios } from '../../../engine/quant/exposure/exposure-band.ts';
import type { ExposureChain } from '../../../engine/quant/exposure/exposure-chain.ts';
import type { ChainFile } from './chain-file.ts';
import { bandTable } from './band-table.ts';
import { basisNote, exposureBasis } from './exposure-basis.ts';
import { exposureColumns, type Rates, ratesOf } from './exposure-columns.ts';
import { exposureTable } from './gex-table.ts';
import { readChain } from './read-chain.ts';
import { badRowNotes } from './records.ts';
import type { VerbArguments, VerbOptions } from './verb-arguments.ts';
import { failed, type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';

export const gexOptions: VerbOptions = {
  numbers: ['spot', 'rate', 'yield', 'multiplier', 'opening-share'],
  texts: ['as-of', 'convention', 'contracts'],
  flags: ['band'],
};

function exposureJson(file: ChainFile, rates: Rates, exposure: DealerExposure) {
  const { strikes, profile, ...rest } = exposure;
  return {
    format: file.format,
    asOf: file.asOf,
    ...rates,
    rows: file.totalRows,
    badRows: file.badRows,
    ...rest,
    strikes: [...strikes.strike].map((strike, at) => ({
      strike,
      callGex: strikes.callGex[at],
      putGex: strikes.putGex[at],
      netGex: strikes.netGex[at],
      dex: strikes.dex[at],
      vex: strikes.vex[at],
      cex: strikes.cex[at],
      callOpenInterest: strikes.callOpenInterest[at],
      putOpenInterest: strikes.putOpenInterest[at],
    })),
    profile: [...profile.spots].map((spot, at) => ({ spot, gex: profile.net[at] })),
  };
}

/** The same chain under every usual assumption: the file's data have no clock of their own, so no age is stated. */
function bandOf(chain: ExposureChain, { openingShare = 1 }: ExposureBasis) {
  const bases = usualScenarios.map((scenario) => ({ ...scenario, openingShare }));
  const band = exposureBand({ chain, dataAgeMs: null, bases });
  const { scenarios, dataAgeMs: _age, ...rest } = band;
  const each = scenarios.map(({ totals, regime, zeroGamma, levels }, at) => ({
    ...bases[at],
    ...{ totals, regime, zeroGamma, levels },
  }));
  return { table: bandTable(band, bases), json: { ...rest, scenarios: each } };
}

/** Dealer exposure of a chain file: totals, levels, expiries, strikes and profile. */
export function gexVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  if (file === null)
    return usage(
      'gex needs a chain file: quorum gex FILE [--spot S] [--as-of DATE] [--rate R] [--yield Q] [--convention C] [--contracts B] [--opening-share X] [--band]',
    );
  const read = readChain(file, { spot: args.numbers['spot'] ?? null, asOf: args.texts['as-of'] ?? null });
  if (!read.ok) return read;
  const chain = read.value;
  if (!(chain.spot > 0)) return usage(`${file.name}: the price of the underlying must be above 0, got ${chain.spot}`);
  const notes = [...badRowNotes(file.name, chain.badRows, chain.totalRows)];
  if (chain.rows.length === 0) return failed([`${file.name}: no usable row`, ...notes].join('\n'));
  const rates = ratesOf(args.numbers, chain);
  const basis = exposureBasis(args);
  if (!basis.ok) return basis;
  const columns = exposureColumns(chain, rates);
  const exposure = dealerExposure(columns, basis.value);
  notes.push(`Interest rate ${rates.rate}, dividend yield ${rates.dividendYield}, multiplier ${rates.multiplier}`);
  notes.push(basisNote(basis.value));
  const band = args.flags.has('band') ? bandOf(columns, basis.value) : null;
  const answer = exposureTable({ file: chain, exposure });
  return ok({
    exitCode: 0,
    json: {
      ...exposureJson(chain, rates, exposure),
      basis: basis.value,
      ...(band === null ? {} : { band: band.json }),
    },
    table: band === null ? answer : `${answer}\n\n${band.table}`,
    notes,
  });
}
