import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/engine/domain/time.ts';
import type { Score } from '../../src/engine/domain/score.ts';
import { ConfluenceService } from '../../src/engine/confluence/confluence-service.ts';
import type { Clock } from '../../src/engine/ports/clock.ts';
import { createPracticeMarket } from '../../src/engine/simulators/market/practice-market.ts';
import { createVirtualClock } from '../../src/engine/simulators/create-virtual-clock.ts';
import type { SimEpisode } from '../../src/engine/simulators/simulated-market.ts';
import { practiceBook } from '../support/practice-book.ts';

const days = ['20261005', '20261006'];
/** Enough to compare with; each costs a chain. */
const quietNames = 5;

type Seen = { readonly score: Score; readonly episode: SimEpisode | null };

/** Scores of planted and some quiet names forty minutes into the day, with the episode that runs in it. */
function scoresAt(date: string): readonly Seen[] {
  const openMs = instantOf(date, 9.5 * 3600);
  const clock = createVirtualClock({ startMs: openMs, speed: 0 });
  const market = createPracticeMarket({ seed: 20_261, tradingDate: date, clock });
  clock.advanceTo(openMs + 40 * 60_000);
  const running = market.episodes().filter((episode) => episode.startMs <= clock.now() && episode.endMs >= clock.now());
  const planted = running.map((episode) => episode.ticker);
  const quiet = market
    .underlyings()
    .filter((each) => each.secType === 'STK' && !planted.includes(each.symbol))
    .map((each) => each.symbol);
  const tickers = ['SPY', ...planted, ...quiet.filter((symbol) => symbol !== 'SPY').slice(0, quietNames)];
  const books = new Map([...tickers, 'VIX', 'VIX3M'].map((ticker) => [ticker, practiceBook(market, ticker)]));
  const standing: Clock = {
    now: () => clock.now(),
    speed: 1,
    monotonicMs: () => 1e6,
    wallMs: () => 0,
    after: () => () => undefined,
    every: () => () => undefined,
  };
  const service = new ConfluenceService({
    clock: standing,
    weights: () => ({}),
    book: (ticker) => books.get(ticker) ?? null,
  });
  service.refreshRegime();
  for (const ticker of tickers) {
    const book = books.get(ticker);
    if (book) service.update(book);
  }
  clock.close();
  return service.rows
    .values()
    .map((row) => ({ score: row.score, episode: running.find((episode) => episode.ticker === row.ticker) ?? null }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the grid finds what is planted in the practice market', () => {
  const seen = days.flatMap(scoresAt);
  const planted = seen.filter(({ episode }) => episode?.truth === 'agreement');
  const quiet = seen.filter(({ episode }) => episode === null);
  const towards = ({ score, episode }: Seen): number =>
    score.direction === episode?.direction ? score.conviction : -score.conviction;

  it('has episodes running early in each day', () => {
    expect(planted.length).toBeGreaterThanOrEqual(days.length);
  });

  it('reads most true episodes in their direction, with more conviction than quiet names', () => {
    const right = planted.filter((each) => each.score.direction === each.episode?.direction).length / planted.length;
    expect(right).toBeGreaterThanOrEqual(0.7);
    expect(mean(planted.map(towards))).toBeGreaterThan(1.3 * mean(quiet.map(({ score }) => score.conviction)));
  });

  it('never claims data of a layer that has no source', () => {
    for (const { score } of seen) {
      expect(score.withData).toBeLessThanOrEqual(3);
      expect(score.conviction).toBeGreaterThanOrEqual(0);
      expect(score.conviction).toBeLessThanOrEqual(1);
    }
  });
});
