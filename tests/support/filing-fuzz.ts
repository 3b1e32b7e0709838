import fc from 'fast-check';
import { expect } from 'vitest';
import { edgar } from '../../src/engine/adapters/edgar/edgar.vendor.ts';
import { finra } from '../../src/engine/adapters/finra/finra.vendor.ts';
import { fred } from '../../src/engine/adapters/fred/fred.vendor.ts';
import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import { factFault } from '../../src/engine/ingestion/feeds/fact-fault.ts';
import { filingSeeds } from './filing-seeds.ts';
import { mutated, mutatedJson } from './mutate-text.ts';
import { contextAt, endpointOf, readAnswer } from './translated.ts';

/** The same cases on every machine: a red run is a change's doing, and is found again. */
const caseSeed = 20_261_129;
const vendors = new Map([edgar, finra, fred].map((vendor) => [vendor.id, vendor]));
const context = contextAt(Date.UTC(2026, 9, 6, 23), {
  symbol: 'HMR',
  parameters: {
    accession: '0009000001-26-000101',
    filed: '20261006',
    cik: '0006000001',
    series: 'DGS10',
    unit: 'percent',
    level: 'ATS_W_SMBL',
    file: 'CNMS',
  },
});

/** Numbers that a fact may hold only if the vendor wrote them. */
function written(fact: DraftFact): readonly (number | null)[] {
  switch (fact.kind) {
    case 'insider-transaction':
      return [fact.body.shares, fact.body.price, fact.body.sharesAfter];
    case 'institution-holding':
      return [fact.body.value, fact.body.shares];
    case 'short-volume':
      return fact.subject === '' ? [] : [fact.body.shortVolume, fact.body.exemptVolume, fact.body.totalVolume];
    case 'short-interest':
      return fact.subject === '' ? [] : [fact.body.shares, fact.body.previousShares, fact.body.daysToCover];
    case 'fails-to-deliver':
      return [fact.body.quantity, fact.body.price];
    case 'off-exchange-week':
      return [fact.body.shares, fact.body.trades];
    case 'macro-observation':
      return [fact.body.value];
    default:
      return [];
  }
}

/** Every number stands in the text, give or take how it is written; exponents and more digits than a number holds are not compared. */
function expectWritten(fact: DraftFact, text: string): void {
  const bare = text.replaceAll(/[$,%\s]/g, '').replaceAll('&amp;', '&');
  if (/\d[eE][+-]?\d|&#/.test(bare) || /[\d.,]{17,}/.test(text)) return;
  for (const number of written(fact)) {
    if (number === null || Math.abs(number) >= 1e15 || (number !== 0 && Math.abs(number) < 1e-6)) continue;
    // A zero must stand alone: every text has the figure somewhere.
    if (number === 0) {
      if (!/(^|[^\d.])[-+]?0*\.?0+([^\d.]|$)/.test(text))
        expect(`${fact.kind} 0 is nowhere in: ${text.slice(0, 2_000)}`).toBe('');
      continue;
    }
    const digits = String(Math.abs(number)).replace(/^0\./, '.');
    if (!bare.includes(digits)) expect(`${fact.kind} ${number} is nowhere in: ${text.slice(0, 2_000)}`).toBe('');
  }
}

/** Whether something was still made of it. */
function check(place: string, body: string): boolean {
  const [id = '', endpointId = ''] = place.split('/');
  const vendor = vendors.get(id);
  if (!vendor) throw new Error(`no vendor ${id}`);
  const endpoint = endpointOf(vendor, endpointId);
  const ids = new Set(vendor.endpoints.map((one) => one.id));
  const { facts, refusals, followUps } = readAnswer(vendor, endpointId, { body, context });
  for (const fact of facts) {
    const fault = factFault(fact);
    if (fault !== null) expect(`${place} ${fault}`).toBe('');
    if (!endpoint.provides.includes(fact.kind)) expect(`${place} gives ${fact.kind}`).toBe('');
    expectWritten(fact, body);
  }
  for (const { reason, sample } of refusals)
    if (reason === '' || sample.length > 2_000) expect(place).toBe('refused well');
  for (const followUp of followUps) {
    if (!ids.has(followUp.endpoint)) expect(`${place} follows ${followUp.endpoint}`).toBe('');
    // What becomes part of an address holds nothing that could leave its place.
    for (const name of ['cik', 'number', 'folder', 'accession', 'document', 'date']) {
      const value = followUp.parameters[name];
      if (value !== undefined && !/^[\w][\w.-]*$/.test(value)) expect(`${place} ${name} ${value}`).toBe('');
    }
  }
  return facts.length + followUps.length > 0;
}

export const fuzzedPlaces = Object.keys(filingSeeds);

/**
 * Breaks the documents of one endpoint so many times; nothing throws, nothing is no number, nothing is made up. Answers
 * how many of the broken ones still said something.
 */
export function fuzzEndpoint(place: string, runs: number, samples: readonly string[] = []): number {
  const seeds = [...(filingSeeds[place] ?? []), ...samples];
  for (const seed of seeds) check(place, seed);
  let readable = 0;
  const isJson = seeds[0]?.startsWith('{') === true || seeds[0]?.startsWith('[') === true;
  const broken = isJson ? fc.oneof(mutatedJson(seeds), mutatedJson(seeds), mutated(seeds)) : mutated(seeds);
  fc.assert(
    fc.property(broken, (body) => {
      if (check(place, body)) readable += 1;
    }),
    { numRuns: runs, seed: caseSeed },
  );
  return readable;
}
