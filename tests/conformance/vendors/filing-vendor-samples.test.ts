import { expect, test } from 'vitest';
import { edgar } from '../../../src/engine/adapters/edgar/edgar.vendor.ts';
import { finra } from '../../../src/engine/adapters/finra/finra.vendor.ts';
import { fred } from '../../../src/engine/adapters/fred/fred.vendor.ts';
import { translateInformationTable } from '../../../src/engine/adapters/edgar/information-table.ts';
import { readCover } from '../../../src/engine/adapters/edgar/institution-report.ts';
import type { DraftFact, FactKind } from '../../../src/engine/domain/facts/fact.ts';
import type { Translation, Vendor } from '../../../src/engine/ports/vendor.ts';
import { sharedBytes, sharedFiles } from '../../support/shared-samples.ts';
import { contextAt, expectSoundFacts, factsOf, readAnswer } from '../../support/translated.ts';

const now = Date.UTC(2026, 10, 20, 15, 0);
const form = { accession: '0000000001-26-000001', filed: '20251230', cik: '0000000001' };

/** What a file must become: how many facts of which kind, how many requests, or a refusal that says why. */
type Expected = {
  readonly facts?: number;
  readonly kind?: FactKind;
  readonly followUps?: number;
  readonly refusal?: RegExp;
};
type Reading = {
  readonly vendor: Vendor;
  readonly endpoint: string;
  readonly symbol?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly at?: number;
  readonly expected: Expected;
};

const document = (facts: number, refusal?: RegExp): Reading => ({
  vendor: edgar,
  endpoint: 'ownership-document',
  parameters: form,
  expected: { facts, kind: 'insider-transaction', ...(refusal ? { refusal } : {}) },
});
const submission = (facts: number): Reading => ({ ...document(facts), endpoint: 'ownership-text', parameters: {} });
const of = (vendor: Vendor, endpoint: string, expected: Expected, more: Partial<Reading> = {}): Reading => ({
  vendor,
  endpoint,
  expected,
  ...more,
});
const series = (id: string): Partial<Reading> => ({ parameters: { series: id, unit: 'percent' } });

const readings: Readonly<Record<string, Reading>> = {
  'facts/samples/sec/archives_filing_index.json': of(edgar, 'submissions', { refusal: /no list of filings/ }),
  'facts/samples/sec/company_tickers.head.json': of(edgar, 'company-tickers', { facts: 5, kind: 'company-identifier' }),
  'facts/samples/sec/daily-index_company.20221003.head60.idx': of(edgar, 'daily-index', { followUps: 10 }),
  'facts/samples/sec/daily-index_empty-form.idx': of(edgar, 'daily-index', { followUps: 0 }),
  'facts/samples/sec/daily-index_form.20200318.head40.idx': of(edgar, 'daily-index', { followUps: 0 }),
  'facts/samples/sec/efts_search_hit.shape.json': of(edgar, 'full-text-search', { facts: 1, kind: 'news' }),
  'facts/samples/sec/eis_13FDocument.xsd': document(0, /no ownership document/),
  'facts/samples/sec/form3_snow.xml': document(6),
  'facts/samples/sec/form4.index-headers.html': of(edgar, 'ownership-text', {
    refusal: /without an XML document/,
  }),
  'facts/samples/sec/form4_374water_0002064133_2025.xml': document(2),
  'facts/samples/sec/form4_snow.xml': document(15),
  'facts/samples/sec/form5_snow.xml': document(3),
  'facts/samples/sec/getcurrent_form4.first12.atom.xml': of(edgar, 'live-filings', { followUps: 6 }),
  'facts/samples/sec/http403_fullindex.txt': of(edgar, 'daily-index', { refusal: /^not-published/ }, { status: 403 }),
  'facts/samples/sec/http404_submissions.txt': of(edgar, 'submissions', { refusal: /^not-found/ }, { status: 404 }),
  'facts/samples/sec/http503_getcurrent.html': of(
    edgar,
    'live-filings',
    { refusal: /^vendor-error: .*File Unavailable/ },
    { status: 503 },
  ),
  'facts/samples/sec/submissions_CIK0000320193.trimmed10.json': of(
    edgar,
    'submissions',
    { followUps: 9 },
    { symbol: 'AAPL', at: Date.UTC(2026, 2, 2, 15) },
  ),
  'facts/samples/sec/submissions_company.json': of(edgar, 'submissions', { followUps: 0 }),
  'facts/samples/finra/CNMSshvol20260728.sample.txt': of(finra, 'short-volume', { facts: 4, kind: 'short-volume' }),
  'facts/samples/finra/CNMSshvol20260925.sample.txt': of(finra, 'short-volume', { facts: 3, kind: 'short-volume' }),
  'facts/samples/finra/consolidatedShortInterest.row.json': of(finra, 'short-interest-history', {
    facts: 1,
    kind: 'short-interest',
  }),
  // One row of each date, and the sum of each date.
  'facts/samples/finra/shrt20260814.sample.csv': of(finra, 'short-interest-file', { facts: 6, kind: 'short-interest' }),
  'facts/samples/finra/weeklySummary.rows.json': of(
    finra,
    'ats-weekly',
    { facts: 1, kind: 'off-exchange-week', refusal: /venue UBSA/ },
    { symbol: 'AAPL' },
  ),
  'facts/samples/fred/errors.json': of(fred, 'observations', { refusal: /no observations/ }),
  'facts/samples/fred/series_observations.json': of(
    fred,
    'observations',
    { facts: 2, kind: 'macro-observation' },
    series('GDP'),
  ),
  'data/sec/edgar_getcurrent_form4.atom': of(edgar, 'live-filings', { followUps: 15 }),
  'data/sec/form3_SNOW_20200915.xml': document(6),
  'data/sec/form3_SPWR_20211231_nosecurities.xml': document(0, /no securities owned/),
  'data/sec/form5_SNOW_20220131.xml': document(3),
  'data/sec/form4/form4_AIR_20250110.sgml.txt': submission(1),
  'data/sec/form4/form4_ARWR_20251219.xml': document(3),
  'data/sec/form4/form4_ARW_20250212.nc': submission(2),
  'data/sec/form4/form4_BDX_20251226.xml': document(1),
  'data/sec/form4/form4_MVIS_20260608.xml': document(6),
  'data/sec/form4/form4_PMN_20250725.xml': document(7),
  'data/sec/form4/form4_SCWO_20250430.xml': document(2),
  'data/sec/form4/form4_SNOW_20221213.xml': document(15),
  'data/sec/13f/submission_0001951757-25-000093.nc': of(edgar, 'institution-text', {
    facts: 77,
    kind: 'institution-holding',
    refusal: /77 of 77 CUSIPs have no known ticker/,
  }),
  'data/short/finra_short_interest_AAPL.csv': of(
    finra,
    'short-interest-history',
    { facts: 20, kind: 'short-interest' },
    { symbol: 'AAPL' },
  ),
  'data/darkpool/finra_ats_weekly_AAPL_2023.csv': of(
    finra,
    'ats-weekly',
    { kind: 'off-exchange-week' },
    { symbol: 'AAPL' },
  ),
  'data/rates/oecd_short_term_interest.csv.gz': of(fred, 'graph-csv', { refusal: /no table of a FRED chart/ }),
  'data/rates/usa_primary_credit_rate.csv': of(fred, 'graph-csv', { kind: 'macro-observation' }, series('PCREDIT8')),
};

