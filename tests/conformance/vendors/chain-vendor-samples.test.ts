import { expect, test } from 'vitest';
import { alpaca } from '../../../src/engine/adapters/alpaca/alpaca.vendor.ts';
import { readFrame } from '../../../src/engine/adapters/alpaca/alpaca-stream.ts';
import { cboe } from '../../../src/engine/adapters/cboe/cboe.vendor.ts';
import { tradier } from '../../../src/engine/adapters/tradier/tradier.vendor.ts';
import { readEvents } from '../../../src/engine/adapters/tradier/tradier-stream.ts';
import { isHalfDay, isTradingDay } from '../../../src/engine/domain/calendar.ts';
import type { DraftFact, FactKind } from '../../../src/engine/domain/facts/fact.ts';
import { addDays } from '../../../src/engine/domain/time.ts';
import type { StreamMessage, Translation, Vendor } from '../../../src/engine/ports/vendor.ts';
import { sharedBytes, sharedFiles } from '../../support/shared-samples.ts';
import { contextAt, expectSoundFacts, factsOf, readAnswer } from '../../support/translated.ts';

const now = Date.UTC(2026, 9, 9, 15, 0);

type Reading = {
  readonly pattern: RegExp;
  readonly vendor: Vendor;
  readonly endpoint: string;
  readonly symbol?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** When the sample arrived; settlement and expiries are read as of a day. */
  readonly at?: number;
};

const readings: readonly Reading[] = [
  { pattern: /^cboe\/VIX_History/, vendor: cboe, endpoint: 'index-history', parameters: { index: 'VIX' } },
  { pattern: /^cboe\/VVIX_History/, vendor: cboe, endpoint: 'index-history', parameters: { index: 'VVIX' } },
  { pattern: /^cboe\/SKEW_History/, vendor: cboe, endpoint: 'index-history', parameters: { index: 'SKEW' } },
  { pattern: /^cboe\/CFE_/, vendor: cboe, endpoint: 'vx-archive', parameters: { contract: 'F13' } },
  { pattern: /^cboe\/VX_2026/, vendor: cboe, endpoint: 'vx-contract', parameters: { expiry: '2026-01-21' } },
  { pattern: /^cboe\/delayed_quotes/, vendor: cboe, endpoint: 'delayed-chain' },
  { pattern: /^cboe\/settlement/, vendor: cboe, endpoint: 'vx-settlement', at: Date.UTC(2026, 8, 15, 16) },
  { pattern: /^tradier\/calendar/, vendor: tradier, endpoint: 'calendar' },
  { pattern: /^tradier\/clock/, vendor: tradier, endpoint: 'clock' },
  { pattern: /^tradier\/history/, vendor: tradier, endpoint: 'history', symbol: 'AAPL' },
  { pattern: /^tradier\/timesales/, vendor: tradier, endpoint: 'timesales', symbol: 'AAPL' },
  { pattern: /^tradier\/options_chains/, vendor: tradier, endpoint: 'chain', symbol: 'VXX' },
  {
    pattern: /^tradier\/options_expirations/,
    vendor: tradier,
    endpoint: 'expirations',
    symbol: 'VXX',
    at: Date.UTC(2023, 10, 9, 16),
  },
  { pattern: /^tradier\/quotes/, vendor: tradier, endpoint: 'quotes' },
  { pattern: /^tradier\/error_401/, vendor: tradier, endpoint: 'clock' },
  { pattern: /^alpaca\/historical_news/, vendor: alpaca, endpoint: 'news' },
  { pattern: /^alpaca\/historical_option_data\..*(bars)/, vendor: alpaca, endpoint: 'option-bars' },
  { pattern: /^alpaca\/historical_option_data\..*quote(?!_only)/, vendor: alpaca, endpoint: 'option-quotes' },
  { pattern: /^alpaca\/historical_option_data\..*trade/, vendor: alpaca, endpoint: 'option-trades' },
  {
    pattern: /^alpaca\/historical_option_data\..*(chain|snapshot)/,
    vendor: alpaca,
    endpoint: 'option-chain',
    symbol: 'AAPL',
  },
  { pattern: /^alpaca\/historical_stock_data\..*latest_bar/, vendor: alpaca, endpoint: 'stock-bars-minute' },
  { pattern: /^alpaca\/historical_stock_data\..*bars/, vendor: alpaca, endpoint: 'stock-bars-daily' },
  { pattern: /^alpaca\/historical_stock_data\..*snapshot/, vendor: alpaca, endpoint: 'stock-snapshots' },
  { pattern: /^alpaca\/historical_stock_data\..*quote/, vendor: alpaca, endpoint: 'stock-quotes' },
  { pattern: /^alpaca\/historical_stock_data\..*trade/, vendor: alpaca, endpoint: 'stock-trades' },
  { pattern: /^alpaca\/misc_routes.get_calendar/, vendor: alpaca, endpoint: 'calendar' },
  { pattern: /^alpaca\/misc_routes.get_clock/, vendor: alpaca, endpoint: 'clock' },
];

/** Trading comes later: orders, positions, the account and what can be traded. */
const later = /^alpaca\/((account|asset|option|order|position)_routes\.|ws\/(trade_updates|rest_errors))/;
const streams: Readonly<Record<string, (line: string) => readonly StreamMessage[]>> = {
  'tradier/stream_market_events.ndjson': (line) => readEvents(line, now),
  'alpaca/ws/marketdata_v2.ndjson': (line) => readFrame(line, now),
};

