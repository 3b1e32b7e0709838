import { describe, expect, test } from 'vitest';
import type { ChainSnapshot } from '../../domain/facts/chain-snapshot.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { QualityBoard } from './quality-board.ts';

const open = Date.UTC(2026, 9, 5, 14, 31);

function board() {
  const clock = { time: open, now: () => clock.time };
  const quality = new QualityBoard({ clock });
  const findings = () => {
    quality.flush();
    return [...quality.rows.all()].map(({ check, sources, count, message }) => ({ check, sources, count, message }));
  };
  const quote = (source: string, bid: number, ask: number, delayMs = 0): void =>
    quality.takeQuote({ source, subject: 'SPY', bid, ask, last: null, time: clock.time, delayMs });
  return { clock, quality, findings, quote };
}

function chain(change: { readonly vol?: number; readonly halfSpread?: number }): ChainSnapshot {
  const strikes = Array.from({ length: 10 }, (_none, index) => 95 + index);
  const all = <Value>(value: Value): Value[] => strikes.map(() => value);
  const { vol = 0.2, halfSpread = 0.02 } = change;
  return {
    ...{ spot: 100, impliedVol30: null, delayMs: 0 },
    ...{ tradingClasses: all('SPY'), expiries: all('20261016'), rights: all('C' as const), strikes },
    ...{ bids: all(2 - halfSpread), asks: all(2 + halfSpread), lasts: all(null), volumes: all(null) },
    ...{
      openInterests: all(null),
      impliedVols: all(vol),
      deltas: all(0.5),
      gammas: all(null),
      vegas: all(null),
      thetas: all(null),
    },
  };
}

const fact = (source: string, body: ChainSnapshot, timeMs = open): Fact => ({
  ...{ kind: 'chain-snapshot', subject: 'SPY', key: '', eventTime: timeMs, receivedTime: timeMs },
  ...{ source, endpoint: 'chain', body },
});

/** What a vendor tells of a price when it is asked. */
const polled = (source: string, last: number, timeMs: number): Fact => ({
  ...{
    kind: 'quote',
    subject: 'SPY',
    key: 'quote',
    eventTime: timeMs,
    receivedTime: timeMs,
    source,
    endpoint: 'quotes',
  },
  body: {
    ...{ bid: null, ask: null, bidSize: null, askSize: null, last, lastSize: null, volume: null },
    ...{ open: null, high: null, low: null, previousClose: null, delayMs: 0 },
  },
});
const minute = 60_000;
/** Vendor "slow" is asked every ten minutes. */
const slowly = (source: string, endpoint: string): number | null =>
  source === 'slow' && ['quotes', 'chain'].includes(endpoint) ? 20 * minute : null;

test('a crossed market is shown while it lasts', () => {
  const { quote, findings } = board();
  quote('a', 101, 100);
  quote('a', 101, 100);
  expect(findings()).toEqual([{ check: 'crossed', sources: ['a'], count: 2, message: 'bid 101 above ask 100' }]);
  quote('a', 99.99, 100.01);
  expect(findings()).toEqual([]);
});

test('a price far from its own history is an outlier, whatever came before it in small steps is not', () => {
  const { quote, findings, clock } = board();
  for (let step = 0; step < 40; step += 1) {
    clock.time += 1_000;
    quote('a', 100 + step * 0.01, 100.02 + step * 0.01);
  }
  expect(findings()).toEqual([]);
  quote('a', 120, 120.02);
  expect(findings()).toMatchObject([{ check: 'outlier', sources: ['a'], count: 1 }]);
  clock.time += 299_000;
  quote('a', 100.4, 100.42);
  expect(findings()).toHaveLength(1);
  clock.time += 2_000;
  expect(findings()).toEqual([]);
});

