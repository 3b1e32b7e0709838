import { expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import type { ChainCoverage, OptionChain } from '../domain/chain.ts';
import { instrumentId, type Instrument } from '../domain/instrument.ts';
import { ok } from '../domain/outcome.ts';
import { tradingDate } from '../domain/calendar.ts';
import { instantOf } from '../domain/time.ts';
import type { OptionData } from '../ports/option-data.ts';
import { ChainRotation } from './chain-rotation.ts';

const today = '20261005';

function stock(symbol: string): Instrument {
  return {
    ...{ id: instrumentId({ symbol, secType: 'STK' }), symbol, conId: 1, secType: 'STK', name: symbol },
    ...{ exchange: 'SMART', primaryExchange: 'ARCA', currency: 'USD', multiplier: 1, minTick: 0.01, expiry: '' },
    ...{ strike: null, right: null, tradingClass: symbol, sector: '', industry: '', category: '', timeZoneId: '' },
    ...{ underlyingConId: 0 },
  };
}

/**
 * One expiry, of eleven strikes if nothing else is said; every line that tells anything tells everything at once, at a price the
 * test sets; open interest later, if a test wants so.
 */
function open(
  tickers: readonly string[] = ['SPY'],
  given: {
    readonly hour?: number;
    readonly strikes?: number;
    readonly tells?: (strike: number) => boolean;
    readonly lateMs?: number;
  } = {},
) {
  const { hour = 10, strikes = 11, tells = () => true, lateMs = 0 } = given;
  const clock = new ManualClock(instantOf(today, hour * 3600));
  const market = { spot: 500, price: 5, visits: 0, openInterest: 10, volume: 1 };
  const visitsOf = new Map<string, number>();
  const optionData: OptionData = {
    classes: async () =>
      ok([
        {
          ...{ exchange: 'SMART', tradingClass: 'SPY', multiplier: 100, expiries: ['20261016'] },
          strikes: Array.from({ length: strikes }, (_each, index) => 500 - Math.floor(strikes / 2) + index),
        },
      ]),
    optionInstrument: (underlying, parts) => ({
      ...underlying,
      ...parts,
      id: instrumentId({ symbol: underlying.symbol, secType: 'OPT', ...parts }),
    }),
    option: ({ symbol, strike }, { onTick }) => {
      market.visits += 1;
      visitsOf.set(symbol, (visitsOf.get(symbol) ?? 0) + 1);
      if (!tells(strike ?? 0)) return { close: () => undefined };
      const tell = (openInterest: number | null): void => {
        const { price, volume } = market;
        const known = { volume, openInterest, impliedVol: 0.2, delta: 0.5, underlyingPrice: 500, delayMs: 0 };
        onTick({ bid: price, ask: price + 0.1, last: price, ...known, receivedTime: clock.now() });
      };
      tell(lateMs > 0 ? null : market.openInterest);
      return { close: lateMs > 0 ? clock.after(lateMs, () => tell(market.openInterest)) : () => undefined };
    },
  };
  const rotation = new ChainRotation({
    ...{ optionData, clock, store: { options: () => [] } as never },
    instrumentOf: (ticker) => stock(ticker),
    spotOf: () => market.spot,
    tradingDate: () => tradingDate(clock.now()),
    capacity: () => 20,
    ready: () => true,
  });
  rotation.watch(tickers);
  rotation.walk(50);
  clock.every(1_000, () => rotation.publish());
  const visitsIn = async (seconds: number): Promise<number> => {
    const before = market.visits;
    await clock.advance(seconds * 1_000);
    return market.visits - before;
  };
  const sharesIn = async (seconds: number): Promise<readonly number[]> => {
    visitsOf.clear();
    await clock.advance(seconds * 1_000);
    const total = [...visitsOf.values()].reduce((sum, visits) => sum + visits, 0);
    return tickers.map((ticker) => (visitsOf.get(ticker) ?? 0) / total);
  };
  return { clock, rotation, market, visitsIn, sharesIn };
}

it('walks slowly once nothing has been new for a while, and at full pace as soon as something is', async () => {
  const { market, visitsIn } = open();
  await visitsIn(2);
  expect(await visitsIn(10)).toBeGreaterThan(140);
  await visitsIn(10);
  expect(await visitsIn(10)).toBeLessThanOrEqual(3);
  market.price = 6;
  await visitsIn(2);
  expect(await visitsIn(5)).toBeGreaterThan(70);
  await visitsIn(20);
  expect(await visitsIn(10)).toBeLessThanOrEqual(3);
  market.spot = 500.1;
  await visitsIn(1);
  expect(await visitsIn(5)).toBeGreaterThan(70);
});

it.each([
  { hour: 10, told: 'answered', answered: 20 },
  { hour: 8, told: 'not answered yet', answered: 10 },
])('an option that tells nothing at $hour:00 has $told', async ({ hour, answered }) => {
  const { rotation, visitsIn } = open(['SPY'], { hour, tells: (strike) => strike % 2 === 0 });
  const heard: OptionChain[] = [];
  rotation.subscribe('SPY', { set: (chain) => heard.push(chain), remove: () => undefined });
  await visitsIn(120);
  // Ten of twenty-two tell something; of the silent ones no more count than of those.
  expect(heard.at(-1)).toMatchObject({ wanted: 22, seen: 10, core: { wanted: 22, answered } });
});

it('counts the answers of what is always wanted, however much more somebody wants to see', async () => {
  const { rotation, visitsIn } = open(['SPY'], { strikes: 61 });
  const unseen: OptionChain[] = [];
  const heard: OptionChain[] = [];
  rotation.chains.subscribe({ set: (chain) => unseen.push(chain), remove: () => undefined });
  await visitsIn(20);
  expect(unseen.at(-1)).toMatchObject({ wanted: 40, seen: 40, core: { wanted: 40, answered: 40 } });
  rotation.subscribe('SPY', { set: (chain) => heard.push(chain), remove: () => undefined });
  await visitsIn(3);
  const [first] = heard.filter(({ wanted }) => wanted > 40);
  expect(first).toMatchObject({ wanted: 72, core: { wanted: 40, answered: 40 } });
});

it('fills the chain somebody looks at first, then gives it one visit of four; the others all get their turn', async () => {
  // A multiple of four, as the turns are.
  const tickers = ['SPY', 'QQQ', 'IWM', 'AAPL', 'MSFT', 'META', 'AMZN', 'NVDA'];
  const { clock, rotation, market, sharesIn } = open(tickers);
  clock.every(100, () => (market.price += 0.01));
  await sharesIn(2);
  const background = await sharesIn(6);
  for (const share of background) expect(share).toBeCloseTo(1 / 8, 1);
  const looked = rotation.subscribe('NVDA', { set: () => undefined, remove: () => undefined });
  await sharesIn(5);
  const shares = await sharesIn(30);
  expect(shares.at(-1)).toBeCloseTo(1 / 4, 1);
  for (const share of shares.slice(0, -1)) expect(share).toBeCloseTo(3 / 28, 1);
  looked.close();
  for (const share of await sharesIn(30)) expect(share).toBeCloseTo(1 / 8, 1);
});

it('has seen every option of a chain somebody looks at long before those of the others', async () => {
  const { rotation, sharesIn } = open(['SPY', 'QQQ', 'IWM', 'AAPL', 'MSFT', 'NVDA']);
  const seen = { NVDA: 0, wanted: 0 };
  rotation.subscribe('NVDA', {
    set: (chain) => Object.assign(seen, { NVDA: chain.seen, wanted: chain.wanted }),
    remove: () => undefined,
  });
  await sharesIn(5);
  expect(seen).toEqual({ NVDA: 22, wanted: 22 });
});

it('covers a whole chain on demand, tells each expiry apart, and gives the lines back when nobody asks', async () => {
  const { rotation, clock } = open();
  await clock.advance(5_000);
  const told: ChainCoverage[] = [];
  const scope = { untilDays: 60, expiry: null, strikeShare: null };
  const cover = rotation.cover('SPY', scope, { set: (item) => void told.push(item), remove: () => undefined });
  await clock.advance(10_000);
  expect(told.at(-1)).toMatchObject({ underlying: 'SPY', listed: ['20261016'] });
  expect(told.at(-1)?.expiries).toMatchObject([{ expiry: '20261016', tradingClass: 'SPY', wanted: 22, seen: 22 }]);
  expect(told.at(-1)?.expiries[0]?.oldestRowTime).toBeGreaterThan(instantOf(today, 36_000));
  cover.close();
  cover.close();
  const before = told.length;
  await clock.advance(3_000);
  expect(told).toHaveLength(before);
});

/** The chain of SPY as last told. */
function watched(rotation: ChainRotation): { chain: OptionChain | null } {
  const told: { chain: OptionChain | null } = { chain: null };
  rotation.chains.subscribe({ set: (chain) => void (told.chain = chain), remove: () => undefined });
  return told;
}

it('lets go of the day before at the change of the trading date, and asks for all of it again', async () => {
  const { clock, rotation, market } = open(['SPY'], { hour: 20 - 1 / 60, tells: () => market.volume > 0 });
  const told = watched(rotation);
  await clock.advance(30_000);
  expect(told.chain?.seen).toBe(22);
  expect(told.chain?.rows[0]).toMatchObject({ openInterest: 10, volume: 1 });
  market.volume = 0;
  await clock.advance(40_000);
  expect(told.chain).toMatchObject({ wanted: 22, seen: 0, rows: [], core: { wanted: 22, answered: 0 } });
  Object.assign(market, { volume: 777, openInterest: 20 });
  await clock.advance(30_000);
  expect(told.chain?.rows).toHaveLength(22);
  for (const row of told.chain?.rows ?? []) expect(row).toMatchObject({ openInterest: 20, volume: null });
});

it('waits for open interest until it has been told in the session, then for what is quick alone', async () => {
  const { clock, rotation, market, visitsIn } = open(['SPY'], { hour: 9.49, lateMs: 400 });
  const told = watched(rotation);
  clock.every(100, () => (market.price += 0.01));
  await clock.advance(30_000);
  expect(told.chain).toMatchObject({ seen: 22 });
  market.openInterest = 5_000;
  const unknown = new Set<string>();
  rotation.chains.subscribe({
    set: ({ rows }) => rows.forEach((row) => row.openInterest === null && unknown.add(row.instrument)),
    remove: () => undefined,
  });
  // The open comes after six more seconds; a round takes two.
  await clock.advance(10_000);
  expect([...unknown]).toEqual([]);
  for (const row of told.chain?.rows ?? []) expect(row).toMatchObject({ openInterest: 5_000, volume: 1 });
  market.openInterest = 6_000;
  await visitsIn(10);
  for (const row of told.chain?.rows ?? []) expect(row.openInterest).toBe(5_000);
});
