import { afterAll, beforeAll, expect, test } from 'vitest';
import { edgar } from '../../src/engine/adapters/edgar/edgar.vendor.ts';
import { finra } from '../../src/engine/adapters/finra/finra.vendor.ts';
import { fred } from '../../src/engine/adapters/fred/fred.vendor.ts';
import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import { previousTradingDay } from '../../src/engine/domain/calendar.ts';
import { addDays, instantOf } from '../../src/engine/domain/time.ts';
import type { FollowUp, SymbolDirectory, Vendor } from '../../src/engine/ports/vendor.ts';
import { createVirtualClock } from '../../src/engine/simulators/create-virtual-clock.ts';
import { createPracticeMarket } from '../../src/engine/simulators/market/practice-market.ts';
import { createMarketStory, type RunningStory } from '../../src/engine/simulators/story/create-market-story.ts';
import { edgarEmulator } from '../../src/engine/simulators/vendors/edgar/edgar-emulator.ts';
import { finraEmulator } from '../../src/engine/simulators/vendors/finra/finra-emulator.ts';
import { fredEmulator } from '../../src/engine/simulators/vendors/fred/fred-emulator.ts';
import { seriesRange } from '../../src/engine/simulators/vendors/fred/series-range.ts';
import type { RunningEmulator, VendorEmulator } from '../../src/engine/simulators/vendors/kit/emulator.ts';
import { askOnce, type Asked, type Question } from '../support/ask-vendor.ts';
import { keptLog } from '../support/silent-log.ts';
import { expectSoundFacts, factsOf } from '../support/translated.ts';

const tradingDate = '20261006';
const clock = createVirtualClock({ startMs: instantOf(tradingDate, 19 * 3600), speed: 0 });
const story: RunningStory = createMarketStory(createPracticeMarket({ seed: 7, tradingDate, clock }));
const running: RunningEmulator[] = [];

type About = Omit<Question, 'endpoint'>;
type Ask = (id: string, about?: About, headers?: Readonly<Record<string, string>>) => Promise<Asked>;
type Side = { readonly emulator: RunningEmulator; readonly ask: Ask };
const sides = new Map<string, Side>();

function asking(vendor: Vendor, { bases, credentials }: Pick<RunningEmulator, 'bases' | 'credentials'>): Ask {
  return (endpoint, about, headers) =>
    askOnce({ vendor, bases, credentials, now: story.now(), symbols: [] }, { endpoint, ...about }, headers);
}

async function open(vendor: Vendor, emulator: VendorEmulator): Promise<Side> {
  const started = await emulator.start({ story, log: keptLog() });
  running.push(started);
  const ask = asking(vendor, started);
  return {
    emulator: started,
    ask: async (...question) => {
      // A second of the venue's clock between requests: the emulators count by it.
      clock.advanceTo(clock.now() + 1_000);
      return ask(...question);
    },
  };
}

function side(vendor: Vendor): Side {
  const found = sides.get(vendor.id);
  if (!found) throw new Error(`${vendor.id} is not running`);
  return found;
}

beforeAll(async () => {
  sides.set('edgar', await open(edgar, edgarEmulator));
  sides.set('finra', await open(finra, finraEmulator));
  sides.set('fred', await open(fred, fredEmulator));
});
afterAll(async () => {
  for (const emulator of running) await emulator.close();
  clock.close();
});

const companies = story.companies().filter((company) => company.cik !== '');
const directory: SymbolDirectory = {
  watched: new Set(companies.map((company) => company.symbol)),
  tickersByCik: new Map(companies.map((company) => [company.cik, [company.symbol]])),
  tickerByCusip: new Map(companies.map((company) => [company.cusip, company.symbol])),
};

async function follow(vendor: Vendor, followUp: FollowUp | undefined): Promise<Asked> {
  if (!followUp) throw new Error('nothing to follow');
  const { symbol, parameters } = followUp;
  return side(vendor).ask(followUp.endpoint, { symbol, parameters, directory });
}

/** Every filing of the last months, as the story has it, by its number. */
const filings = new Map(
  story
    .insiderFilings(addDays(tradingDate, -120), tradingDate)
    .filter((filing) => filing.acceptedMs <= story.now())
    .map((filing) => [filing.accession, filing]),
);

