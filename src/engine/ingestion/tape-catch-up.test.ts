import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instrument } from '../domain/instrument.ts';
import { fail, ok, type Outcome } from '../domain/outcome.ts';
import { emptyQuote } from '../domain/quote.ts';
import type { Trade } from '../domain/trade.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';
import { InstrumentBook } from './instrument-book.ts';
import { printOrigins } from './print.ts';
import { TapeHub } from './tape-hub.ts';

type Past = Outcome<{ readonly trades: readonly Trade[]; readonly isCut: boolean }, MarketDataCode>;
type Row = { readonly price: number; readonly size: number; readonly origin: number };

const id = 'SPY.STK';
const spy = { id, symbol: 'SPY', secType: 'STK' } as Instrument;

/** One venue, its stream, its quotes and its memory, and a tape that reads them. */
function venue() {
  const rows: Row[] = [];
  const trades: Trade[] = [];
  const questions: { readonly fromMs: number; readonly answer: (past: Past) => void }[] = [];
  const state = { nowMs: 1_000_000, volume: 0, gaps: 0 };
  let listener: Parameters<MarketData['trades']>[1] | null = null;
  const search = () => Promise.resolve(fail('not-connected', ''));
  const hub = new TapeHub({
    book: new InstrumentBook({ resolve: () => Promise.resolve(ok([spy])), search }),
    clock: { now: () => state.nowMs, monotonicMs: () => state.nowMs },
    slots: () => 1,
    onGap: () => void (state.gaps += 1),
    onPending: () => undefined,
    quoteOf: () => undefined,
    marketData: {
      trades: (_instrument, told) => {
        listener = told;
        return { close: () => void (listener = null) };
      },
      pastTrades: ({ fromMs }) => new Promise((answer) => void questions.push({ fromMs, answer })),
    },
  });
  const take = (columns: Readonly<Record<string, Float64Array>>): void => {
    const [, price = [], size = [], , origin = []] = Object.values(columns);
    for (const [index, at] of Array.from(origin).entries())
      rows.push({ price: price[index] ?? 0, size: size[index] ?? 0, origin: at });
  };
  hub.subscribe(id, { snapshot: take, append: take });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    hub.flush();
  };
  const quote = (): void => {
    const last = trades.at(-1)?.price ?? 1;
    const times = { eventTime: state.nowMs, receivedTime: state.nowMs };
    hub.onQuote({ ...emptyQuote(id), last, volume: state.volume, ...times });
  };
  return {
    ...{ hub, rows, state, trades, questions, settle, quote },
    /** Something is traded: the stream tells it where there is one, and quotes a moment later. */
    trade({ price, size, waitMs }: Traded, isSeen: boolean): void {
      state.nowMs += waitMs;
      state.volume += size;
      const second = Math.floor(state.nowMs / 1_000) * 1_000;
      const told = { instrument: id, price, size, venue: '', conditions: '', unreported: false };
      const trade = { ...told, eventTime: second, receivedTime: state.nowMs };
      trades.push(trade);
      if (!isSeen) return;
      listener?.onTrade(trade);
      quote();
    },
    problem: (code: MarketDataCode) => listener?.onProblem({ code, message: code }),
    async answer(kind: Answer): Promise<void> {
      const question = questions.at(-1);
      if (!question) return;
      const known = trades.filter(({ eventTime }) => eventTime >= question.fromMs);
      const lastMs = known.at(-1)?.eventTime ?? 0;
      const cut = known.filter(({ eventTime }) => eventTime < lastMs);
      if (kind === 'failed') question.answer(fail('timeout', ''));
      else question.answer(ok(kind === 'whole' ? { trades: known, isCut: false } : { trades: cut, isCut: true }));
      await settle();
    },
  };
}

type Traded = { readonly price: number; readonly size: number; readonly waitMs: number };
type Answer = 'whole' | 'cut' | 'failed';

const traded = fc.record({
  price: fc.integer({ min: 1, max: 3 }),
  size: fc.integer({ min: 1, max: 3 }),
  waitMs: fc.constantFrom(0, 20, 400, 900, 5_000),
});
const some = (most: number, least = 0) => fc.array(traded, { minLength: least, maxLength: most });