const vendors = ['cboe', 'tradier', 'alpaca'];
const samples = vendors.flatMap((vendor) => sharedFiles(`facts/samples/${vendor}`).map((file) => `${vendor}/${file}`));

function readSample(sample: string): Translation {
  const reading = readings.find(({ pattern }) => pattern.test(sample));
  if (!reading) throw new Error(`nobody reads ${sample}`);
  const context = contextAt(reading.at ?? now, {
    symbol: reading.symbol ?? '',
    parameters: reading.parameters ?? {},
  });
  return readAnswer(reading.vendor, reading.endpoint, { body: sharedBytes(`facts/samples/${sample}`), context });
}

const read = samples.filter((sample) => !later.test(sample) && !(sample in streams));

test('every sample has a reader or is named as later', () => {
  const nobodys = read.filter((sample) => !readings.some(({ pattern }) => pattern.test(sample)));
  expect(nobodys).toEqual([]);
  const named = samples.filter((sample) => later.test(sample));
  console.log(`read ${read.length}, streams ${Object.keys(streams).length}, later ${named.length}`);
});

test.runIf(read.length > 0).each(read)('%s becomes facts, or says why not', (sample) => {
  const { facts, refusals, followUps } = readSample(sample);
  expectSoundFacts(facts);
  if (/empty_response|not_found/.test(sample)) expect([facts, refusals, followUps]).toEqual([[], [], []]);
  else if (/error_401/.test(sample)) expect(refusals[0]?.reason).toMatch(/^unauthorised: .*Invalid Access Token/);
  else {
    expect(refusals).toEqual([]);
    expect(facts.length + followUps.length).toBeGreaterThan(0);
  }
});

test.runIf(samples.length > 0).each(Object.entries(streams))('every line of %s is understood', (sample, readLine) => {
  const lines = new TextDecoder()
    .decode(sharedBytes(`facts/samples/${sample}`))
    .split('\n')
    .filter(Boolean);
  const messages = lines.flatMap(readLine);
  expect(messages.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  const told = messages.flatMap((message) => (message.kind === 'facts' ? [message] : []));
  expect(told.flatMap(({ refusals }) => refusals)).toEqual([]);
  expect(told.length).toBeGreaterThan(3);
  expectSoundFacts(told.flatMap(({ facts }) => facts));
});

function only<Kind extends FactKind>(facts: readonly DraftFact[], kind: Kind): DraftFact<Kind> {
  const [found, ...others] = factsOf(facts, kind);
  if (!found || others.length > 0) throw new Error(`expected one ${kind}, got ${others.length + (found ? 1 : 0)}`);
  return found;
}

test.runIf(samples.length > 0)('the captured Cboe chain keeps what is known and nothing else', () => {
  const { facts } = readSample('cboe/delayed_quotes_options.XLU.real.9contracts.json');
  const chain = only(facts, 'chain-snapshot');
  expect(chain.eventTime).toBe(Date.UTC(2026, 9, 2, 3, 44, 10));
  expect(chain.body).toMatchObject({ spot: 39.68, delayMs: 900_000 });
  expect(chain.body.impliedVol30).toBeCloseTo(0.20284, 10);
  // Not solved: null, though its delta was told.
  expect([chain.body.impliedVols[2], chain.body.deltas[2]]).toEqual([null, 0.9793]);
  // Bid 0 under an ask is a bid of nothing; a last price of 0 was never made.
  expect([chain.body.bids[1], chain.body.asks[1]]).toEqual([0, 0.01]);
  expect(chain.body.lasts[6]).toBeNull();
  // prev_day_close already holds the close of the day that ended.
  expect(only(facts, 'quote').body.previousClose).toBeNull();
});

test.runIf(samples.length > 0)('a put with the delta of a call loses its greeks', () => {
  const chain = only(readSample('tradier/options_chains.greeks.json').facts, 'chain-snapshot');
  expect(chain.body.rights).toEqual(['P', 'C']);
  expect(chain.body.deltas).toEqual([null, 1]);
  expect(chain.body.impliedVols).toEqual([0.380002, 0.380002]);
});

test.runIf(samples.length > 0)('the rules agree with the published calendar for 2025 to 2028', () => {
  const text = new TextDecoder().decode(sharedBytes('facts/samples/calendar/nyse_holidays_halfdays.json'));
  const years = JSON.parse(text) as Readonly<Record<string, { holidays: string[]; early: string[] }>>;
  const differences: string[] = [];
  for (const [year, { holidays, early }] of Object.entries(years).filter(([name]) => name !== 'note')) {
    for (let date = `${year}0101`; date.startsWith(year); date = addDays(date, 1)) {
      const dashed = `${year}-${date.slice(4, 6)}-${date.slice(6)}`;
      const weekend = [0, 6].includes(new Date(`${dashed}T00:00Z`).getUTCDay());
      if (isTradingDay(date) === (weekend || holidays.includes(dashed))) differences.push(`${dashed} trades?`);
      if (isHalfDay(date) !== early.includes(dashed)) differences.push(`${dashed} half?`);
    }
  }
  expect(differences).toEqual([]);
});