function expectStoryOf(facts: readonly DraftFact[], accession: string): void {
  const filing = filings.get(accession);
  if (!filing) throw new Error(`the story has no filing ${accession}`);
  expectSoundFacts(facts);
  const rows = factsOf(facts, 'insider-transaction');
  const ordered = [...filing.rows].sort((a, b) => Number(a.derivative !== null) - Number(b.derivative !== null));
  expect(rows.map((fact) => fact.subject)).toEqual(ordered.map(() => filing.company.symbol));
  expect(rows.map(({ body }) => [body.code, body.shares, body.price, body.acquired, body.sharesAfter])).toEqual(
    ordered.map((row) => [row.code, row.shares, row.price, row.acquired, row.sharesAfter]),
  );
  for (const { body } of rows) {
    expect(body).toMatchObject({
      accession,
      isPlanned: filing.isPlanned,
      isAmendment: filing.isAmendment,
      ownerName: filing.owner.name,
      isOfficer: filing.owner.isOfficer,
      filingDate: filing.filingDate,
    });
  }
}

test('companies, their filings and the forms behind them say what the story says', async () => {
  const map = await side(edgar).ask('company-tickers', { directory });
  expect(map.translation.facts).toHaveLength(companies.length);
  expect(map.translation.followUps.filter(({ endpoint }) => endpoint === 'daily-index')).toHaveLength(5);
  const exchanges = await side(edgar).ask('company-exchanges', { directory });
  expect(factsOf(exchanges.translation.facts, 'company-identifier')[0]?.body.exchange).toBe(companies[0]?.exchange);

  const busiest = [...filings.values()][0]?.company;
  const company = map.translation.followUps.find(({ parameters }) => parameters['cik'] === busiest?.cik);
  const submissions = await follow(edgar, company);
  const own = [...filings.values()].filter((filing) => filing.company.cik === busiest?.cik);
  expect(submissions.translation.followUps).toHaveLength(own.length);
  for (const followUp of submissions.translation.followUps) {
    const form = await follow(edgar, followUp);
    expect(form.translation.refusals).toEqual([]);
    expectStoryOf(form.translation.facts, followUp.parameters['accession'] ?? '');
  }
});

test('the live feed names each filing once, and its whole text tells the same as its document', async () => {
  const feed = await side(edgar).ask('live-filings', { directory });
  const { followUps, refusals } = feed.translation;
  expect(refusals).toEqual([]);
  const forms = followUps.filter(({ endpoint }) => endpoint === 'ownership-text');
  expect(forms.length).toBeGreaterThan(10);
  expect(new Set(forms.map(({ once }) => once)).size).toBe(forms.length);
  for (const followUp of forms.slice(0, 12)) {
    const form = await follow(edgar, followUp);
    expectStoryOf(form.translation.facts, followUp.parameters['accession'] ?? '');
    const filing = filings.get(followUp.parameters['accession'] ?? '');
    expect(form.translation.facts[0]?.eventTime).toBe(Math.floor((filing?.acceptedMs ?? 0) / 1_000) * 1_000);
  }
  const page = await side(edgar).ask('live-page', { parameters: { start: '100' }, directory });
  expect(page.judged.kind).toBe('payload');
});

test('an index names what was filed on its day, and tomorrow has none yet', async () => {
  const date = previousTradingDay(tradingDate);
  const parameters = { year: '2026', quarter: '4', date };
  const index = await side(edgar).ask('daily-index', { parameters, directory });
  const ofDay = [...filings.values()].filter((filing) => filing.filingDate === date);
  expect(new Set(index.translation.followUps.map((one) => one.parameters['accession']))).toEqual(
    new Set(ofDay.map((filing) => filing.accession)),
  );
  const tomorrow = await side(edgar).ask('daily-index', { parameters: { ...parameters, date: '20261007' } });
  expect(tomorrow.judged).toMatchObject({ kind: 'failure', code: 'not-published' });
});

