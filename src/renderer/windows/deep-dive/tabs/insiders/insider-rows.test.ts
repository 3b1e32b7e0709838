import { expect, test } from 'vitest';
import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import type { InsiderTransaction } from '../../../../../engine/domain/facts/holders.ts';
import { insiderRows, insiderTotals, isAmended, roleOf } from './insider-rows.ts';

let seq = 0;
function told(source: string, change: Partial<InsiderTransaction> = {}): StoredFact<'insider-transaction'> {
  seq += 1;
  const body = {
    ...{ form: '4', ownerName: 'Roe Jane A.', ownerCik: source === 'edgar' ? '1' : '', transactionDate: '20260901' },
    ...{ code: 'P', action: 'purchase', shares: 100, price: 10, value: 1_000, isDerivative: false, isPlanned: false },
    ...{ acquired: true, filingDate: '20260903', isAmendment: false, accession: 'a', securityTitle: 'Common Stock' },
    ...change,
  };
  return { seq, kind: 'insider-transaction', key: String(seq), source, body } as StoredFact<'insider-transaction'>;
}

test('one transaction told by two sources is one row, the fuller telling first', () => {
  const rows = insiderRows([told('uw', { ownerName: 'JANE ROE' }), told('edgar'), told('edgar', { shares: 50 })]);
  expect(rows.map(({ facts }) => facts.map(({ source }) => source))).toEqual([['edgar', 'uw'], ['edgar']]);
});

test('two equal lots in one filing are two rows, whoever tells of them', () => {
  const rows = insiderRows([told('edgar'), told('edgar'), told('uw'), told('uw')]);
  expect(rows.map(({ facts }) => facts.length)).toEqual([2, 2]);
});

test('an amended row stands once, as it was corrected, and says so', () => {
  const change = { isAmendment: true, accession: 'b', filingDate: '20260905', price: 11, value: 1_100 };
  const rows = insiderRows([told('edgar', change), told('edgar', { ownerName: 'Poe Ann' }), told('edgar')]);
  expect(rows.map((row) => [row.facts[0].body.price, row.replaced.length, isAmended(row)])).toEqual([
    [11, 1, true],
    [10, 0, false],
  ]);
  expect(insiderTotals(rows).bought).toMatchObject({ value: 2_100, transactions: 2 });
});

test('plans are apart, grants and options are no opinion, a missing price is counted and not zero', () => {
  const rows = insiderRows([
    told('edgar'),
    told('edgar', { ownerName: 'Poe Ann', action: 'sale', code: 'S', value: null, price: null }),
    told('edgar', { action: 'sale', code: 'S', isPlanned: true, value: 7_000, shares: 9 }),
    told('edgar', { action: 'grant', code: 'A', value: 9_000, shares: 8 }),
    told('edgar', { isDerivative: true, value: 9_000, shares: 7 }),
  ]);
  expect(insiderTotals(rows)).toEqual({
    bought: { value: 1_000, transactions: 1, people: 1, unpriced: 0 },
    sold: { value: 0, transactions: 1, people: 1, unpriced: 1 },
    planned: { value: 7_000, transactions: 1, people: 1, unpriced: 0 },
  });
});

test('all roles are named, an officer by title', () => {
  const roles = { isDirector: true, isOfficer: true, isTenPercentOwner: false, officerTitle: 'CFO' };
  expect(roleOf(roles as InsiderTransaction)).toBe('CFO, director');
});
