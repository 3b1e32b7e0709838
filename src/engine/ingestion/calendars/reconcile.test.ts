import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EarningsEvent, EconomicEvent } from '../../domain/facts/announcements.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { instantOf } from '../../domain/time.ts';
import { reconcileReleases } from './reconcile-releases.ts';
import { reconcileReports } from './reconcile-reports.ts';

const morning = instantOf('20261008', 8 * 3600 + 1800);

function release(source: string, name: string, change: Partial<EconomicEvent> = {}): Fact<'economic-event'> {
  const body: EconomicEvent = {
    name,
    country: 'US',
    scheduledTime: morning,
    date: '20261008',
    importance: 'unknown',
    actual: null,
    forecast: null,
    previous: null,
    unit: '',
    period: '',
    ...change,
  };
  const common = { subject: '', endpoint: 'calendar', receivedTime: morning, eventTime: morning };
  return { ...common, kind: 'economic-event', key: `${body.date}:${name}`, source, body };
}

describe('releases', () => {
  it.each([
    ['Initial Jobless Claims', 'Unemployment Claims'],
    ['CPI m/m', 'Consumer Price Index (MoM)'],
    ['Nonfarm Payrolls', 'Non-Farm Employment Change'],
    ['GDP Growth Rate QoQ', 'GDP q/q'],
  ])('%s and %s are one', (one, other) => {
    const found = reconcileReleases([
      release('forex-factory', other, { importance: 'high', forecast: 2 }),
      release('nasdaq', one, { actual: 3 }),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ name: one, actual: 3, forecast: 2, importance: 'high', disagreements: [] });
    expect(found[0]?.sources).toEqual(['nasdaq', 'forex-factory']);
  });

  it('keeps apart what only sounds alike: monthly and yearly, claims and continuing claims, countries', () => {
    const found = reconcileReleases([
      release('nasdaq', 'CPI YoY'),
      release('nasdaq', 'CPI MoM'),
      release('fmp', 'CPI m/m'),
      release('nasdaq', 'Initial Jobless Claims'),
      release('fmp', 'Continuing Jobless Claims'),
      release('fmp', 'CPI m/m', { country: 'DE' }),
      release('fmp', 'Core CPI m/m'),
    ]);
    const sourcesOf = (name: string, country = 'US') =>
      found.find((event) => event.name === name && event.country === country)?.sources;
    expect(sourcesOf('CPI m/m')).toEqual(['fmp', 'nasdaq']);
    expect(sourcesOf('CPI YoY')).toEqual(['nasdaq']);
    expect(sourcesOf('CPI m/m', 'DE')).toEqual(['fmp']);
    expect(found).toHaveLength(6);
  });

  it('says where sources contradict, but not over rounding', () => {
    const [event] = reconcileReleases([
      release('fmp', 'Retail Sales', { actual: 0.61, previous: 0.2 }),
      release('nasdaq', 'Retail Sales', { actual: 0.6, previous: 0.4, scheduledTime: morning + 3_600_000 }),
    ]);
    expect(event?.disagreements.map(({ field }) => field)).toEqual(['time', 'previous']);
    expect(event?.disagreements[1]?.message).toBe('previous: fmp 0.2, nasdaq 0.4');
  });

  describe('of which one source leaves out whether they count by month or by year', () => {
    const nasdaq = [
      release('nasdaq', 'CPI', { previous: 0.3, actual: 0.4 }),
      release('nasdaq', 'CPI', { previous: 3, actual: 3.2 }),
    ];
    const others = [
      release('forex-factory', 'CPI m/m', { previous: 0.3, forecast: 0.2 }),
      release('forex-factory', 'CPI y/y', { previous: 3, forecast: 3.1 }),
      release('forex-factory', 'Core CPI m/m', { previous: 0.3, forecast: 0.3 }),
    ];

    it('are told apart by their values, in whatever order they come', () => {
      fc.assert(
        fc.property(fc.shuffledSubarray([...nasdaq, ...others], { minLength: 5 }), (facts) => {
          expect(reconcileReleases(facts)).toMatchObject([
            { name: 'Core CPI m/m', sources: ['forex-factory'] },
            { name: 'CPI m/m', sources: ['nasdaq', 'forex-factory'], actual: 0.4, forecast: 0.2, disagreements: [] },
            { name: 'CPI y/y', sources: ['nasdaq', 'forex-factory'], actual: 3.2, forecast: 3.1, disagreements: [] },
          ]);
        }),
      );
    });

    it('stay apart where nothing tells them, and where values speak against it', () => {
      const bare = [
        ...[release('nasdaq', 'CPI'), release('nasdaq', 'CPI')],
        ...[
          release('forex-factory', 'CPI m/m', { previous: 0.3 }),
          release('forex-factory', 'CPI y/y', { previous: 3 }),
        ],
      ];
      expect(reconcileReleases(bare).map(({ sources }) => sources.length)).toEqual([1, 1, 1, 1]);
      const yearly = [nasdaq[1], others[0]].filter((each) => each !== undefined);
      expect(reconcileReleases(yearly).map(({ name }) => name)).toEqual(['CPI', 'CPI m/m']);
    });
  });

  it('joins a decision with the decision, not with the words about it', () => {
    const found = reconcileReleases([
      release('nasdaq', 'Fed Interest Rate Decision', { previous: 4.5 }),
      release('forex-factory', 'FOMC Statement'),
      release('forex-factory', 'Federal Funds Rate', { previous: 4.5, forecast: 4.25 }),
    ]);
    expect(found).toMatchObject([
      { name: 'Fed Interest Rate Decision', forecast: 4.25 },
      { name: 'FOMC Statement', forecast: null },
    ]);
  });

  it('takes a day without a minute for the same release only when the names agree', () => {
    const day = { scheduledTime: null };
    expect(
      reconcileReleases([release('fmp', 'ISM Services PMI'), release('nasdaq', 'ISM Services PMI', day)]),
    ).toHaveLength(1);
    expect(
      reconcileReleases([release('fmp', 'ISM Services PMI'), release('nasdaq', 'ISM Services Prices', day)]),
    ).toHaveLength(2);
  });
});