/** Parts of a 13F that come without the submission around them, and ten years of short volume: read elsewhere. */
const parts = /daily_short_volume|13f_metlife_primary_doc|primarydoc_metlife|13f_infotable|infotable_255/;

const folders = ['facts/samples/sec', 'facts/samples/finra', 'facts/samples/fred'].concat([
  'data/sec',
  'data/short',
  'data/darkpool',
  'data/rates',
]);
const files = folders.flatMap((folder) => sharedFiles(folder).map((file) => `${folder}/${file}`));
const read = files.filter((file) => !parts.test(file));

function readFile(file: string): { readonly reading: Reading; readonly translation: Translation } {
  const reading = readings[file];
  if (!reading) throw new Error(`nobody reads ${file}`);
  const context = contextAt(reading.at ?? now, {
    symbol: reading.symbol ?? '',
    parameters: reading.parameters ?? {},
  });
  const { vendor, endpoint, status = 200 } = reading;
  return { reading, translation: readAnswer(vendor, endpoint, { body: sharedBytes(file), status, context }) };
}

test('every sample and recorded file has a reader', () => {
  const nobodys = read.filter((file) => !(file in readings));
  console.log(`read ${read.length}, read elsewhere ${files.length - read.length}, nobody ${nobodys.length}`);
  expect(nobodys).toEqual([]);
});

test.runIf(read.length > 0).each(read)('%s becomes facts, or says why not', (file) => {
  const { reading, translation } = readFile(file);
  const { expected } = reading;
  expectSoundFacts(translation.facts);
  if (expected.facts !== undefined) expect(translation.facts).toHaveLength(expected.facts);
  if (expected.followUps !== undefined) expect(translation.followUps).toHaveLength(expected.followUps);
  if (expected.kind && expected.facts !== 0) {
    expect(translation.facts.length).toBeGreaterThan(0);
    expect(new Set(translation.facts.map((fact) => fact.kind))).toEqual(new Set([expected.kind]));
  }
  const keys = translation.facts.map((fact) => `${fact.subject} ${fact.key}`);
  expect(new Set(keys).size).toBe(keys.length);
  if (expected.refusal) expect(translation.refusals[0]?.reason).toMatch(expected.refusal);
  else expect(translation.refusals).toEqual([]);
});

function rowsOf<Kind extends FactKind>(file: string, kind: Kind): readonly DraftFact<Kind>[] {
  return factsOf(readFile(file).translation.facts, kind);
}