test('the fails of half a month name every CUSIP of the market, and a half that is not out is not there', async () => {
  const map = await side(edgar).ask('company-tickers', { directory });
  const [newest] = map.translation.followUps.filter(({ endpoint }) => endpoint === 'fails-to-deliver');
  expect(newest?.parameters).toEqual({ half: '202609a' });
  const file = await follow(edgar, newest);
  expect(file.translation.refusals).toEqual([]);
  const named = factsOf(file.translation.facts, 'security-identifier');
  const securities = story.companies().filter(({ cusip }) => cusip !== '');
  expect(new Map(named.map(({ subject, body }) => [body.cusip, subject]))).toEqual(
    new Map(securities.map(({ cusip, symbol }) => [cusip, symbol])),
  );
  const early = await side(edgar).ask('fails-to-deliver', { parameters: { half: '202609b' } });
  expect(early.judged).toMatchObject({ kind: 'failure', code: 'not-found' });
});

test('a manager known by number reports what the story holds', async () => {
  const item = edgar.endpoints.find(({ id }) => id === 'manager-submissions')?.items[0];
  const manager = await side(edgar).ask('manager-submissions', { parameters: item ?? {} });
  expect(manager.translation.followUps.length).toBeGreaterThan(0);
  const report = await follow(edgar, manager.translation.followUps[0]);
  const holdings = factsOf(report.translation.facts, 'institution-holding');
  expect(report.translation.refusals).toEqual([]);
  expectSoundFacts(holdings);
  const filing = story
    .institutionFilings(addDays(tradingDate, -210), tradingDate)
    .find(({ accession }) => accession === holdings[0]?.body.accession);
  expect(holdings.map(({ subject, body }) => [subject, body.value, body.shares, body.option])).toEqual(
    filing?.holdings.map(({ company, value, shares, option }) => [company.symbol, value, shares, option]),
  );
});

test('a search finds what a company filed', async () => {
  const [filing] = filings.values();
  const parameters = { query: `"${filing?.company.name ?? ''}"`, forms: '4,4/A' };
  const found = await side(edgar).ask('full-text-search', { parameters });
  expect(found.translation.facts.length).toBeGreaterThan(0);
  expect(factsOf(found.translation.facts, 'news')[0]).toMatchObject({ subject: filing?.company.symbol });
});

test('the three meanings of 403, 404 and 503 are told apart', async () => {
  const { ask, emulator } = side(edgar);
  const nameless = await ask('company-tickers', {}, { 'user-agent': 'Mozilla/5.0' });
  expect(nameless.judged).toMatchObject({ kind: 'failure', code: 'unauthorised' });
  const unknown = await ask('submissions', { parameters: { cik: '0000000007' } });
  expect(unknown.judged).toMatchObject({ kind: 'failure', code: 'not-found' });
  const deep = await ask('live-page', { parameters: { start: '5100' } });
  expect(deep.judged).toMatchObject({ kind: 'failure', code: 'vendor-error' });
  const missing = await ask('ownership-text', { parameters: { number: '1', accession: '0000000001-26-000001' } });
  expect(missing.judged).toMatchObject({ kind: 'failure', code: 'not-found' });
  expect(emulator.statistics().refusedOverBudget).toBe(0);
});

test('eleven requests in a second cost ten minutes', async () => {
  const fast = await edgarEmulator.start({ story, log: keptLog() });
  running.push(fast);
  const ask = asking(edgar, fast);
  const answers = [];
  for (let request = 0; request < 12; request += 1) answers.push(await ask('company-exchanges'));
  expect(answers.slice(0, 10).every(({ head }) => head.status === 200)).toBe(true);
  expect(answers[11]?.judged).toMatchObject({ kind: 'failure', code: 'rate-limited', retryAfterMs: 600_000 });
  clock.advanceTo(clock.now() + 600_001);
  expect((await ask('company-exchanges')).head.status).toBe(200);
  expect(fast.statistics().refusedOverBudget).toBe(2);
});

test('short volume of the day adds up, and of tomorrow is not published', async () => {
  const { ask } = side(finra);
  const today = await ask('short-volume', { parameters: { file: 'CNMS' }, directory });
  const rows = story.shortVolume(tradingDate);
  const facts = factsOf(today.translation.facts, 'short-volume');
  expect(today.translation.refusals).toEqual([]);
  expect(facts.filter(({ subject }) => subject !== '')).toHaveLength(rows.length);
  const total = facts.find(({ subject }) => subject === '');
  expect(total?.body.totalVolume).toBeCloseTo(
    rows.reduce((sum, row) => sum + row.totalVolume, 0),
    2,
  );
  const before = await ask('short-volume-before', { parameters: { file: 'CNMS' } });
  expect(before.translation.facts[0]?.key).toBe(`CNMS:${previousTradingDay(tradingDate)}`);
  const never = await ask('short-interest-file', { parameters: { settlement: '20261231' } });
  expect(never.judged).toMatchObject({ kind: 'failure', code: 'not-published' });
});

