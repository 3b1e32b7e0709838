import { describe, expect, test } from 'vitest';
import { alphaVantage } from '../../../src/engine/adapters/alpha-vantage/alpha-vantage.vendor.ts';
import { forexFactory, nasdaq } from '../../../src/engine/adapters/calendars/calendars.vendor.ts';
import { fmp } from '../../../src/engine/adapters/fmp/fmp.vendor.ts';
import { instantOf } from '../../../src/engine/domain/time.ts';
import type { Vendor } from '../../../src/engine/ports/vendor.ts';
import { sharedBytes, sharedFiles } from '../../support/shared-samples.ts';
import { contextAt, expectSoundFacts, readAnswer } from '../../support/translated.ts';

const now = instantOf('20261009', 12 * 3600);

type Reader = {
  readonly vendor: Vendor;
  readonly endpoint: string;
  readonly facts: number;
  readonly parameters?: Readonly<Record<string, string>>;
};

const folder = 'facts/samples';
const readers: Readonly<Record<string, Reader>> = {
  'fmp/stable_earnings-calendar.json': { vendor: fmp, endpoint: 'earnings-calendar', facts: 0 },
  'fmp/stable_economic-calendar.json': { vendor: fmp, endpoint: 'economic-calendar', facts: 1 },
  'fmp/stable_economic-indicators.json': { vendor: fmp, endpoint: 'economic-series', facts: 1 },
  'fmp/stable_historical-chart_1min.json': { vendor: fmp, endpoint: 'minute-bars', facts: 1 },
  'fmp/stable_historical-price-eod_full.json': { vendor: fmp, endpoint: 'daily-bars', facts: 1 },
  'fmp/stable_quote.json': { vendor: fmp, endpoint: 'quotes', facts: 1 },
  'fmp/stable_treasury-rates.json': { vendor: fmp, endpoint: 'treasury-rates', facts: 8 },
  'alphavantage/HISTORICAL_OPTIONS.IBM.json': { vendor: alphaVantage, endpoint: 'historical-options', facts: 1 },
  'alphavantage/NONFARM_PAYROLL.shape.json': { vendor: alphaVantage, endpoint: 'macro', facts: 3 },
  'alphavantage/REALTIME_OPTIONS.not_entitled_placeholder.json': {
    vendor: alphaVantage,
    endpoint: 'options',
    facts: 0,
  },
  'alphavantage/global_quote.trimmed.json': { vendor: alphaVantage, endpoint: 'quote', facts: 1 },
  'alphavantage/mock_technical_indicator.trimmed.json': {
    vendor: alphaVantage,
    endpoint: 'indicators',
    facts: 3,
    parameters: { interval: '15min', period: '10' },
  },
  'alphavantage/mock_time_series.trimmed.json': { vendor: alphaVantage, endpoint: 'intraday', facts: 3 },
  'calendar/nasdaq_economicevents_date=2026-10-09.sample.json': {
    vendor: nasdaq,
    endpoint: 'economic-events',
    facts: 4,
  },
  'calendar/nasdaq_earnings.shape.json': { vendor: nasdaq, endpoint: 'earnings', facts: 4 },
  'calendar/forexfactory_thisweek.sample.json': { vendor: forexFactory, endpoint: 'this-week', facts: 6 },
};

/** Nobody reads these, and why. */
const unread: Readonly<Record<string, string>> = {
  'fmp/errors.json': 'a collection of error bodies, each judged below',
  'alphavantage/errors.json': 'a collection of error bodies, each judged below',
  'alphavantage/NEWS_SENTIMENT.shape.json': 'a shape with … for values; news is tested against the emulator',
  'alphavantage/mock_foreign_exchange.trimmed.json': 'a currency rate; FX comes from the broker',
  'alphavantage/mock_fundamental_data.trimmed.json': 'company accounts, which no layer uses',
  'alphavantage/symbol_search.trimmed.json': 'symbol search; symbols are found at the broker',
  'calendar/nyse_holidays_halfdays.json': 'a table of ours to check the calendar by, not a payload',
};

const files = ['fmp', 'alphavantage', 'calendar'].flatMap((vendor) =>
  sharedFiles(`${folder}/${vendor}`).map((file) => `${vendor}/${file}`),
);

test('every sample has a reader or a reason why it has none', () => {
  expect(files.filter((file) => readers[file] === undefined && unread[file] === undefined)).toEqual([]);
});

describe.runIf(files.length > 0)('samples', () => {
  test.each(Object.entries(readers))('%s', (file, { vendor, endpoint, facts, parameters = {} }) => {
    const symbol = 'XYZ';
    const context = contextAt(now, { symbol, parameters });
    const read = readAnswer(vendor, endpoint, { body: sharedBytes(`${folder}/${file}`), context });
    expectSoundFacts(read.facts);
    expect(read.facts.length, JSON.stringify(read.refusals)).toBe(facts);
    if (facts > 0) expect(read.refusals).toEqual([]);
  });

  test.each([
    ['fmp/errors.json', '401', fmp, 401, 'unauthorised'],
    ['fmp/errors.json', '402_symbol', fmp, 402, 'not-found'],
    ['fmp/errors.json', '402_limit', fmp, 402, 'bad-request'],
    ['fmp/errors.json', '402_endpoint', fmp, 402, 'not-entitled'],
    ['fmp/errors.json', '403_legacy', fmp, 403, 'not-found'],
    ['fmp/errors.json', '429', fmp, 200, 'rate-limited'],
    ['fmp/errors.json', '429_bandwidth', fmp, 429, 'rate-limited'],
    ['alphavantage/errors.json', 'burst', alphaVantage, 200, 'rate-limited'],
    ['alphavantage/errors.json', 'daily', alphaVantage, 200, 'rate-limited'],
    ['alphavantage/errors.json', 'daily_older', alphaVantage, 200, 'rate-limited'],
    ['alphavantage/errors.json', 'note_legacy', alphaVantage, 200, 'rate-limited'],
    ['alphavantage/errors.json', 'premium', alphaVantage, 200, 'not-entitled'],
    ['alphavantage/errors.json', 'bad_key', alphaVantage, 200, 'unauthorised'],
    ['alphavantage/errors.json', 'bad_call', alphaVantage, 200, 'bad-request'],
  ] as const)('%s: %s is told apart', (file, name, vendor, status, code) => {
    const bodies = JSON.parse(new TextDecoder().decode(sharedBytes(`${folder}/${file}`))) as Record<string, unknown>;
    const body = bodies[name];
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const judged = vendor.judge({ status, headers: {}, body: new TextEncoder().encode(text) });
    expect(judged).toMatchObject({ kind: 'failure', code });
    // The day's limit repeats the key; nothing that is shown or logged may.
    if (judged.kind === 'failure') expect(judged.message).not.toContain('XXXX');
  });
});
