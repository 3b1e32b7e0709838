import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShortInterest } from '../../domain/facts/short-selling.ts';
import { createShortPressure } from './short-pressure.ts';

describe('short pressure', () => {
  type Received = { readonly source?: string; readonly receivedTime?: number };
  const report = (change: Partial<ShortInterest>, { source = 'finra', receivedTime = 1 }: Received = {}) => {
    const body: ShortInterest = {
      ...{ settlementDate: '20260915', shares: 1_000_000, previousShares: 900_000, averageDailyVolume: 200_000 },
      ...{ daysToCover: 5, changePercent: 11.1, isRevised: false, ofFloat: null },
      ...change,
    };
    const place = { subject: 'XYZ', key: body.settlementDate, eventTime: receivedTime, receivedTime };
    return { kind: 'short-interest', ...place, source, endpoint: 'reports', body } as const;
  };
  const volume = (
    date: string,
    shortVolume: number,
    {
      source = 'finra',
      receivedTime = 1,
      file = 'CNMS',
      total = 100,
    }: Received & { file?: string; total?: number } = {},
  ) => {
    const body = { date, shortVolume, exemptVolume: null, totalVolume: total, markets: '' };
    const place = { subject: 'XYZ', key: `${file}:${date}`, eventTime: receivedTime, receivedTime };
    return { kind: 'short-volume', ...place, source, endpoint: 'daily', body } as const;
  };
  const uw = 'unusual-whales';
  const days = (count: number): readonly string[] =>
    Array.from({ length: count }, (_none, index) => `202610${String(index + 1).padStart(2, '0')}`);
  function pressureOf(facts: readonly (ReturnType<typeof report> | ReturnType<typeof volume>)[]) {
    const shorts = createShortPressure();
    for (const fact of facts) {
      if (fact.kind === 'short-interest') shorts.interest(fact);
      else shorts.volume(fact);
    }
    return shorts.summary();
  }

  it('keeps the newest report in the words of FINRA, filled from the other source of the same one', () => {
    const facts = [
      report({}),
      report(
        { settlementDate: '20260916', shares: 7, daysToCover: 2, changePercent: null, ofFloat: 0.04 },
        { source: uw, receivedTime: 2 },
      ),
      report({ settlementDate: '20260831', shares: 5 }, { receivedTime: 3 }),
    ];
    for (const order of [facts, facts.toReversed()])
      expect(pressureOf(order)).toMatchObject({
        ...{ settlementDate: '20260915', reportSource: 'finra', shares: 1_000_000 },
        ...{ daysToCover: 5, changePercent: 11.1, ofFloat: 0.04 },
      });
    expect(pressureOf([...facts, report({ settlementDate: '20260930', shares: 6 }, { source: uw })])).toMatchObject({
      ...{ settlementDate: '20260930', reportSource: uw, shares: 6 },
    });
  });

  it('compares a day with the days before it, once there are enough', () => {
    const told = [40, 42, 38, 41].map((value, index) => volume(`2026100${index}`, value));
    expect(pressureOf(told)).toMatchObject({ shortVolumeRatio: 0.41, usualShortVolumeRatio: null });
    told.push(volume('20261004', 39), volume('20261005', 60));
    const summary = pressureOf(told);
    expect(summary?.shortVolumeRatio).toBe(0.6);
    expect(summary?.usualShortVolumeRatio).toBeCloseTo(0.4, 12);
    expect(summary?.shortVolumeDeviation).toBeCloseTo(Math.sqrt(0.001 / 4), 12);
    expect(pressureOf([...told, volume('20261005', 50, { receivedTime: 2 })])?.shortVolumeRatio).toBe(0.5);
  });

  it('never holds a ratio of one source against the usual one of another', () => {
    const both = days(20).flatMap((date) => [volume(date, 48), volume(date, 14, { source: uw, receivedTime: 2 })]);
    expect(pressureOf([...both, volume('20261021', 49)])).toMatchObject({
      ...{ shortVolumeSource: 'finra', shortVolumeRatio: 0.49 },
      usualShortVolumeRatio: expect.closeTo(0.48, 12) as unknown,
    });
    expect(pressureOf([...both, volume('20261021', 15, { source: uw })])).toMatchObject({
      ...{ shortVolumeSource: 'finra', shortVolumeRatio: 0.48 },
    });
  });

  it('takes the longest series while FINRA has too few days, and leaves one that has ended', () => {
    const others = days(10).map((date) => volume(date, 14, { source: uw }));
    const few = days(10).slice(-4);
    expect(pressureOf([...others, ...few.map((date) => volume(date, 48))])?.shortVolumeSource).toBe(uw);
    const later = volume('20261019', 15, { source: uw });
    const ended = days(10).map((date) => volume(date, 48));
    expect(pressureOf([...ended, ...others])?.shortVolumeSource).toBe('finra');
    expect(pressureOf([...ended, ...others, later])?.shortVolumeSource).toBe(uw);
  });

  it('keeps the files of one facility apart from those of all', () => {
    const told = days(8).flatMap((date) => [volume(date, 48), volume(date, 20, { file: 'FNSQ', receivedTime: 2 })]);
    expect(pressureOf(told)).toMatchObject({ shortVolumeRatio: 0.48, usualShortVolumeRatio: expect.closeTo(0.48, 12) });
  });

  it('says the same whatever order facts come in', () => {
    const sources = fc.constantFrom('finra', uw, 'another');
    const told = fc.record({
      ...{ source: sources, file: fc.constantFrom('CNMS', 'FNSQ'), total: fc.integer({ min: 0, max: 1_000 }) },
      ...{ day: fc.integer({ min: 0, max: 30 }), short: fc.integer({ min: 0, max: 1_000 }), isReport: fc.boolean() },
    });
    const facts = fc.array(told, { maxLength: 80 }).map((list) =>
      list.map(({ source, file, total, day, short, isReport }, receivedTime) => {
        const date = days(31)[day] ?? '';
        return isReport
          ? report(
              { settlementDate: date, shares: short, ofFloat: total === 0 ? null : total },
              { source, receivedTime },
            )
          : volume(date, short, { source, file, total, receivedTime });
      }),
    );
    const orders = facts.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
    );
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(pressureOf(other)).toEqual(pressureOf(one));
      }),
    );
  });

  it('knows nothing before anything was told', () => {
    expect(createShortPressure().summary()).toBeNull();
  });
});
