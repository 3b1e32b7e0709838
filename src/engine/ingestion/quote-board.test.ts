import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { fail, ok } from '../domain/outcome.ts';
import { emptyQuote } from '../domain/quote.ts';
import type { MarketData } from '../ports/market-data.ts';
import { InstrumentBook } from './instrument-book.ts';
import { LineShortage } from './line-shortage.ts';
import { QuoteBoard } from './quote-board.ts';

const lineLimit = { code: 'line-limit', message: 'TWS 101: Max number of tickers has been reached' } as const;

/** A board over a vendor that has so many lines for it and for an option rotation that takes all it may. */
function shared(options: { readonly limit: number; given: number }) {
  const clock = new ManualClock(0);
  const open = new Set<InstrumentId>();
  const asked: { readonly id: InstrumentId; readonly atMs: number }[] = [];
  const problems: string[] = [];
  const shortage = new LineShortage(options.limit, clock);
  const rotating = (): number => Math.max(0, board.usage.rotation);
  const resolve: MarketData['resolve'] = ({ symbol }) =>
    Promise.resolve(ok([{ id: `${symbol}.STK`, symbol, secType: 'STK' } as Instrument]));
  const board: QuoteBoard = new QuoteBoard({
    book: new InstrumentBook({ resolve, search: () => Promise.resolve(fail('not-connected', '')) }),
    clock,
    lines: () => ({ limit: shortage.available, isShort: shortage.isShort }),
    lingerMs: 0,
    pace: 'at-once',
    onQuote: () => undefined,
    onStats: () => undefined,
    onProblem: (id, failure) => void problems.push(`${id} ${failure?.code ?? 'none'}`),
    onLineLimit: () => {
      shortage.refused(board.usage.quotes + state.rotation);
      board.refresh();
    },
    marketData: {
      quotes: ({ id }, listener) => {
        asked.push({ id, atMs: clock.monotonicMs() });
        const isFull = open.size + state.rotation >= options.given;
        if (!isFull) open.add(id);
        clock.after(10, () => (isFull ? listener.onProblem(lineLimit) : listener.onQuote(emptyQuote(id))));
        return { close: () => void open.delete(id) };
      },
    },
  });
  /** Lines of visits that have not ended yet: a rotation gives back within two seconds. */
  const state = { rotation: 0 };
  const run = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000);
      if (second % 2 === 1) state.rotation = Math.min(rotating(), Math.max(0, options.given - open.size));
      if (shortage.step()) board.refresh();
      board.turn();
    }
  };
  return { board, run, open, asked, problems, shortage, state, options };
}

const ids = (...symbols: readonly string[]): readonly InstrumentId[] => symbols.map((symbol) => `${symbol}.STK`);

test('a symbol TWS had no line for is asked for again once the option rotation has given lines back', async () => {
  const { board, run, open, asked, problems, shortage, state } = shared({ limit: 100, given: 20 });
  board.watch(ids('A', 'B'));
  await run(1);
  state.rotation = 18;
  board.watch(ids('A', 'B', 'C'));
  await run(1);
  expect([open.size, shortage.available]).toEqual([2, 20]);
  expect(board.usage).toEqual({ quotes: 2, rotation: 15 });
  expect(problems.at(-1)).toBe('C.STK line-limit');
  await run(4);
  expect([...open]).toEqual(ids('A', 'B', 'C'));
  expect(problems.at(-1)).toBe('C.STK none');
  const [first, second, ...others] = asked.filter(({ id }) => id === 'C.STK').map(({ atMs }) => atMs);
  expect(others).toEqual([]);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(3_000);
});

test('who is refused again and again is asked for less and less often, and at last served', async () => {
  const stage = shared({ limit: 100, given: 0 });
  stage.board.watch(ids('A'));
  await stage.run(200);
  const times = stage.asked.map(({ atMs }) => Math.round(atMs / 1_000));
  const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(waits.slice(0, 6)).toEqual([4, 7, 13, 25, 49, 61]);
  stage.options.given = 5;
  await stage.run(61);
  expect([...stage.open]).toEqual(ids('A'));
});

test('where TWS gives few lines, quotes keep theirs and the rotation its least', async () => {
  const { board, run, open, state, shortage } = shared({ limit: 100, given: 6 });
  board.watch(ids('A', 'B', 'C', 'D'));
  await run(1);
  state.rotation = 2;
  board.watch(ids('A', 'B', 'C', 'D', 'E'));
  await run(10);
  expect(shortage.available).toBe(6);
  expect([...open]).toEqual(ids('A', 'B', 'C', 'D'));
  expect(board.usage.rotation).toBe(2);
});

test('a symbol that nobody wants any more is not asked for again', async () => {
  const { board, run, asked } = shared({ limit: 100, given: 0 });
  board.watch(ids('A'));
  await run(1);
  board.watch([]);
  await run(60);
  expect(asked).toHaveLength(1);
});
