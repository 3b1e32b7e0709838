import type { SimEpisode } from '../simulated-market.ts';
import type { EpisodeKind, EpisodePlan } from './episode-plan.ts';
import { episodePlans } from './episode-plan.ts';
import { sessionGrid } from './session-grid.ts';

const stories: Readonly<Record<EpisodeKind, (side: 'up' | 'down') => string>> = {
  'supported-trend': (side) =>
    `Steady move ${side} on heavy volume; open interest gives it room and the skew leans the same way.`,
  'wall-break': (side) => `Breaks ${side} past the near wall on heavy volume; skew and positioning follow.`,
  'thin-drift': (side) =>
    `Drifts ${side} on thin volume while the skew leans along; positioning disagrees and the move is given back.`,
  'wall-rejection': (side) => `Runs ${side} straight into the heaviest strike, stalls there and reverses.`,
};

function describe(plan: EpisodePlan, startMs: number): SimEpisode {
  return {
    ticker: plan.symbol,
    kind: plan.kind,
    truth: plan.truth,
    direction: plan.direction === 1 ? 'bullish' : 'bearish',
    startMs: startMs + plan.startSecond * 1000,
    endMs: startMs + plan.endSecond * 1000,
    description: stories[plan.kind](plan.direction === 1 ? 'up' : 'down'),
  };
}

/** The planted episodes of a day in order of time. */
export function describeEpisodes(seed: number, date: string): readonly SimEpisode[] {
  const { startMs } = sessionGrid(date);
  return episodePlans(seed, date)
    .map((plan) => describe(plan, startMs))
    .toSorted((a, b) => a.startMs - b.startMs);
}