describe('two sources', () => {
  test('that quote one price at one time differently are shown with both prices', () => {
    const { quote, findings } = board();
    quote('a', 100, 100.02);
    quote('b', 101, 101.02);
    expect(findings()).toEqual([
      { check: 'price-divergence', sources: ['a', 'b'], count: 1, message: 'a 100.01, b 101.01: 0.99% apart' },
    ]);
    quote('b', 100, 100.02);
    expect(findings()).toEqual([]);
  });

  test('are not compared across time or delay', () => {
    const { quote, findings, clock } = board();
    quote('a', 100, 100.02);
    quote('c', 103, 103.02, 900_000);
    clock.time += 10_000;
    quote('b', 101, 101.02);
    expect(findings()).toEqual([]);
  });

  test('with other greeks or other spreads near the money are shown', () => {
    const { quality, findings } = board();
    quality.take([fact('a', chain({})), fact('b', chain({ vol: 0.27 }))]);
    expect(findings()).toMatchObject([{ check: 'greek-divergence', message: expect.stringContaining('7.0 points') }]);
    quality.take([fact('b', chain({ halfSpread: 0.2 }))]);
    expect(findings()).toMatchObject([{ check: 'spread-divergence', message: expect.stringContaining('10.0 times') }]);
    quality.take([fact('b', chain({}))]);
    expect(findings()).toEqual([]);
  });
});

test('silence in regular hours is stale, at night it is not', () => {
  const { quote, findings, clock } = board();
  quote('a', 100, 100.02);
  clock.time += 301_000;
  expect(findings()).toMatchObject([{ check: 'stale', sources: ['a'] }]);
  clock.time += 12 * 3_600_000;
  expect(findings()).toEqual([]);
});

describe('silence of who is asked now and then', () => {
  const stage = () => {
    const all = board();
    all.quality.useValidity(slowly);
    const stale = () => all.findings().filter(({ check }) => check === 'stale');
    const tell = () => all.quality.take([polled('slow', 100, all.clock.time)]);
    return { ...all, stale, tell };
  };

  test('begins when what it told is valid no longer', () => {
    const { clock, stale, tell } = stage();
    tell();
    clock.time += 19 * minute;
    expect(stale()).toEqual([]);
    clock.time += 2 * minute;
    expect(stale()).toMatchObject([{ sources: ['slow'], message: 'no quote for 1260 s in regular hours' }]);
    tell();
    expect(stale()).toEqual([]);
  });

  test('is counted from the opening bell on', () => {
    const { clock, stale, tell } = stage();
    tell();
    clock.time = Date.UTC(2026, 9, 6, 13, 45);
    expect(stale()).toEqual([]);
    clock.time += 6 * minute;
    expect(stale()).toMatchObject([{ message: 'no quote for 1260 s in regular hours' }]);
  });

  test('up to the close is forgotten there, for the ticker may be watched no longer', () => {
    const { clock, stale, tell } = stage();
    tell();
    clock.time = Date.UTC(2026, 9, 5, 19, 59);
    expect(stale()).toHaveLength(1);
    clock.time += 2 * minute;
    expect(stale()).toEqual([]);
    clock.time = Date.UTC(2026, 9, 6, 18, 0);
    expect(stale()).toEqual([]);
    tell();
    clock.time += 30 * minute;
    expect(stale()).toHaveLength(1);
  });
});

describe('a finding that nobody looks at again', () => {
  const stage = () => {
    const all = board();
    all.clock.time = Date.UTC(2026, 9, 5, 19, 58);
    all.quality.useValidity(slowly);
    const after = (minutes: number) => {
      all.clock.time += minutes * minute;
      return all.findings().map(({ check }) => check);
    };
    return { ...all, after };
  };

  test('goes after twice the time for which the slower of the two is valid', () => {
    const { quality, quote, clock, after } = stage();
    quality.take([polled('slow', 101, clock.time)]);
    quote('ibkr', 100, 100.02);
    expect(after(39)).toEqual(['price-divergence']);
    expect(after(2)).toEqual([]);
  });

  test.each([
    ['greek-divergence', { vol: 0.27 }],
    ['spread-divergence', { halfSpread: 0.2 }],
  ] as const)('of two chains goes too: %s', (check, change) => {
    const { quality, clock, after } = stage();
    quality.take([fact('slow', chain({}), clock.time), fact('b', chain(change), clock.time)]);
    expect(after(39)).toEqual([check]);
    expect(after(2)).toEqual([]);
  });

  test('of one source goes, whether a quote or a chain was crossed', () => {
    const { quality, quote, clock, after } = stage();
    quote('ibkr', 101, 100);
    quality.take([fact('slow', chain({ halfSpread: -0.02 }), clock.time)]);
    expect(after(9)).toEqual(['crossed', 'crossed']);
    expect(after(2)).toEqual(['crossed']);
    expect(after(30)).toEqual([]);
  });

  test('stands on from the last look', () => {
    const { quality, quote, after } = stage();
    quote('ibkr', 101, 100);
    expect(after(9)).toEqual(['crossed']);
    quote('ibkr', 101, 100);
    expect(after(9)).toEqual(['crossed']);
    expect(quality.rows.all().next().value).toMatchObject({ count: 2 });
    expect(after(2)).toEqual([]);
  });
});

