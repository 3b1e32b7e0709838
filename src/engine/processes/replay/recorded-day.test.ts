import { expect, test } from 'vitest';
import { sessionOf } from '../../../../tests/support/session-of.ts';
import { testVendor } from '../../../../tests/support/test-vendor.ts';
import { recordedMarketData } from '../../adapters/recording/recorded-market-data.ts';
import { createReplayClock } from '../../adapters/replay/replay-clock.ts';
import { ReplayMarketData } from '../../adapters/replay/replay-market-data.ts';
import { createWorldClock } from '../../adapters/system/world-clock.ts';
import type { Bar } from '../../domain/bar.ts';
import { instrumentId, type Instrument } from '../../domain/instrument.ts';
import { emptyQuote } from '../../domain/quote.ts';
import { instantOf } from '../../domain/time.ts';
import type { HistoryQuery, MarketData } from '../../ports/market-data.ts';
import type { OptionClass, OptionData, OptionTick } from '../../ports/option-data.ts';
import type { ReceivedItem } from '../../ports/recording.ts';
import type { TapeRow, TapeSource, TapeTick, TapeTold } from '../../ports/tape-source.ts';
import { recordedDay } from './recorded-day.ts';

const noon = Date.UTC(2026, 9, 12, 16);
const dayMs = 86_400_000;
const vendors = [testVendor()];
const going = new AbortController().signal;

function contract(symbol: string, secType: 'STK' | 'IND' | 'FUT' = 'STK'): Instrument {
  return {
    ...{ id: instrumentId({ symbol, secType }), symbol, secType, exchange: 'SMART', primaryExchange: '', name: symbol },
    ...{ currency: 'USD', multiplier: 1, minTick: 0.01, expiry: '', strike: null, right: null, tradingClass: symbol },
    conId: 7,
  };
}

const spy = contract('SPY');
const vix = contract('VIX', 'IND');
const listed: readonly OptionClass[] = [
  { exchange: 'SMART', tradingClass: 'SPY', multiplier: 100, expiries: ['20261016'], strikes: [449, 450] },
];
const tick: OptionTick = {
  ...{ bid: 1, ask: 1.1, last: 1, volume: 3, openInterest: 400, impliedVol: 0.2, delta: 0.5, underlyingPrice: 450 },
  ...{ delayMs: 0, receivedTime: noon },
};
const nothingTold = { averageVolume: null, callVolume: null, putVolume: null, callOpenInterest: null };
const stats = { ...nothingTold, impliedVol30: 0.2, historicalVol30: 0.1, putOpenInterest: null, receivedTime: noon };
const quote = { ...emptyQuote('SPY.STK'), bid: 449.9, ask: 450.1, close: 448, eventTime: noon, receivedTime: noon };
const print = {
  ...{ instrument: 'SPY.STK', price: 450, size: 100, venue: 'Q', conditions: '', unreported: false },
  ...{ eventTime: noon, receivedTime: noon },
};
const dayBar = (start: number): Bar => ({
  ...{ instrument: 'SPY.STK', interval: '1d', start, open: 1, high: 2, low: 1, close: 2, volume: 9 },
});
const firstDay = Date.UTC(2026, 9, 10);
const bars = [dayBar(firstDay), dayBar(firstDay + dayMs), dayBar(firstDay + 2 * dayMs)];
const daily: HistoryQuery = {
  ...{ instrument: spy, kind: 'TRADES', interval: '1d', endMs: null, count: 10, regularHoursOnly: true, priority: 1 },
};

type Source = MarketData & OptionData;

/** A broker that answers and tells what a recording of it is made of. */
function broker(): { readonly source: Source; readonly tell: (row: TapeTick | TapeTold) => void } {
  const answers = {
    instruments: new Map([spy, vix].map((each) => [each.id, each])),
    classes: new Map([[spy.id, listed]]),
    bars: ({ interval }: { interval: string }) => (interval === '1d' ? bars : null),
  };
  const clock = createReplayClock(createWorldClock(), 0);
  clock.setNow(noon + 3 * dayMs);
  const data = new ReplayMarketData(clock, { symbols: ['SPY', 'VIX'], answers });
  return { source: data.port, tell: (row) => data.take(row) };
}

