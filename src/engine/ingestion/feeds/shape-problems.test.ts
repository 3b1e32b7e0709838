import { expect, test } from 'vitest';
import { testVendor } from '../../../../tests/support/test-vendor.ts';
import { readFeedsConfig } from './read-feeds-config.ts';

const vendors = [testVendor()];

function said(value: unknown): readonly string[] {
  const read = readFeedsConfig(value, vendors);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const endpoint = (entry: object): object => ({
  version: 1,
  vendors: { 'test-vendor': { endpoints: { prints: entry } } },
});
const at = 'vendors.test-vendor.endpoints.prints';

test.each<readonly [string, object, string]>([
  ['a number for a time', endpoint({ every: 5 }), `${at}.every: expected text, got 5`],
  ['a word for a switch', endpoint({ enabled: 'yes' }), `${at}.enabled: expected true or false, got "yes"`],
  [
    'a priority there is not',
    endpoint({ priority: 'urgent' }),
    `${at}.priority: expected critical, high, normal, low; got "urgent"`,
  ],
  [
    'a session for a list',
    endpoint({ sessions: 'regular' }),
    `${at}.sessions: expected a list such as [A, B], got "regular"`,
  ],
  ['an empty list', endpoint({ sessions: [] }), `${at}.sessions: expected at least 1 in the list, got 0`],
  ['a name without a value', { version: 1, vendors: 7 }, 'vendors: expected names with values, got 7'],
  [
    'a limit below nothing',
    { version: 1, vendors: { 'test-vendor': { budget: { perMinute: -1 } } } },
    'vendors.test-vendor.budget.perMinute: expected more than 0, got -1',
  ],
  [
    'half a connection',
    { version: 1, vendors: { 'test-vendor': { budget: { concurrent: 1.5 } } } },
    'vendors.test-vendor.budget.concurrent: expected a whole number, got 1.5',
  ],
  ['a ticker in small letters', { version: 1, symbols: ['spy'] }, 'symbols.0: expected a ticker such as SPY'],
  [
    'symbols that are neither',
    { version: 1, symbols: 'SPY' },
    'symbols: expected watchlist or a list such as [A, B], got "SPY"',
  ],
  ['a word that means nothing', { version: 1, speed: 1 }, 'speed: "speed" means nothing here'],
])('%s is told in words', (_name, value, words) => {
  expect(said(value)).toContain(words);
});

test('a long value is not repeated whole', () => {
  const [problem = ''] = said(endpoint({ enabled: 'x'.repeat(500) }));
  expect(problem.length).toBeLessThan(120);
  expect(problem).toContain('…');
});