const day = fc.record({
  before: some(8, 1),
  missed: some(8),
  /** Trades between the reconnect and the answer, and whether the line breaks a second time among them. */
  meanwhile: some(6),
  again: fc.option(fc.record({ at: fc.nat(6), missed: some(4) }), { nil: null }),
  /** TWS has no stream for us after the reconnect: prints are read off the quotes. */
  refused: fc.boolean(),
  after: some(8),
});

type World = ReturnType<typeof venue>;
type Day = typeof day extends fc.Arbitrary<infer Value> ? Value : never;

function breakOff(world: World, missed: readonly Traded[], refused: boolean): void {
  world.problem('not-connected');
  for (const trade of missed) world.trade(trade, false);
  world.state.nowMs += 2_000;
  world.hub.heal();
  if (refused) world.problem('line-limit');
  world.quote();
}

async function play(plan: Day, answer: Answer): Promise<World> {
  const world = venue();
  await world.settle();
  for (const trade of plan.before) world.trade(trade, true);
  breakOff(world, plan.missed, plan.refused);
  for (const [index, trade] of plan.meanwhile.entries()) {
    if (index === plan.again?.at) breakOff(world, plan.again.missed, plan.refused);
    world.trade(trade, true);
  }
  // The answer holds all that was traded until now.
  await world.answer(answer);
  for (const trade of plan.after) world.trade(trade, true);
  await world.settle();
  return world;
}

const shown = ({ price, size }: Pick<Row, 'price' | 'size'>): string => `${size} at ${price}`;
const printsOf = ({ rows }: World): readonly Row[] => rows.filter(({ origin }) => origin !== printOrigins.gap);

test('what the vendor can replay is on the tape once and in order, however the interruption fell', async () => {
  await fc.assert(
    fc.asyncProperty(day, async (plan) => {
      const world = await play(plan, 'whole');
      expect(printsOf(world).map(shown)).toEqual(world.trades.map(shown));
      expect(world.state.gaps).toBe(0);
    }),
    { numRuns: 500 },
  );
});