/** What a morning of the program records: contracts, classes and history asked for, then lines that tell. */
async function morning(): Promise<{ readonly items: ReceivedItem[]; readonly newDay: () => void }> {
  const items: ReceivedItem[] = [];
  const begun: (() => void)[] = [];
  let now = noon;
  const { source, tell } = broker();
  const market = recordedMarketData(source, {
    recorder: { record: (item) => void items.push(item) },
    ...{ clock: { now: () => now++ }, active: () => true, onDay: (day) => void begun.push(day) },
  });
  await market.resolve({ symbol: 'SPY', secType: 'STK', exchange: 'SMART', currency: 'USD' });
  await market.resolve({ symbol: 'VIX', secType: 'IND', exchange: 'CBOE', currency: 'USD' });
  await market.resolve({ symbol: 'NONE', secType: 'STK', exchange: 'SMART', currency: 'USD' });
  await market.classes(spy);
  await market.history(daily);
  const onProblem = (): void => undefined;
  const option = market.optionInstrument(spy, {
    ...{ tradingClass: 'SPY', expiry: '20261016', strike: 450, right: 'C', multiplier: 100 },
  });
  market.quotes(spy, { onQuote: () => undefined, onProblem });
  market.quotes(vix, { onQuote: () => undefined, onProblem });
  market.trades(spy, { onTrade: () => undefined, onProblem });
  market.option(option, { onTick: () => undefined, onProblem });
  tell({ kind: 'whole-quote', time: noon, quote });
  tell({ kind: 'whole-quote', time: noon, quote: { ...quote, instrument: 'VIX.IND', bid: null, ask: null, last: 15 } });
  tell({ kind: 'print', time: noon, trade: print });
  tell({ kind: 'option', time: noon, instrument: option.id, tick });
  tell({ kind: 'stats', time: noon, instrument: 'SPY.STK', stats });
  return { items, newDay: () => begun.forEach((day) => day()) };
}

async function dayOf(items: readonly ReceivedItem[]): Promise<TapeSource> {
  const day = await recordedDay(await sessionOf(items), vendors, going);
  if (!day.ok) throw new Error(day.failure.message);
  return day.value;
}

async function rowsOf(day: TapeSource): Promise<readonly TapeRow[]> {
  const rows: TapeRow[] = [];
  for await (const row of day.rows()) rows.push(row);
  return rows;
}

test('what the broker told and answered is recorded, and tells and answers the same when it is played', async () => {
  const { items } = await morning();
  const day = await dayOf(items);
  expect(day.symbols).toEqual(['SPY', 'VIX']);
  const rows = await rowsOf(day);
  expect(rows.map(({ kind }) => kind)).toEqual(['whole-quote', 'whole-quote', 'print', 'option', 'stats']);
  expect(rows[0]).toMatchObject({ quote });
  expect(rows[3]).toMatchObject({ instrument: 'SPY.OPT.20261016.C.450', tick });

  const clock = createReplayClock(createWorldClock(), 0);
  clock.setNow(noon);
  const replayed = new ReplayMarketData(clock, day);
  const heard: unknown[] = [];
  const onProblem = (problem: unknown): void => void heard.push(problem);
  for (const row of rows) if (row.kind !== 'facts') replayed.take(row);
  const { port } = replayed;
  expect(await port.resolve({ symbol: 'VIX', secType: 'IND', exchange: '', currency: 'USD' })).toEqual({
    ...{ ok: true, value: [vix] },
  });
  expect(await port.resolve({ symbol: 'VIX', secType: 'STK', exchange: '', currency: 'USD' })).toMatchObject({
    ...{ ok: false, failure: { code: 'no-contract' } },
  });
  expect(await port.classes(spy)).toEqual({ ok: true, value: listed });
  // Whoever comes late is told what is known, as the broker does.
  port.option(
    port.optionInstrument(spy, { tradingClass: 'SPY', expiry: '20261016', strike: 450, right: 'C', multiplier: 100 }),
    { onTick: (told) => heard.push(told), onProblem },
  );
  port.quotes(spy, { onQuote: (told) => heard.push(told), onStats: (told) => heard.push(told), onProblem });
  expect(heard).toEqual([tick, quote, stats]);
});

test('a history knows nothing that was not over by then', async () => {
  const day = await dayOf((await morning()).items);
  const clock = createReplayClock(createWorldClock(), 0);
  const { port } = new ReplayMarketData(clock, day);
  const startsAt = async (now: number, change: Partial<HistoryQuery> = {}) => {
    clock.setNow(now);
    const found = await port.history({ ...daily, ...change });
    return found.ok ? found.value.map(({ start }) => start) : found;
  };
  // The third bar is of the recorded day itself: its close was known in the recording only because that was made later.
  expect(await startsAt(noon)).toEqual([firstDay, firstDay + dayMs]);
  expect(await startsAt(noon + dayMs)).toHaveLength(3);
  expect(await startsAt(noon, { count: 1 })).toEqual([firstDay + dayMs]);
  expect(await startsAt(noon, { endMs: firstDay + dayMs })).toEqual([firstDay]);
  expect(await startsAt(noon, { interval: '1m' })).toEqual([]);
});

