import type {
  StoryCompany,
  StoryInsiderFiling,
  StoryInstitutionFiling,
} from '../../src/engine/simulators/story/market-story.ts';
import { atomFeed } from '../../src/engine/simulators/vendors/edgar/atom-feed.ts';
import { companyExchanges, companyTickers } from '../../src/engine/simulators/vendors/edgar/company-files.ts';
import { failsText } from '../../src/engine/simulators/vendors/edgar/fails-file.ts';
import { formIndexText } from '../../src/engine/simulators/vendors/edgar/form-index-text.ts';
import type { Shelved } from '../../src/engine/simulators/vendors/edgar/filing-shelf.ts';
import { ownershipXml } from '../../src/engine/simulators/vendors/edgar/ownership-xml.ts';
import { searchJson } from '../../src/engine/simulators/vendors/edgar/search-json.ts';
import { submissionText } from '../../src/engine/simulators/vendors/edgar/submission-sgml.ts';
import { filerOf, submissionsJson } from '../../src/engine/simulators/vendors/edgar/submissions-json.ts';
import { shortVolumeText } from '../../src/engine/simulators/vendors/finra/short-volume-text.ts';

const at = Date.UTC(2026, 9, 6, 20, 30);

const company = (symbol: string, cik: string): StoryCompany => ({
  symbol,
  name: `${symbol} & Sons <Holding>`,
  kind: 'stock',
  sector: 'Tools',
  industry: 'Hammers',
  cik,
  cusip: '123ABC109',
  exchange: 'NASDAQ',
  sharesOutstanding: 1_000_000,
  floatShares: 900_000,
  dividendYield: 0,
  beta: 1,
});

const companies = [company('HMR', '0006000001'), company('NAIL.B', '0006000002')];

/** A Form 4 with a sale at a price told in words, a trust, and options exercised. */
export function insiderFiling(parts: Partial<StoryInsiderFiling> = {}): StoryInsiderFiling {
  return {
    accession: '0009000001-26-000101',
    acceptedMs: at,
    filingDate: '20261006',
    company: companies[0] ?? company('HMR', '0006000001'),
    owner: {
      cik: '0007000001',
      name: 'Öhm Ada',
      title: 'Chief Hammer Officer',
      isDirector: true,
      isOfficer: true,
      isTenPercentOwner: false,
    },
    isPlanned: true,
    isAmendment: false,
    rows: [
      {
        date: '20261005',
        code: 'S',
        acquired: false,
        shares: 1_200,
        price: 41.25,
        sharesAfter: 8_800,
        isDirect: true,
        derivative: null,
      },
      {
        date: '20261005',
        code: 'S',
        acquired: false,
        shares: 300,
        price: null,
        sharesAfter: 8_500,
        isDirect: false,
        derivative: null,
      },
      {
        date: '20261005',
        code: 'M',
        acquired: false,
        shares: 500,
        price: 0,
        sharesAfter: 2_000,
        isDirect: true,
        derivative: { title: 'Stock Option (Right to Buy)', exercisePrice: 8.88, expiry: '20290826' },
      },
    ],
    ...parts,
  };
}

export const institutionFiling: StoryInstitutionFiling = {
  accession: '0008000001-26-000007',
  managerCik: '0008000001',
  managerName: 'Pincers Capital',
  reportDate: '20260630',
  filingDate: '20260814',
  acceptedMs: Date.UTC(2026, 7, 14, 15),
  holdings: companies.flatMap((one, index) =>
    ([null, 'C', 'P'] as const).map((option) => ({
      company: one,
      shares: 700 + index,
      value: 31_415 + index,
      option,
      sharesChange: 10,
    })),
  ),
};