function report(
  source: string,
  date: string,
  change: Partial<EarningsEvent> = {},
  receivedTime = 1,
): Fact<'earnings-event'> {
  const body: EarningsEvent = {
    date,
    session: 'unknown',
    fiscalQuarterEnd: null,
    epsEstimate: null,
    epsActual: null,
    revenueEstimate: null,
    revenueActual: null,
    expectedMove: null,
    ...change,
  };
  const common = { subject: 'XYZ', endpoint: 'calendar', receivedTime, eventTime: receivedTime };
  return { ...common, kind: 'earnings-event', key: date, source, body };
}

describe('reports', () => {
  it('joins sources of one quarter and keeps quarters apart', () => {
    const found = reconcileReports([
      report('fmp', '20261028', { epsEstimate: 1.2, revenueEstimate: 5e9 }),
      report('nasdaq', '20261028', { session: 'after-close', epsEstimate: 1.25 }),
      report('nasdaq', '20260729', { session: 'after-close', epsActual: 1.1 }),
    ]);
    expect(found.map(({ date }) => date)).toEqual(['20260729', '20261028']);
    expect(found[1]).toMatchObject({
      session: 'after-close',
      epsEstimate: 1.25,
      revenueEstimate: 5e9,
      disagreements: [],
    });
  });

  it('says that sources name different days, and believes the one that names the hour', () => {
    const [found] = reconcileReports([
      report('fmp', '20261029'),
      report('nasdaq', '20261028', { session: 'before-open' }),
    ]);
    expect(found).toMatchObject({ date: '20261028', session: 'before-open' });
    expect(found?.disagreements).toEqual([{ field: 'date', message: 'nasdaq 20261028, fmp 20261029' }]);
  });

  it('forgets the day a source has taken back', () => {
    const [found] = reconcileReports([report('fmp', '20261028', {}, 1), report('fmp', '20261030', {}, 2)]);
    expect(found).toMatchObject({ date: '20261030', sources: ['fmp'], disagreements: [] });
  });
});