/** Whether `part` can be had from `whole` by leaving trades out. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0;
  for (const item of whole) if (item === part[next]) next += 1;
  return next === part.length;
}

test('what the vendor cannot replay is a gap, and no print is lost or there twice beside it', async () => {
  const answers = fc.constantFrom<Answer>('cut', 'failed');
  await fc.assert(
    fc.asyncProperty(day, answers, async (plan, answer) => {
      const world = await play({ ...plan, refused: false }, answer);
      const told = printsOf(world).map(shown);
      expect(world.state.gaps).toBeGreaterThan(0);
      expect(isWithin(told, world.trades.map(shown))).toBe(true);
      const streamed = [...plan.before, ...plan.meanwhile, ...plan.after].map(shown);
      expect(isWithin(streamed, told)).toBe(true);
      const gap = world.rows.findIndex(({ origin }) => origin === printOrigins.gap);
      expect(world.rows.slice(0, gap).length).toBeGreaterThanOrEqual(plan.before.length);
    }),
    { numRuns: 500 },
  );
});

test('prints read off quotes before the answer do not hide what was missed', async () => {
  const world = venue();
  await world.settle();
  world.trade({ price: 1, size: 1, waitMs: 0 }, true);
  breakOff(world, [{ price: 2, size: 9, waitMs: 30_000 }], true);
  world.trade({ price: 3, size: 5, waitMs: 250 }, true);
  await world.answer('whole');
  expect(world.rows.map(({ price, origin }) => [price, origin])).toEqual([
    [1, printOrigins.exact],
    [2, printOrigins.past],
    [3, printOrigins.past],
  ]);
});

test('of trades that quotes told as one print, as many are left out as its volume has', async () => {
  const world = venue();
  await world.settle();
  world.problem('line-limit');
  world.quote();
  const traded = [2, 3, 4].map((size) => ({ price: 7, size, waitMs: 0 }));
  for (const [index, trade] of traded.entries()) world.trade(trade, index > 1);
  world.state.nowMs += 15_000;
  world.hub.turn();
  await world.settle();
  breakOff(world, [{ price: 8, size: 1, waitMs: 1_000 }], false);
  await world.answer('whole');
  expect(world.rows.map(({ price, size, origin }) => [price, size, origin])).toEqual([
    [7, 9, printOrigins.sampled],
    [8, 1, printOrigins.past],
  ]);
});

test('prints of quotes that the vendor’s past does not reach stay', async () => {
  const world = venue();
  await world.settle();
  world.trade({ price: 1, size: 1, waitMs: 0 }, true);
  breakOff(world, [], true);
  world.trade({ price: 3, size: 5, waitMs: 10_000 }, true);
  world.questions.at(-1)?.answer(ok({ trades: world.trades.slice(0, 1), isCut: false }));
  await world.settle();
  expect(world.rows.map(({ price, origin }) => [price, origin])).toEqual([
    [1, printOrigins.exact],
    [3, printOrigins.sampled],
  ]);
});

test('a past that is behind or ahead of the stream meets it where both agree', async () => {
  for (const told of [3, 4, 5, 6]) {
    const world = venue();
    await world.settle();
    world.trade({ price: 1, size: 1, waitMs: 0 }, true);
    breakOff(world, [{ price: 2, size: 1, waitMs: 1_000 }], false);
    for (const price of [3, 4]) world.trade({ price, size: 1, waitMs: 0 }, true);
    // Traded already, but told by the stream only after the answer.
    const late = [5, 6].map((price) => ({ price, size: 1, waitMs: 0 }));
    const ahead = late.map(({ price, size }) => {
      const last = world.trades.at(-1);
      return { ...{ instrument: id, venue: '', conditions: '', unreported: false }, price, size, ...timesOf(last) };
    });
    world.questions.at(-1)?.answer(ok({ trades: [...world.trades, ...ahead].slice(0, told), isCut: false }));
    await world.settle();
    for (const trade of late) world.trade(trade, true);
    await world.settle();
    expect(world.rows.map(({ price }) => price)).toEqual([1, 2, 3, 4, 5, 6]);
  }
});

function timesOf(trade: Trade | undefined): Pick<Trade, 'eventTime' | 'receivedTime'> {
  return { eventTime: trade?.eventTime ?? 0, receivedTime: trade?.receivedTime ?? 0 };
}

test('a print dated far in the future does not stop the catch-up', async () => {
  const world = venue();
  await world.settle();
  world.trade({ price: 1, size: 1, waitMs: 0 }, true);
  const nowMs = world.state.nowMs;
  world.state.nowMs += 6 * 3_600_000;
  world.trade({ price: 2, size: 1, waitMs: 0 }, true);
  world.state.nowMs = nowMs;
  breakOff(world, [{ price: 3, size: 1, waitMs: 30_000 }], false);
  expect(world.questions.at(-1)?.fromMs).toBe(nowMs);
  const missed = world.trades.filter(({ price }) => price !== 2);
  world.questions.at(-1)?.answer(ok({ trades: missed, isCut: false }));
  await world.settle();
  expect(world.rows.map(({ price }) => price)).toEqual([1, 2, 3]);
});

test('after a competing session the stream is asked for again, and what it missed with its first print', async () => {
  const world = venue();
  await world.settle();
  world.trade({ price: 1, size: 1, waitMs: 0 }, true);
  world.problem('no-data');
  world.trade({ price: 2, size: 1, waitMs: 1_000 }, false);
  world.state.nowMs += 28_000;
  world.hub.turn();
  await world.settle();
  world.trade({ price: 3, size: 1, waitMs: 0 }, false);
  world.state.nowMs += 1_000;
  world.hub.turn();
  await world.settle();
  expect(world.questions).toHaveLength(0);
  world.trade({ price: 4, size: 1, waitMs: 0 }, true);
  await world.answer('whole');
  expect(world.rows.map(({ price, origin }) => [price, origin])).toEqual([
    [1, printOrigins.exact],
    [2, printOrigins.past],
    [3, printOrigins.past],
    [4, printOrigins.exact],
  ]);
});
