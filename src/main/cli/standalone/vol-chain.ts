import { ok } from '../../../engine/domain/outcome.ts';
import { calendarCheck } from '../../../engine/quant/volatility/svi-arbitrage.ts';
import { constantMaturityVol, forwardVols } from '../../../engine/quant/volatility/term-structure.ts';
import { readAsOf } from './as-of.ts';
import { chainVolIndices } from './chain-vol-index.ts';
import { liveExpiries } from './expiry-quotes.ts';
import { type ExpiryVol, expiryVol } from './expiry-vol.ts';
import { ratesOf } from './exposure-columns.ts';
import { readChain } from './read-chain.ts';
import { badRowNotes } from './records.ts';
import { type ChainVol, volTable } from './vol-chain-table.ts';
import type { VerbArguments } from './verb-arguments.ts';
import { failed, type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';

const maturityDays = [7, 30, 60, 90, 180];

/** One vol a date: of two trading classes the one with the longer smile. */
function termStructure(expiries: readonly ExpiryVol[]) {
  const byYears = new Map<number, ExpiryVol>();
  for (const each of expiries) {
    if (each.atmVol === null) continue;
    const held = byYears.get(each.years);
    if (held === undefined || each.strikes > held.strikes) byYears.set(each.years, each);
  }
  const used = [...byYears.values()];
  const structure = {
    years: Float64Array.from(used, ({ years }) => years),
    vols: Float64Array.from(used, ({ atmVol }) => atmVol ?? Number.NaN),
  };
  return { used, structure };
}

/** Neighbouring fitted smiles whose total variance falls with time somewhere. */
function calendarCrossings(used: readonly ExpiryVol[]): readonly string[] {
  const fitted = used.flatMap(({ expiry, svi }) => (svi.slice === null ? [] : [{ expiry, slice: svi.slice }]));
  return fitted.flatMap((later, at) => {
    const nearer = fitted[at - 1];
    if (nearer === undefined || calendarCheck({ nearer: nearer.slice, later: later.slice }).free) return [];
    return [`${nearer.expiry} / ${later.expiry}`];
  });
}

/** One stale quote far out is enough to throw the replication off; it is shown, and said. */
function doubtNotes(expiries: readonly ExpiryVol[]): readonly string[] {
  const doubtful = expiries.filter(
    ({ modelFree, atmVol }) =>
      modelFree?.status === 'ok' && atmVol !== null && modelFree.variance > 4 * atmVol * atmVol,
  );
  return doubtful.map(
    ({ root, expiry }) => `${root} ${expiry}: model-free vol is over twice the at-the-money vol: look at its quotes`,
  );
}

/** NaN is not a value of JSON: what is not known is null there. */
function finiteOrNull(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function jsonOf(vol: ChainVol): unknown {
  const plain = {
    ...vol,
    kind: 'implied',
    units: 'vols annualised, 1.00 = 100 %; moves in currency; indices in percent points',
    expiries: vol.expiries.map(({ modelFree, ...each }) => ({
      ...each,
      modelFree:
        modelFree === null
          ? null
          : { status: modelFree.status, variance: modelFree.variance, options: modelFree.strip.strike.length },
    })),
  };
  return JSON.parse(JSON.stringify(plain, finiteOrNull)) as unknown;
}

/** Implied vols of a chain file: by expiry, across expiries, and as VIX-style indices. */
export function volOfChain(args: VerbArguments, file: TextFile): VerbOutcome<VerbResult> {
  const read = readChain(file, { spot: args.numbers['spot'] ?? null, asOf: args.texts['as-of'] ?? null });
  if (!read.ok) return read;
  const chain = read.value;
  const { spot, asOf, format } = chain;
  if (!(spot > 0)) return usage(`${file.name}: the price of the underlying must be above 0, got ${spot}`);
  const { rate, dividendYield } = ratesOf(args.numbers, chain);
  const expiries = liveExpiries(chain).map((quotes) => expiryVol(quotes, { spot, rate, dividendYield }));
  const notes = [...badRowNotes(file.name, chain.badRows, chain.totalRows)];
  if (expiries.length === 0) return failed([`${file.name}: no live expiry`, ...notes].join('\n'));
  const { used, structure } = termStructure(expiries);
  const vol: ChainVol = {
    ...{ format, asOf, spot, rate, expiries },
    constantMaturity: maturityDays.map((days) => ({ days, vol: constantMaturityVol(structure, days / 365) })),
    forwardVols: [...forwardVols(structure).vols].map((forwardVol, at) => ({
      from: used[at]?.expiry ?? '',
      to: used[at + 1]?.expiry ?? '',
      vol: Number.isFinite(forwardVol) ? forwardVol : null,
    })),
    calendarCrossings: calendarCrossings(used),
    indices: chainVolIndices(expiries, readAsOf(asOf)?.date ?? null),
  };
  notes.push(...doubtNotes(expiries));
  notes.push(`Interest rate ${rate}; forwards from put-call parity where calls and puts are quoted`);
  if (expiries.every(({ modelFree }) => modelFree === null))
    notes.push('No bids and asks in the file: vols are of last trades or as stated, and there is no model-free vol');
  notes.push('Risk reversal = 25-delta call vol - put vol; vols are European-equivalent');
  return ok({ exitCode: 0, json: jsonOf(vol), table: volTable(vol), notes });
}
