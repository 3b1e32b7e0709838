import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import type { Fact } from '../domain/facts/fact.ts';
import type { Instrument } from '../domain/instrument.ts';
import { ok } from '../domain/outcome.ts';
import type { BrokerNews, Headline, HeadlineListener } from '../ports/broker-news.ts';
import { NewsWatch } from './news-watch.ts';

const hourMs = 3_600_000;

/** One symbol over a broker whose headlines the test tells. */
async function watched() {
  const clock = new ManualClock(Date.UTC(2026, 9, 5, 14));
  const asked: number[] = [];
  const facts: Fact[] = [];
  const lines: HeadlineListener[] = [];
  const state = { past: [] as readonly Headline[], closed: 0, lineLimits: 0 };
  const news: BrokerNews = {
    id: 'ibkr',
    providers: () => Promise.resolve(ok([{ code: 'BZ', name: 'Wire' }])),
    past: (_instrument, { fromMs }) => {
      asked.push(fromMs);
      return Promise.resolve(ok({ headlines: state.past, isCut: false }));
    },
    watch: (_instrument, _providers, listener) => {
      lines.push(listener);
      return { close: () => void (state.closed += 1) };
    },
    article: () => Promise.resolve(ok('')),
    bulletins: () => ({ close: () => undefined }),
  };
  const watch = new NewsWatch({
    news,
    clock,
    instrumentOf: () => ({ id: 'SPY.STK', conId: 1 }) as Instrument,
    ready: () => true,
    mostLines: () => 1,
    onReserved: () => undefined,
    onLineLimit: () => void (state.lineLimits += 1),
    onFacts: (arrived) => void facts.push(...arrived),
  });
  watch.watch(['SPY']);
  const run = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000);
      watch.step();
    }
    await clock.advance(0);
  };
  await run(5);
  const headline = (articleId: string, eventTime: number): Headline => ({
    ...{ provider: 'BZ', text: articleId, sentiment: null },
    ...{ articleId, eventTime },
  });
  const live = (told: Headline): void => lines.at(-1)?.onHeadline(told);
  return { clock, watch, asked, facts, lines, state, run, headline, live };
}

test('a headline dated in the future is kept as it came, and the past is asked for from no later than before', async () => {
  const { clock, watch, asked, facts, run, headline, live } = await watched();
  const future = clock.now() + 6 * hourMs;
  live(headline('slip', future));
  await run(hourMs / 1_000);
  watch.heal();
  await run(5);
  expect(facts.map(({ eventTime }) => eventTime)).toEqual([future]);
  expect(asked.length).toBeGreaterThan(5);
  expect(Math.max(...asked)).toBeLessThan(clock.now() - hourMs);
});

test('nor does one that the past itself tells stop the catch-up', async () => {
  const { clock, watch, asked, state, run, headline } = await watched();
  state.past = [headline('slip', clock.now() + 6 * hourMs)];
  await run(700);
  state.past = [];
  const askedTime = clock.now();
  await run(hourMs / 1_000);
  watch.heal();
  await run(5);
  expect(asked.at(-1)).toBeGreaterThan(askedTime - 800_000);
  expect(asked.at(-1)).toBeLessThanOrEqual(askedTime);
});

test('a live headline after an outage does not hide what was missed before it', async () => {
  const { clock, watch, asked, state, run, headline, live } = await watched();
  const known = clock.now();
  state.past = [headline('known', known)];
  await run(700);
  state.past = [];
  await run(hourMs / 1_000);
  live(headline('first after', clock.now()));
  watch.heal();
  await run(5);
  expect(asked.at(-1)).toBe(known - 60_000);
});

test('a line TWS did not have is given back, said, and asked for again after a minute', async () => {
  const { watch, lines, state, run } = await watched();
  expect([lines.length, watch.lines]).toEqual([1, 1]);
  lines[0]?.onProblem({ code: 'line-limit', message: 'TWS 101' });
  expect([watch.lines, state.closed, state.lineLimits]).toEqual([0, 1, 1]);
  await run(59);
  expect(lines).toHaveLength(1);
  await run(2);
  expect([lines.length, watch.lines]).toEqual([2, 1]);
});