test('short interest: dates, the file of each, a symbol and its pages', async () => {
  const { ask } = side(finra);
  const [settlementDate = ''] = story.shortInterestDates();
  const symbol = story.shortInterest(settlementDate)[0]?.symbol ?? '';
  const dates = await ask('short-interest-dates', { symbol, parameters: { symbol } });
  expect(dates.translation.followUps[0]).toMatchObject({ once: `short-interest:${settlementDate}` });
  const file = await follow(finra, dates.translation.followUps[0]);
  const told = story.shortInterest(settlementDate);
  const facts = factsOf(file.translation.facts, 'short-interest');
  expect(
    new Map(facts.filter(({ subject }) => subject !== '').map((fact) => [fact.subject, fact.body.shares])),
  ).toEqual(new Map(told.map((row) => [row.symbol, row.shares])));
  expect(facts.find(({ subject }) => subject === '')?.body.shares).toBe(told.reduce((sum, row) => sum + row.shares, 0));

  const history = await ask('short-interest-history', { symbol, directory });
  const [newest] = factsOf(history.translation.facts, 'short-interest').filter((fact) => fact.key === settlementDate);
  // What file and API say of one report is the same fact.
  expect(newest).toEqual({ ...facts.find((fact) => fact.subject === symbol), eventTime: newest?.eventTime });
  const page = await ask('short-interest-page', { symbol, parameters: { offset: '1' } });
  expect(page.translation.facts).toHaveLength(history.translation.facts.length - 1);
  const nobody = await ask('short-interest-history', { symbol: 'ZZZZZ' });
  expect(nobody).toMatchObject({ head: { status: 204 }, judged: { kind: 'empty' } });
});

test('weeks off exchange arrive on one level, alternative systems apart from dealers', async () => {
  const { ask } = side(finra);
  const symbol = 'AAPL';
  const ats = await ask('ats-weekly', { symbol });
  const otc = await ask('otc-weekly', { symbol });
  const weeks = [
    ...factsOf(ats.translation.facts, 'off-exchange-week'),
    ...factsOf(otc.translation.facts, 'off-exchange-week'),
  ];
  expect(new Set(weeks.map(({ body }) => body.kind))).toEqual(new Set(['ats', 'otc']));
  const { weekStart } = weeks[0]?.body ?? { weekStart: '' };
  const shares = story
    .atsWeek(weekStart)
    .filter((week) => week.symbol === symbol)
    .reduce((sum, week) => sum + week.shares, 0);
  const told = weeks.filter(({ body }) => body.weekStart === weekStart);
  expect(told.reduce((sum, { body }) => sum + body.shares, 0)).toBe(shares);
  const page = await ask('weekly-page', { symbol, parameters: { level: 'ATS_W_SMBL', offset: '1' } });
  expect(page.translation.facts.length).toBe(ats.translation.facts.length - 1);
});

test('pages are followed by the headers of the answer', async () => {
  const [date = ''] = story.shortInterestDates();
  const symbol = story.shortInterest(date)[0]?.symbol ?? '';
  const { emulator } = side(finra);
  const response = await fetch(`${emulator.bases['api']}/data/group/otcMarket/name/consolidatedShortInterest`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: JSON.stringify({
      limit: 2,
      compareFilters: [{ compareType: 'EQUAL', fieldName: 'symbolCode', fieldValue: symbol }],
    }),
  });
  expect([response.headers.get('record-offset'), response.headers.get('record-limit')]).toEqual(['0', '2']);
  expect(Number(response.headers.get('record-total'))).toBeGreaterThan(2);
  expect(await response.json()).toHaveLength(2);
});

