import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InsiderTransaction } from './holders.ts';
import { transactionsTold } from './insider-amendments.ts';
import type { InsiderTelling } from './insider-identity.ts';

const original = '0001214156-26-000001';
const amendment = '0001214156-26-000002';
let rows = 0;

function told(change: Partial<InsiderTransaction>, source = 'edgar'): InsiderTelling {
  rows += 1;
  const body: InsiderTransaction = {
    ...{ form: '4', isAmendment: false, accession: original, issuerCik: '1', ownerName: 'Roe Jane', ownerCik: '2' },
    ...{ isDirector: true, isOfficer: false, isTenPercentOwner: false, officerTitle: '', filingDate: '20261104' },
    ...{ transactionDate: '20261102', code: 'P', action: 'purchase', isPlanned: false, isDerivative: false },
    ...{ securityTitle: 'Common Stock', acquired: true, shares: 100, price: 10, value: 1_000, sharesAfter: 500 },
    ...{ isDirect: true, footnotes: ['as filed'] },
    ...change,
  };
  return { source, key: `${body.accession}:n${rows}`, eventTime: Date.UTC(2026, 10, 4), body };
}

const amended = (change: Partial<InsiderTransaction> = {}, source?: string): InsiderTelling =>
  told({ isAmendment: true, accession: amendment, filingDate: '20261106', ...change }, source);
/** As a vendor tells it that knows no amendment, no number of the filing and no footnotes. */
const elsewhere = (change: Partial<InsiderTransaction> = {}): InsiderTelling =>
  told({ accession: `v${rows}`, ownerCik: '', issuerCik: '', footnotes: [], ...change }, 'unusual-whales');

const termsOf = ({ body: { shares, price } }: InsiderTelling): string => `${shares} at ${price}`;
const standing = (tellings: readonly InsiderTelling[]): readonly (readonly string[])[] =>
  transactionsTold(tellings).map(({ told: [first], replaced }) => [termsOf(first), ...replaced.map(termsOf)]);

describe('a row of an amendment', () => {
  test('is the row it repeats, though another manner of holding is told', () => {
    expect(standing([told({}), amended({ isDirect: false })])).toEqual([['100 at 10', '100 at 10']]);
  });

  test('repeats as many lots as it tells', () => {
    expect(standing([told({}), told({}), amended(), amended()])).toHaveLength(2);
    expect(standing([told({}), told({}), amended()])).toHaveLength(2);
  });

  test('corrects the row most like it, once the others have found their own', () => {
    const filed = [told({ price: 10 }), told({ price: 11 }), told({ shares: 70, price: 12 })];
    const again = [amended({ price: 11.5 }), amended({ price: 10 }), amended({ shares: 70, price: 12 })];
    expect(standing([...filed, ...again])).toEqual([
      ['100 at 10', '100 at 10'],
      ['100 at 11.5', '100 at 11'],
      ['70 at 12', '70 at 12'],
    ]);
  });

  test('is new when no row of its owner, day, code and security is left', () => {
    const other = [{ transactionDate: '20261103' }, { code: 'S' }, { ownerName: 'Poe Ann' }, { acquired: false }];
    for (const change of other) expect(standing([told({}), amended(change)])).toHaveLength(2);
    expect(standing([told({}), amended(), amended({ shares: 5 })])).toEqual([['100 at 10', '100 at 10'], ['5 at 10']]);
    const [a, b] = ['Class A Common Stock', 'Class B Common Stock'];
    expect(standing([told({ securityTitle: a }), amended({ securityTitle: b, shares: 5 })])).toHaveLength(2);
    expect(standing([told({ securityTitle: 'COMMON STOCK, par value $0.01' }), amended({ shares: 5 })])).toHaveLength(
      1,
    );
  });

  test('replaces what an earlier amendment said, of the same day too, and nothing that was filed after it', () => {
    const again = amended({ accession: '0001214156-26-000003', price: 12 });
    expect(standing([told({}), amended({ price: 11 }), again])).toEqual([['100 at 12', '100 at 11', '100 at 10']]);
    expect(standing([told({ filingDate: '20261109' }), amended()])).toHaveLength(2);
  });
});

test('a vendor that knows no amendments tells the same rows', () => {
  const plain = (filingDate: string, price = 10) => elsewhere({ filingDate, price });
  const both = [told({}), amended(), plain('20261104'), plain('20261106')];
  expect(standing(both)).toEqual([['100 at 10', '100 at 10', '100 at 10']]);
  // The filing itself is not known, only what amends it.
  expect(standing([amended(), plain('20261104'), plain('20261106')])).toHaveLength(1);
  // Two until the filing tells that it is an amendment.
  const corrected = [told({}), plain('20261106', 11)];
  expect(standing(corrected)).toHaveLength(2);
  expect(standing([...corrected, amended({ price: 11 })])).toEqual([['100 at 11', '100 at 10']]);
});

test('rows stand in the order of their newest telling', () => {
  const [filed, corrected] = [told({}), amended({ price: 11 })];
  const other = told({ ownerName: 'Poe Ann', price: 99 });
  expect(standing([corrected, other, filed]).map(([first]) => first)).toEqual(['100 at 11', '100 at 99']);
});

test('tells the same whatever order tellings come in', () => {
  const row = fc
    .record({
      source: fc.constantFrom('edgar', 'edgar', 'unusual-whales', 'another'),
      filing: fc.integer({ min: 0, max: 3 }),
      isAmendment: fc.boolean(),
      price: fc.constantFrom(10, 11, null),
      shares: fc.constantFrom(100, 101),
      securityTitle: fc.constantFrom('Common Stock', 'Class A Common Stock', 'Class B Common Stock'),
      isDirect: fc.boolean(),
    })
    .map(({ source, filing, ...change }) =>
      told({ ...change, accession: `0001214156-26-00000${filing}`, filingDate: `2026110${4 + (filing >> 1)}` }, source),
    );
  const orders = fc
    .array(row, { maxLength: 12 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  const names = (tellings: readonly InsiderTelling[]): readonly string[] =>
    transactionsTold(tellings)
      .map(({ told: now, replaced }) => [...now, ...replaced].map(({ key }) => key).join(' '))
      .toSorted();
  fc.assert(
    fc.property(orders, ([one, other]) => {
      expect(names(other)).toEqual(names(one));
    }),
  );
});
