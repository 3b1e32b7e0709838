import { expect, test } from 'vitest';
import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import { interestRows, shortDays } from './short-rows.ts';

type Interest = StoredFact<'short-interest'>;
const report = (source: string, body: Partial<Interest['body']>): Interest =>
  ({
    source,
    body: {
      ...{ settlementDate: '20260915', shares: 110, previousShares: null, averageDailyVolume: null },
      ...{ daysToCover: null, changePercent: null, isRevised: false, ofFloat: null },
      ...body,
    },
  }) as Interest;

test('what one source leaves out the other adds, and dates fall from the newest', () => {
  const rows = interestRows([
    report('uw', { ofFloat: 0.05 }),
    report('finra', { previousShares: 100, daysToCover: 2 }),
    report('finra', { settlementDate: '20260831', shares: 100, changePercent: -4 }),
  ]);
  expect(rows).toMatchObject([
    { settlementDate: '20260915', shares: 110, daysToCover: 2, ofFloat: 0.05 },
    { settlementDate: '20260831', changePercent: -4, ofFloat: null },
  ]);
  expect(rows[0]?.changePercent).toBeCloseTo(10);
  expect(rows[0]?.facts.map(({ source }) => source)).toEqual(['finra', 'uw']);
});

const day = (source: string, date: string, { short = 40, total = 100, seq = 1 } = {}): StoredFact<'short-volume'> =>
  ({ seq, source, body: { date, shortVolume: short, totalVolume: total } }) as StoredFact<'short-volume'>;

test('one source makes the trend: the one that tells most days', () => {
  const days = shortDays([
    day('uw', '20261002', { short: 90 }),
    day('finra', '20261002', { short: 50, seq: 2 }),
    day('finra', '20261001'),
    day('finra', '20261002', { short: 60, seq: 3 }),
  ]);
  expect(days.map(({ date, ratio }) => [date, ratio])).toEqual([
    ['20261001', 0.4],
    ['20261002', 0.6],
  ]);
});

test('a day without volume has no ratio', () => {
  expect(shortDays([day('finra', '20261001', { short: 0, total: 0 })])).toEqual([]);
});
