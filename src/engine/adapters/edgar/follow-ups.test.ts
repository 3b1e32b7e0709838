import { expect, test } from 'vitest';
import type { Payload, RequestContext, SymbolDirectory } from '../../ports/vendor.ts';
import { translateCompanyTickers } from './company-map.ts';
import { edgar } from './edgar.vendor.ts';
import { readIndexLine, translateFormIndex } from './form-index.ts';
import { translateLiveFeed } from './live-feed.ts';
import { translateSubmissions } from './submissions.ts';

const directory: SymbolDirectory = {
  watched: new Set(['HMR', 'GOOG', 'GOOGL']),
  tickersByCik: new Map([['0000000001', ['HMR']]]),
  tickerByCusip: new Map(),
};
const receivedTime = Date.UTC(2026, 9, 6, 20);

function context(parts: Partial<RequestContext> = {}): RequestContext {
  return { symbol: '', parameters: {}, receivedTime, tradingDate: '20261006', headers: {}, directory, ...parts };
}

const json = (value: unknown): Payload => ({ kind: 'json', value });

test('only who is watched is followed, a company of two tickers once, and the last days by their indexes', () => {
  const { facts, followUps } = translateCompanyTickers(
    json({
      0: { cik_str: 1652044, ticker: 'GOOGL', title: 'Alphabet' },
      1: { cik_str: 1652044, ticker: 'GOOG', title: 'Alphabet' },
      2: { cik_str: 1, ticker: 'HMR', title: 'Hammer' },
      3: { cik_str: 2, ticker: 'OTHER', title: 'Other' },
    }),
    context(),
  );
  expect(facts.map((fact) => fact.subject)).toEqual(['GOOGL', 'GOOG', 'HMR']);
  expect(followUps.filter(({ endpoint }) => endpoint === 'submissions').map(({ symbol }) => symbol)).toEqual([
    'GOOGL',
    'HMR',
  ]);
  expect(followUps.flatMap(({ once }) => once ?? []).slice(0, 3)).toEqual([
    'fails-to-deliver:202609a',
    'fails-to-deliver:202608b',
    'daily-index:20261005',
  ]);
});

function entry(accession: string, role: string, cik: string, form = '4'): string {
  return `<entry><title>${form} - X (${cik}) (${role})</title><updated>2026-10-06T15:59:00-04:00</updated><category term="${form}"/><id>urn:tag:sec.gov,2008:accession-number=${accession}</id></entry>`;
}

function feed(entries: readonly string[], parts: Partial<RequestContext> = {}) {
  return translateLiveFeed({ kind: 'text', text: `<feed>${entries.join('')}</feed>` }, context(parts));
}

test('a filing that comes twice is followed once, by its issuer; other forms are left alone', () => {
  const { followUps } = feed([
    entry('0000000009-26-000001', 'Reporting', '0000000077'),
    entry('0000000009-26-000001', 'Issuer', '0000000001'),
    entry('0000000009-26-000002', 'Filer', '0000000001', '424B2'),
    entry('0000000009-26-000003', 'Issuer', '0000000002'),
  ]);
  expect(followUps).toHaveLength(1);
  expect(followUps[0]).toMatchObject({ once: 'ownership:0000000009-26-000001', parameters: { number: '1' } });
});

test('a full page of young entries asks for the next, an old one does not', () => {
  const young = Array.from({ length: 100 }, (_, index) =>
    entry(`0000000009-26-${String(index).padStart(6, '0')}`, 'Issuer', '0000000002'),
  );
  expect(feed(young).followUps).toEqual([
    { endpoint: 'live-page', symbol: '', parameters: { start: '100' }, once: null },
  ]);
  expect(feed(young, { receivedTime: receivedTime + 3_600_000 }).followUps).toEqual([]);
  expect(feed(young, { parameters: { start: '2000' } }).followUps).toEqual([]);
});

test('the rendering is left for the raw document, and a name that leaves its folder is not asked for', () => {
  const columns = (documents: readonly string[]) => ({
    cik: '0000000001',
    filings: {
      recent: {
        accessionNumber: documents.map((_, index) => `0000000009-26-00000${index}`),
        filingDate: documents.map(() => '2026-10-05'),
        form: documents.map(() => '4'),
        primaryDocument: documents,
      },
    },
  });
  const { followUps } = translateSubmissions(
    json(columns(['xslF345X05/form4.xml', '../../cgi-bin/x.xml', 'a/b.xml', ''])),
    context({ symbol: 'HMR' }),
  );
  expect(followUps.map(({ endpoint, parameters }) => [endpoint, parameters['document']])).toEqual([
    ['ownership-document', 'form4.xml'],
    ['ownership-text', undefined],
    ['ownership-text', undefined],
    ['ownership-text', undefined],
  ]);
});

test('an index is read from the right, whatever stands in a name', () => {
  const line = `${'4'.padEnd(12)}${'A  B 12345 | Co'.padEnd(62)}${'1'.padEnd(12)}20261005    edgar/data/1/0000000009-26-000001.txt   `;
  expect(readIndexLine(line, 'form')).toEqual({
    form: '4',
    company: 'A  B 12345 | Co',
    cik: '0000000001',
    filingDate: '20261005',
    accession: '0000000009-26-000001',
  });
  expect(readIndexLine('1|Hammer|SC 13D/A|2026-10-05|edgar/data/1/0000000009-26-000001.txt', 'master')).toMatchObject({
    form: 'SC 13D/A',
    filingDate: '20261005',
  });
});

test('a master index is read too', () => {
  const text = `CIK|Company Name|Form Type|Date Filed|File Name\n${'-'.repeat(80)}\n1|Hammer|4|2026-10-05|edgar/data/1/0000000009-26-000001.txt\n`;
  expect(translateFormIndex({ kind: 'text', text }, context()).followUps).toHaveLength(1);
});

test('who asks says so, in one line', () => {
  const { headers } = edgar.authorise({ contact: 'Jane Doe\r\nX-Evil: 1 jane@example.com' });
  expect(headers['user-agent']).toBe('Quorum Jane Doe  X-Evil: 1 jane@example.com');
  expect(edgar.credentials.every((field) => !field.secret)).toBe(true);
});
