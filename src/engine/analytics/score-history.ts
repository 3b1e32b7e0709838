import type { Score } from '../domain/score.ts';
import type { ScorePoint, ScoreStore } from '../ports/score-store.ts';

const smallestChange = 0.01;
const longestSilenceMs = 60_000;

export type ScoreHistory = {
  /** Keeps the score if it differs enough from the last kept one; tells who listens. */
  record(score: Score): void;
  history(ticker: string, from: number): readonly ScorePoint[];
  follow(ticker: string, listener: (point: ScorePoint) => void): () => void;
  flush(): void;
};

function pointOf(score: Score): ScorePoint {
  const sign = score.direction === 'bearish' ? -1 : 1;
  return {
    time: score.eventTime,
    conviction: sign * score.conviction,
    raw: sign * score.arithmetic.raw,
    agreeing: score.agreeing,
    withData: score.withData,
  };
}

/** Thins scores to what a chart needs: every hundredth of conviction, every change of votes, at least one a minute. */
export function createScoreHistory(store: ScoreStore): ScoreHistory {
  const last = new Map<string, ScorePoint>();
  const listeners = new Map<string, Set<(point: ScorePoint) => void>>();
  let pending: (ScorePoint & { readonly ticker: string })[] = [];
  return {
    record: (score) => {
      const point = pointOf(score);
      const before = last.get(score.ticker);
      const same =
        before !== undefined &&
        point.agreeing === before.agreeing &&
        point.withData === before.withData &&
        Math.abs(point.conviction - before.conviction) < smallestChange &&
        point.time - before.time < longestSilenceMs;
      if (same || (before !== undefined && point.time <= before.time)) return;
      last.set(score.ticker, point);
      pending.push({ ...point, ticker: score.ticker });
      for (const tell of listeners.get(score.ticker) ?? []) tell(point);
    },
    history: (ticker, from) => [
      ...store.history(ticker, from, 5_000),
      ...pending.filter((point) => point.ticker === ticker && point.time >= from),
    ],
    follow: (ticker, listener) => {
      const set = listeners.get(ticker) ?? new Set();
      listeners.set(ticker, set.add(listener));
      return () => set.delete(listener);
    },
    flush: () => {
      if (pending.length === 0) return;
      store.append(pending);
      pending = [];
    },
  };
}