test('the file of a new day begins with what was answered on the days before', async () => {
  const { items, newDay } = await morning();
  const before = items.length;
  newDay();
  const again = items.slice(before);
  expect(again.map(({ channel }) => channel.split('/')[1])).toEqual(['instruments', 'instruments', 'classes']);
  const [quoted] = items.filter(({ channel }) => channel.endsWith('/quote'));
  const day = await dayOf([...again, ...(quoted ? [quoted] : [])]);
  expect(day.symbols).toEqual(['SPY']);
  expect(day.answers?.classes.get(spy.id)).toEqual(listed);
});

test('a Monday begins on Friday evening, and ends with its own', async () => {
  const friday = instantOf('20261009', 20 * 3_600);
  const monday = instantOf('20261012', 9.5 * 3_600);
  const evening = instantOf('20261012', 20 * 3_600);
  const { items } = await morning();
  const at = (receivedTime: number, part: string): ReceivedItem[] =>
    items.filter(({ channel }) => channel.endsWith(part)).map((item) => ({ ...item, receivedTime }));
  const told = [...at(friday, 'instruments'), ...at(monday, 'quote'), ...at(evening - 1, 'trade')];
  const day = await dayOf(told);
  expect((await rowsOf(day)).map(({ kind, time }) => [kind, time])).toEqual([
    ...[monday, monday].map((time) => ['whole-quote', time]),
    ['print', evening - 1],
  ]);
  expect(day.skipped()).toBe(0);
  const session = await sessionOf(told);
  const longer = {
    ...session,
    items: async function* items() {
      yield* session.items();
      yield* at(evening, 'trade');
    },
  };
  const refusing = await recordedDay(longer, vendors, going);
  if (!refusing.ok) throw new Error(refusing.failure.message);
  expect(await rowsOf(refusing.value)).toHaveLength(3);
  expect(refusing.value.refusals()).toEqual({ 'later than the trading day of the first': 1 });
});

test('what vendors said comes between, and what cannot be read is refused by name', async () => {
  const said = (number: number): ReceivedItem => ({
    ...{ channel: 'test-vendor/live', receivedTime: noon + 50, context: '{"frame":"text"}' },
    bytes: Buffer.from(JSON.stringify({ print: { id: `p${number}`, at: noon, price: '1.5', symbol: 'SPY' } })),
  });
  const told = (part: string, value: unknown): ReceivedItem => ({
    ...{ channel: `ibkr/${part}`, receivedTime: noon + 60, context: '{}' },
    bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  });
  const { items } = await morning();
  const day = await dayOf([
    ...items,
    said(1),
    told('quote', { ...quote, bid: 'much' }),
    told('trade', '{"instrument":'),
    told('option', { instrument: 'SPY.OPT.20261016.C.450' }),
    told('history', { instrument: 'SPY.STK', kind: 'RUMOURS', interval: '1d', bars: [] }),
    told('instruments', 'none'),
    told('history', { instrument: 'QQQ.STK', kind: 'TRADES', interval: '1d', bars: [bars[0]] }),
    told('book', {}),
    { ...said(2), channel: 'nobody/live' },
  ]);
  const rows = await rowsOf(day);
  expect(rows.filter(({ kind }) => kind === 'facts')).toMatchObject([{ time: noon + 50, facts: [{ key: 'p1' }] }]);
  expect(day.refusals()).toEqual({
    'quote that cannot be read': 1,
    'trade that cannot be read': 1,
    'option that cannot be read': 1,
    'history that cannot be read': 2,
    'instruments that cannot be read': 1,
    'a vendor this program does not know': 1,
  });
  expect(day.skipped()).toBe(7);
  // Read again, it counts anew.
  await rowsOf(day);
  expect(day.skipped()).toBe(7);
});

test('without prices, or without what they are prices of, there is nothing to play', async () => {
  const { items } = await morning();
  const without = async (part: string) =>
    recordedDay(await sessionOf(items.filter(({ channel }) => !channel.endsWith(part))), vendors, going);
  expect(await without('/quote')).toMatchObject({ ok: false, failure: { code: 'no-prices' } });
  expect(await without('/instruments')).toMatchObject({ ok: false, failure: { code: 'no-contracts' } });
  const stopped = await recordedDay(await sessionOf(items), vendors, AbortSignal.abort());
  expect(stopped).toMatchObject({ ok: false, failure: { code: 'stopped' } });
});

test('a symbol that no watchlist could have is no ticker', async () => {
  const { items } = await morning();
  const esc = { ...spy, id: 'SPY.STK', symbol: '\u001b[31mSPY' };
  const crafted = { channel: 'ibkr/instruments', receivedTime: noon + 90, context: '{}' };
  const day = await dayOf([...items, { ...crafted, bytes: Buffer.from(JSON.stringify([esc])) }]);
  expect(day.symbols).toEqual(['VIX']);
});
