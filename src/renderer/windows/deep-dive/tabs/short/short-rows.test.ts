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

test('a report that another source dates otherwise is one row', () => {
  const rows = interestRows([
    report('uw', { settlementDate: '20260916', shares: 7, ofFloat: 0.05 }),
    report('finra', {}),
    report('finra', { settlementDate: '20260831' }),
  ]);
  expect(rows.map(({ settlementDate, shares, ofFloat }) => [settlementDate, shares, ofFloat])).toEqual([
    ['20260915', 110, 0.05],
    ['20260831', 110, null],
  ]);
});

const day = (source: string, date: string, { short = 40, total = 100, receivedTime = 1 } = {}) =>
  ({
    ...{ source, key: `CNMS:${date}`, receivedTime },
    body: { date, shortVolume: short, totalVolume: total },
  }) as StoredFact<'short-volume'>;

test('one source makes the trend: FINRA where it tells enough days, else the one that tells most', () => {
  const told = [
    day('uw', '20261002', { short: 90 }),
    day('finra', '20261002', { short: 60, receivedTime: 3 }),
    day('finra', '20261001'),
    day('finra', '20261002', { short: 50, receivedTime: 2 }),
  ];
  const ratios = [
    ['20261001', 0.4],
    ['20261002', 0.6],
  ];
  expect(shortDays(told, null).map(({ date, ratio }) => [date, ratio])).toEqual(ratios);
  const more = ['20260929', '20260930', '20261001'].map((date) => day('uw', date));
  expect(shortDays([...told, ...more], null)).toHaveLength(4);
  const finra = Array.from({ length: 6 }, (_none, index) => day('finra', `2026092${index + 3}`));
  expect(new Set(shortDays([...told, ...more, ...finra], null).map(({ fact }) => fact.source))).toEqual(
    new Set(['finra']),
  );
});

test('the trend is that of the source which the layer reads, as soon as it has told anything here', () => {
  const told = [day('finra', '20261002'), day('finra', '20261001'), day('uw', '20261002', { short: 14 })];
  expect(shortDays(told, 'uw').map(({ ratio }) => ratio)).toEqual([0.14]);
  expect(shortDays(told, 'another').map(({ ratio }) => ratio)).toEqual([0.4, 0.4]);
});

test('a day without volume has no ratio', () => {
  expect(shortDays([day('finra', '20261001', { short: 0, total: 0 })], null)).toEqual([]);
});