describe('yields', () => {
  const observed = (source: string, subject: string, value: number | null, date = '20261002'): Fact => ({
    ...{
      kind: 'macro-observation',
      subject,
      key: date,
      eventTime: open,
      receivedTime: open,
      source,
      endpoint: 'series',
    },
    body: { date, value, unit: source === 'fred' ? 'percent' : '%', vintage: null },
  });

  test('what is a difference by definition has to be one, give or take rounding', () => {
    const { quality, findings } = board();
    quality.take([observed('fred', 'DGS10', 4.12), observed('fred', 'DFII10', 1.84), observed('fred', 'T10YIE', 2.27)]);
    expect(findings()).toEqual([]);
    quality.take([observed('fred', 'T10YIE', 2.17)]);
    expect(findings()).toMatchObject([
      { check: 'series-identity', message: '20261002: T10YIE 2.17, but DGS10 4.12 less DFII10 1.84' },
    ]);
    quality.take([observed('fred', 'T10YIE', 2.28)]);
    expect(findings()).toEqual([]);
  });

  test('sources are compared on the newest day both know, a holiday is no zero', () => {
    const { quality, findings } = board();
    quality.take([observed('fred', 'DGS10', 4.12), observed('fred', 'DGS10', null, '20261005')]);
    quality.take([observed('fmp', 'DGS10', 4.13), observed('fmp', 'DGS10', 4.4, '20261005')]);
    expect(findings()).toEqual([]);
    quality.take([observed('alpha-vantage', 'DGS10', 4.2)]);
    expect(findings().map(({ check, sources, message }) => [check, ...sources, message])).toEqual([
      ['series-divergence', 'alpha-vantage', 'fmp', '20261002: alpha-vantage 4.20, fmp 4.13 percent'],
      ['series-divergence', 'alpha-vantage', 'fred', '20261002: alpha-vantage 4.20, fred 4.12 percent'],
    ]);
  });

  test('stand over a weekend and go when a source has ended', () => {
    const { quality, findings, clock } = board();
    quality.take([observed('fred', 'DGS10', 4.12), observed('fmp', 'DGS10', 4.4)]);
    clock.time += 9 * 86_400_000;
    expect(findings()).toHaveLength(1);
    clock.time += 2 * 86_400_000;
    expect(findings()).toEqual([]);
  });
});

describe('an exchange day that our rules do not know', () => {
  const day = (close: string): Fact => ({
    ...{ kind: 'exchange-day', subject: '', key: '20270111', eventTime: open, receivedTime: open },
    ...{ source: 'alpaca', endpoint: 'calendar', body: { date: '20270111', open: close === '' ? '' : '0930', close } },
  });

  test('is shown until the vendor agrees', () => {
    const { quality, findings } = board();
    quality.take([day('1300')]);
    expect(findings()).toMatchObject([
      { check: 'exchange-day', message: 'alpaca says 0930 to 1300, the rules say 0930 to 1600' },
    ]);
    quality.take([day('')]);
    expect(findings()).toMatchObject([{ message: 'alpaca says closed, the rules say 0930 to 1600' }]);
    quality.take([day('1600')]);
    expect(findings()).toEqual([]);
  });

  test('is shown until it is over, and not again when it is read back', () => {
    const { quality, findings, clock } = board();
    quality.take([day('1300')]);
    clock.time = Date.UTC(2027, 0, 12, 4, 59);
    expect(findings()).toHaveLength(1);
    clock.time += 2 * minute;
    expect(findings()).toEqual([]);
    quality.take([day('1300')]);
    expect(findings()).toEqual([]);
  });
});
