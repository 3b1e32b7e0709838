import { expect, test } from 'vitest';
import type { InsiderTransaction } from '../../domain/facts/holders.ts';
import type { RequestContext } from '../../ports/vendor.ts';
import { translateOwnership } from './ownership-document.ts';

const filing = { accession: '0000000001-26-000001', filingDate: '20261006', acceptedTime: null };
const context: RequestContext = {
  symbol: '',
  parameters: {},
  receivedTime: Date.UTC(2026, 9, 7),
  tradingDate: '20261006',
  headers: {},
};

type Parts = { readonly head?: string; readonly rows?: string; readonly derivative?: string; readonly tail?: string };

function formXml({ head = '', rows = '', derivative = '', tail = '' }: Parts): string {
  return `<ownershipDocument>
<documentType>4</documentType><periodOfReport>2026-10-05-05:00</periodOfReport>
<issuer><issuerCik>1</issuerCik><issuerName>Hammer</issuerName><issuerTradingSymbol>HMR</issuerTradingSymbol></issuer>
<reportingOwner><reportingOwnerId><rptOwnerCik>7</rptOwnerCik><rptOwnerName>Ada</rptOwnerName></reportingOwnerId>
<reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship></reportingOwner>${head}
<nonDerivativeTable>${rows}</nonDerivativeTable><derivativeTable>${derivative}</derivativeTable>${tail}
</ownershipDocument>`;
}

type Row = Readonly<Record<'code' | 'shares' | 'price' | 'side' | 'date' | 'nature', string>>;
const sale: Row = {
  code: 'S',
  shares: '<value>100</value>',
  price: '<value>12.5</value>',
  side: 'D',
  date: '2026-10-05',
  nature: 'D',
};

function rowXml(parts: Partial<Row> = {}, name = 'nonDerivativeTransaction'): string {
  const row = { ...sale, ...parts };
  return `<${name}><securityTitle><value>Common</value></securityTitle>
<transactionDate><value>${row.date}</value></transactionDate>
<transactionCoding><transactionCode>${row.code}</transactionCode></transactionCoding>
<transactionAmounts><transactionShares>${row.shares}</transactionShares>
<transactionPricePerShare>${row.price}</transactionPricePerShare>
<transactionAcquiredDisposedCode><value>${row.side}</value></transactionAcquiredDisposedCode></transactionAmounts>
<postTransactionAmounts><sharesOwnedFollowingTransaction><value>900</value></sharesOwnedFollowingTransaction></postTransactionAmounts>
<ownershipNature><directOrIndirectOwnership><value>${row.nature}</value></directOrIndirectOwnership></ownershipNature></${name}>`;
}

function read(parts: Parts) {
  return translateOwnership(formXml(parts), filing, context);
}

function only(parts: Parts): InsiderTransaction {
  const { facts, refusals } = read(parts);
  expect(refusals).toEqual([]);
  expect(facts).toHaveLength(1);
  const [fact] = facts;
  if (fact?.kind !== 'insider-transaction') throw new Error('no transaction');
  return fact.body;
}

test('a sale is a sale, on the day, of the company', () => {
  expect(read({ rows: rowXml() }).facts[0]).toMatchObject({ subject: 'HMR', key: '0000000001-26-000001:n0' });
  expect(only({ rows: rowXml() })).toMatchObject({
    form: '4',
    isAmendment: false,
    action: 'sale',
    transactionDate: '20261005',
    value: 1_250,
    isPlanned: null,
    isDirector: true,
    isOfficer: false,
  });
});

test('an amendment says so', () => {
  const xml = formXml({ rows: rowXml() }).replace('>4<', '>4/A<');
  expect(translateOwnership(xml, filing, context).facts[0]?.body).toMatchObject({ form: '4', isAmendment: true });
});

test.each([
  ['<aff10b5One>1</aff10b5One>', true],
  ['<aff10b5One>true</aff10b5One>', true],
  ['<aff10b5One>0</aff10b5One>', false],
  ['<aff10b5One/>', null],
  ['', null],
])('the box %s means %s', (head, expected) => {
  expect(only({ head, rows: rowXml() }).isPlanned).toBe(expected);
});

test('a price that stands in a note is unknown, and the note is kept', () => {
  const tail =
    '<footnotes><footnote id="F1">Weighted &amp; averaged.</footnote><footnote id="F2">Other.</footnote></footnotes>';
  const body = only({ rows: rowXml({ price: '<footnoteId id="F1"/>' }), tail });
  expect(body).toMatchObject({ price: null, value: null, shares: 100, footnotes: ['Weighted & averaged.'] });
});

test('a price of nothing is a price', () => {
  expect(only({ rows: rowXml({ code: 'A', side: 'A', price: '<value>0</value>' }) })).toMatchObject({
    price: 0,
    value: 0,
    action: 'grant',
  });
});

test('shares times price beyond all numbers is unknown', () => {
  const huge = `<value>${'9'.repeat(200)}</value>`;
  expect(only({ rows: rowXml({ shares: huge, price: huge }) }).value).toBeNull();
});

test.each<readonly [string, Partial<Row>, RegExp]>([
  ['a code nobody knows', { code: 'Q' }, /transaction code "Q"/],
  ['a day that is none', { date: '2026-02-30' }, /dated "2026-02-30"/],
  ['shares in words', { shares: '<value>many</value>' }, /number of shares/],
  ['shares below zero', { shares: '<value>-5</value>' }, /number of shares/],
  ['a price in words', { price: '<value>see note</value>' }, /price/],
  ['neither way', { side: 'X' }, /neither acquired nor disposed/],
  ['neither hand', { nature: '' }, /neither direct nor indirect/],
])('%s costs the row, not the form', (_name, parts, reason) => {
  const { facts, refusals } = read({ rows: rowXml(parts) + rowXml() });
  expect(facts).toHaveLength(1);
  expect(refusals[0]?.reason).toMatch(reason);
});

test('what is bought as a derivative is no purchase of the share', () => {
  const derivative = rowXml({ code: 'P', side: 'A' }, 'derivativeTransaction');
  expect(only({ derivative })).toMatchObject({ action: 'other', code: 'P', isDerivative: true });
});

test('owners who report together are one row with all their names', () => {
  const head =
    '<reportingOwner><reportingOwnerId><rptOwnerCik>8</rptOwnerCik><rptOwnerName>Bob</rptOwnerName></reportingOwnerId><reportingOwnerRelationship><isTenPercentOwner>true</isTenPercentOwner></reportingOwnerRelationship></reportingOwner>';
  expect(only({ head, rows: rowXml() })).toMatchObject({
    ownerName: 'Ada; Bob',
    ownerCik: '0000000007',
    isDirector: true,
    isTenPercentOwner: true,
  });
});

test('a filing is never known later than it arrived', () => {
  const late = { ...filing, acceptedTime: context.receivedTime + 3_600_000 };
  const { facts } = translateOwnership(formXml({ rows: rowXml() }), late, context);
  expect(facts[0]?.eventTime).toBe(context.receivedTime);
});
