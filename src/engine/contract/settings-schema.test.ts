import { describe, expect, it } from 'vitest';
import { settingsSchema } from './settings-schema.ts';

const problemOf = (settings: unknown): string | null => {
  const parsed = settingsSchema.safeParse(settings);
  return parsed.success ? null : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join();
};

describe('limits that would refuse everything', () => {
  it.each([
    ['dailyLossHaltPercent', 0.000_1, 0.1],
    ['dailyLossHaltPercent', 0.06, 0.1],
    ['dailyLossHaltPercent', 0, 0.1],
    ['dailyLossWarnPercent', 0.04, 0.1],
    ['maxSpreadPercent', 0, 0.01],
    ['defaultRiskPercent', 0, 0.01],
    ['maxNotional', 0.5, 1],
    ['maxSymbolNotional', 0, 1],
    ['maxGrossNotional', 0.999, 1],
  ])('%s of %d is refused with its name and the bound, the bound itself is not', (name, value, least) => {
    expect(problemOf({ risk: { [name]: value } })).toMatch(new RegExp(`^risk\\.${name}: at least ${least}: \\w`));
    expect(problemOf({ risk: { [name]: least } })).toBeNull();
  });
});

it.each(['16:30', '20:00', '24:00', '20:5'])(
  'an archive at %s is refused: the day it keeps ends at 20:00',
  (archiveAt) => {
    expect(problemOf({ recording: { archiveAt } })).toBe('recording.archiveAt: a New York time from 20:05 to 23:59');
  },
);

it('keeps a symbol that is named twice once, where it came first', () => {
  expect(settingsSchema.parse({ watchlist: ['SPY', 'NVDA', 'SPY', 'QQQ', 'NVDA'] }).watchlist).toEqual([
    'SPY',
    'NVDA',
    'QQQ',
  ]);
});