const insiders = ['0009000001-26-000101', '0009000001-26-000102', '0009000001-26-000103', '0009000001-26-000104'].map(
  (accession, index) => insiderFiling({ accession, isAmendment: index === 3 }),
);
const shelved = insiders.map((filing) => ({ kind: 'insider', filing }) as const);
const institution: Shelved = { kind: 'institution', filing: institutionFiling };
const all: readonly Shelved[] = [...shelved, institution];
const json = (value: unknown): string => JSON.stringify(value);

/** What each endpoint is answered, written by the emulators' own pens: sound documents to break. */
export const filingSeeds: Readonly<Record<string, readonly string[]>> = {
  'edgar/company-tickers': [json(companyTickers(companies))],
  'edgar/company-exchanges': [json(companyExchanges(companies))],
  'edgar/submissions': [json(submissionsJson(filerOf(company('HMR', '0006000001')), shelved))],
  'edgar/manager-submissions': [
    json(submissionsJson({ cik: '0008000001', name: 'Pincers Capital', tickers: [] }, [institution])),
  ],
  'edgar/live-filings': [Buffer.from(atomFeed(shelved, { start: 0, count: 100, nowMs: at })).toString('latin1')],
  'edgar/fails-to-deliver': [failsText({ companies: () => companies }, '202609a')],
  'edgar/daily-index': [formIndexText('20261006', all)],
  'edgar/full-text-search': [json(searchJson(shelved, new URLSearchParams({ q: 'hmr' })))],
  'edgar/ownership-document': insiders.map(ownershipXml),
  'edgar/ownership-text': shelved.map((one) => submissionText(one)),
  'edgar/institution-text': [submissionText(institution)],
  'finra/short-volume': [
    shortVolumeText([
      { date: '20261006', symbol: 'HMR', shortVolume: 500.25, exemptVolume: 7, totalVolume: 1_234.567891 },
      { date: '20261006', symbol: 'NAIL.B', shortVolume: 40, exemptVolume: 0, totalVolume: 160 },
    ]),
  ],
  'finra/short-interest-file': [
    'symbolCode|settlementDate|currentShortPositionQuantity|previousShortPositionQuantity|averageDailyVolumeQuantity|daysToCoverQuantity|changePercent|revisionFlag\nHMR|2026-09-15|4100|3900|820|5.00|5.13|\nNAILB|2026-09-15|77|70|||10.00|R\n',
  ],
  'finra/short-interest-history': [
    json([
      {
        symbolCode: 'HMR',
        settlementDate: '2026-09-15',
        currentShortPositionQuantity: 4_100,
        previousShortPositionQuantity: 3_900,
        averageDailyVolumeQuantity: 820,
        daysToCoverQuantity: 5,
        changePercent: 5.13,
        revisionFlag: null,
      },
    ]),
  ],
  'finra/ats-weekly': [
    json([
      {
        issueSymbolIdentifier: 'HMR',
        totalWeeklyShareQuantity: 90_210,
        totalWeeklyTradeCount: 314,
        weekStartDate: '2026-09-14',
        initialPublishedDate: '2026-10-05',
        tierIdentifier: 'T1',
        summaryTypeCode: 'ATS_W_SMBL',
      },
    ]),
  ],
  'fred/observations': [
    json({
      realtime_start: '2026-10-06',
      realtime_end: '2026-10-06',
      units: 'lin',
      count: 2,
      observations: [
        { realtime_start: '2026-10-06', realtime_end: '2026-10-06', date: '2026-10-05', value: '4.27' },
        { realtime_start: '2026-10-06', realtime_end: '2026-10-06', date: '2026-10-04', value: '.' },
      ],
    }),
  ],
  'fred/release-dates': [
    json({
      count: 2,
      offset: 0,
      release_dates: [
        { release_id: 10, release_name: 'Consumer Price Index', date: '2026-10-14' },
        { release_id: 50, release_name: 'Employment Situation', date: '2026-11-06' },
      ],
    }),
  ],
  'fred/graph-csv': ['observation_date,DGS10\n2026-10-02,4.31\n2026-10-05,\n2026-10-06,4.27\n'],
};