test('a series is the same with a key and without, and break-even inflation is the gap of the yields', async () => {
  const { ask } = side(fred);
  const values = new Map<string, ReadonlyMap<string, number | null>>();
  for (const series of ['T10YIE', 'DGS10', 'DFII10']) {
    const parameters = { series, unit: 'percent' };
    const api = await ask('observations', { parameters });
    const chart = await ask('graph-csv', { parameters });
    expect(api.translation.refusals).toEqual([]);
    expectSoundFacts(api.translation.facts);
    expect(chart.translation.facts).toEqual(api.translation.facts);
    const facts = factsOf(api.translation.facts, 'macro-observation');
    expect(facts.length).toBeGreaterThan(200);
    values.set(series, new Map(facts.map(({ body }) => [body.date, body.value])));
  }
  for (const [date, rate] of values.get('T10YIE') ?? []) {
    const [nominal, real] = [values.get('DGS10')?.get(date), values.get('DFII10')?.get(date)];
    if (typeof rate !== 'number' || typeof nominal !== 'number' || typeof real !== 'number') continue;
    expect(Math.abs(rate - (nominal - real)), date).toBeLessThan(0.011);
  }
});

test('releases by day, the keys FRED refuses and the series it does not have', async () => {
  const { ask, emulator } = side(fred);
  const releases = await ask('release-dates');
  const events = factsOf(releases.translation.facts, 'economic-event');
  expect(events.length).toBeGreaterThan(2);
  expect(events.every(({ body }) => body.scheduledTime === null && body.importance !== 'unknown')).toBe(true);
  const page = await ask('release-dates-page', { parameters: { offset: '5' } });
  expect(page.judged.kind).toBe('payload');

  const asAnother = (apiKey: Readonly<Record<string, string>>) =>
    asking(fred, { ...emulator, credentials: apiKey })('release-dates');
  expect((await asAnother({})).judged).toMatchObject({ kind: 'failure', code: 'unauthorised' });
  expect((await asAnother({ apiKey: 'f'.repeat(32) })).judged).toMatchObject({ kind: 'failure', code: 'unauthorised' });
  const unknown = await ask('observations', { parameters: { series: 'NOSUCH' } });
  expect(unknown.judged).toMatchObject({ kind: 'failure', code: 'not-found' });
  expect((await ask('graph-csv', { parameters: { series: 'NOSUCH' } })).judged.kind).toBe('failure');
});

test('ICE BofA series end three years back whatever is asked for', () => {
  const asked: string[] = [];
  const told = {
    ...story,
    macroSeries: (id: string, fromDate: string) => {
      asked.push(`${id} ${fromDate}`);
      return [];
    },
  };
  for (const id of ['BAMLH0A0HYM2', 'DGS10']) seriesRange(told, id, '2010-01-04', '');
  expect(asked).toEqual(['BAMLH0A0HYM2 20231007', 'DGS10 20100104']);
});

test('faults of the menu end in a failure with a reason, never in facts', async () => {
  const questions: readonly (readonly [Vendor, string, About])[] = [
    [edgar, 'company-tickers', { directory }],
    [finra, 'short-volume', { parameters: { file: 'CNMS' } }],
    [fred, 'observations', { parameters: { series: 'DGS10', unit: 'percent' } }],
  ];
  for (const [vendor, id, question] of questions) {
    const { ask, emulator } = side(vendor);
    emulator.addFault({ fault: { kind: 'html' }, path: '', times: 1 });
    expect((await ask(id, question)).judged.kind, `${id} html`).toBe('failure');
    emulator.addFault({ fault: { kind: 'status', status: 429 }, path: '', times: 1 });
    expect((await ask(id, question)).judged, id).toMatchObject({ code: 'rate-limited' });
    emulator.addFault({ fault: { kind: 'status', status: 503, body: 'down' }, path: '', times: 1 });
    expect((await ask(id, question)).judged, id).toMatchObject({ code: 'vendor-error' });
    emulator.addFault({ fault: { kind: 'wrong-types' }, path: '', times: 1 });
    const wrong = await ask(id, question);
    expectSoundFacts(wrong.translation.facts);
    expect(wrong.translation.facts, `${id} wrong types`).toEqual([]);
    emulator.addFault({ fault: { kind: 'truncate', share: 0.5 }, path: '', times: 1 });
    await expect(ask(id, question), `${id} truncated`).rejects.toThrow();
  }
});