test.runIf(read.length > 0)('a chief officer exercises and sells: code, price, plan, notes', () => {
  const rows = rowsOf('data/sec/form4/form4_SNOW_20221213.xml', 'insider-transaction').map(({ body }) => body);
  const sales = rows.filter((row) => row.action === 'sale');
  expect(sales).toHaveLength(5);
  expect(sales[0]).toMatchObject({ shares: 73_170, price: 150.841, acquired: false, isPlanned: null, isOfficer: true });
  expect(sales[0]?.value).toBeCloseTo(73_170 * 150.841, 6);
  expect(sales[0]?.footnotes[1]).toMatch(/weighted-average/);
  const exercised = rows.filter((row) => row.action === 'exercise');
  expect(exercised.map((row) => row.isDerivative)).toEqual([false, true]);
});

test.runIf(read.length > 0)('a price that is only a note is no price, and a bought warrant is no bought share', () => {
  const rows = rowsOf('data/sec/form4/form4_PMN_20250725.xml', 'insider-transaction').map(({ body }) => body);
  const bought = rows.filter((row) => row.code === 'P');
  expect(bought).toHaveLength(1);
  expect(bought[0]).toMatchObject({ action: 'other', isDerivative: true, price: null, value: null });
  expect(bought[0]?.footnotes.length).toBeGreaterThan(0);
});

test.runIf(read.length > 0)('who sold under a plan says so', () => {
  const [sale] = rowsOf('data/sec/form4/form4_BDX_20251226.xml', 'insider-transaction');
  expect(sale?.body).toMatchObject({ action: 'sale', isPlanned: true });
  const [grant] = rowsOf('data/sec/form4/form4_SCWO_20250430.xml', 'insider-transaction');
  expect(grant?.body).toMatchObject({ action: 'grant', isPlanned: false });
});

test.runIf(read.length > 0)('the header of a submission tells its day and hour', () => {
  const [sale] = rowsOf('data/sec/form4/form4_AIR_20250110.sgml.txt', 'insider-transaction');
  expect(sale).toMatchObject({ subject: 'AIR', eventTime: Date.UTC(2025, 0, 10, 21, 7, 30) });
  expect(sale?.body).toMatchObject({ accession: '0001127602-25-001055', filingDate: '20250110' });
});

test.runIf(read.length > 0)('the AAPL file agrees with itself: each report begins where the last ended', () => {
  const rows = rowsOf('data/short/finra_short_interest_AAPL.csv', 'short-interest').map(({ body }) => body);
  for (const [index, row] of rows.slice(0, -1).entries()) expect(row.previousShares).toBe(rows[index + 1]?.shares);
});

const report = {
  managerCik: '0000000009',
  managerName: 'SOMEBODY',
  reportDate: '20211231',
  amendment: null,
  entries: null,
  total: null,
};
const filed = (filingDate: string | null) => ({
  ...report,
  filing: { accession: '0000000009-22-000001', filingDate, acceptedTime: null },
});
const text = (file: string): string => new TextDecoder().decode(sharedBytes(file));

test.runIf(files.length > 0)('a table is thousands before 2023, dollars since, and refused when nobody knows', () => {
  const xml = text('data/sec/13f/infotable_255.xml');
  const before = translateInformationTable(xml, filed('20220214'), contextAt(now));
  const late = translateInformationTable(xml, filed('20230322'), contextAt(now));
  expect(before.facts).toHaveLength(255);
  expectSoundFacts(before.facts);
  expect(before.facts[0]?.body).toMatchObject({ cusip: '88579Y101', value: 409_469_000, shares: 2_334 });
  expect(late.facts[0]?.body).toMatchObject({ value: 409_469 });
  expect(translateInformationTable(xml, filed(null), contextAt(now)).refusals[0]?.reason).toMatch(/unit is unknown/);
});

test.runIf(files.length > 0)('a prefix of the namespace changes nothing, and a known CUSIP becomes a ticker', () => {
  const xml = text('facts/samples/sec/13f_infotable.ns1prefix.sec_official_sample.xml');
  const directory = {
    watched: new Set(['ADBE']),
    tickersByCik: new Map<string, readonly string[]>(),
    tickerByCusip: new Map([['00724F101', 'ADBE']]),
  };
  const { facts, refusals } = translateInformationTable(xml, filed('20250214'), contextAt(now, { directory }));
  expect(facts.map((fact) => fact.subject).slice(0, 3)).toEqual(['02079K107', 'ADBE', '00972D105']);
  expect(refusals.at(-1)?.reason).toBe(
    `${facts.length - 1} of ${facts.length} CUSIPs have no known ticker and stay under their CUSIP`,
  );
});

test.runIf(files.length > 0)('a cover tells manager, quarter and totals', () => {
  expect(readCover(text('facts/samples/sec/13f_metlife_primary_doc.xml'))).toEqual({
    form: '13F-HR',
    amendment: null,
    managerName: 'METLIFE INC',
    managerCik: '0001099219',
    reportDate: '20211231',
    entries: 6,
    total: 11_019_796,
  });
});
