import { describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { createVirtualClock } from '../create-virtual-clock.ts';
import type { SimEpisode } from '../simulated-market.ts';
import { episodePlans } from './episode-plan.ts';
import type { PracticeMarket } from './practice-market.ts';
import { createPracticeMarket } from './practice-market.ts';

const dates = ['20261005', '20261006', '20261127'];
const seeds = [1, 2, 3];

function open(seed: number, date: string, second = 57_540): PracticeMarket {
  return createPracticeMarket({
    seed,
    tradingDate: date,
    clock: createVirtualClock({ startMs: instantOf(date, second), speed: 0 }),
  });
}

const sign = (episode: SimEpisode): number => (episode.direction === 'bullish' ? 1 : -1);

function minutes(market: PracticeMarket, episode: SimEpisode, fromMs: number, toMs: number) {
  return market.history(`${episode.ticker}.STK`, 'TRADES', 60_000, fromMs, toMs);
}

function move(market: PracticeMarket, episode: SimEpisode, fromMs: number, toMs: number): number {
  const bars = minutes(market, episode, fromMs, toMs);
  return sign(episode) * Math.log((bars.at(-1)?.close ?? 1) / (bars[0]?.open ?? 1));
}

describe('planted episodes', () => {
  it('are at least six true and three misleading a day, each on its own symbol', () => {
    for (const seed of seeds) {
      for (const date of dates) {
        const episodes = open(seed, date).episodes();
        expect(new Set(episodes.map((episode) => episode.ticker)).size).toBe(episodes.length);
        expect(episodes.filter((episode) => episode.truth === 'agreement').length).toBeGreaterThanOrEqual(6);
        expect(episodes.filter((episode) => episode.truth === 'misleading').length).toBeGreaterThanOrEqual(3);
      }
    }
    expect(open(1, '20261005').episodes()).not.toEqual(open(2, '20261005').episodes());
  });

  it('several are running in the first minutes of the practice day', () => {
    for (const seed of seeds) {
      const startMs = instantOf('20261005', 36_000);
      const running = open(seed, '20261005')
        .episodes()
        .filter((episode) => episode.startMs <= startMs && episode.endMs >= startMs + 15 * 60_000);
      expect(running.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('move the price their way; the misleading ones take it back', () => {
    const kept: number[] = [];
    const faded: number[] = [];
    for (const seed of seeds) {
      const market = open(seed, '20261005');
      for (const episode of market.episodes()) {
        const rise = move(market, episode, episode.startMs, episode.endMs);
        const after = move(
          market,
          episode,
          episode.endMs,
          Math.min(episode.endMs + 45 * 60_000, instantOf('20261005', 57_600)),
        );
        (episode.truth === 'agreement' ? kept : faded).push(episode.truth === 'agreement' ? rise : after);
      }
    }
    const share = (values: readonly number[], wanted: (value: number) => boolean): number =>
      values.filter(wanted).length / values.length;
    expect(share(kept, (value) => value > 0)).toBeGreaterThan(0.85);
    expect(share(faded, (value) => value < 0)).toBeGreaterThan(0.8);
  });

  it('show in volume when they are true and are missing there when thin', () => {
    for (const [kind, least, most] of [
      ['supported-trend', 1.5, 6],
      ['thin-drift', 0.3, 1],
    ] as const) {
      const ratios: number[] = [];
      for (const seed of seeds) {
        const market = open(seed, '20261005');
        for (const episode of market.episodes().filter((one) => one.kind === kind)) {
          const during =
            minutes(market, episode, episode.startMs + 600_000, episode.endMs).reduce(
              (sum, bar) => sum + bar.volume,
              0,
            ) /
            (episode.endMs - episode.startMs - 600_000);
          const after =
            minutes(market, episode, episode.endMs + 1_500_000, episode.endMs + 3_900_000).reduce(
              (sum, bar) => sum + bar.volume,
              0,
            ) / 2_400_000;
          if (after > 0) ratios.push(during / after);
        }
      }
      ratios.sort((a, b) => a - b);
      const median = ratios[ratios.length >> 1] ?? 0;
      expect(median).toBeGreaterThan(least);
      expect(median).toBeLessThan(most);
    }
  });

  it('swing the smile: calls richer when bullish, puts richer when bearish', () => {
    const seed = 2;
    for (const plan of episodePlans(seed, '20261005')
      .filter((one) => one.kind === 'supported-trend')
      .slice(0, 2)) {
      const market = open(seed, '20261005', 4 * 3600 + plan.startSecond - 400);
      const before = riskReversal(market, plan.symbol);
      market.clock.advanceTo(instantOf('20261005', 4 * 3600) + (plan.startSecond + 1500) * 1000);
      expect(plan.direction * (riskReversal(market, plan.symbol) - before)).toBeGreaterThan(0.005);
    }
  });

  it('find positioning that fits: call-heavy for true bullish, put-heavy for true bearish', () => {
    for (const seed of seeds) {
      const market = open(seed, '20261005', 36_000);
      for (const episode of market.episodes().filter((one) => one.truth === 'agreement')) {
        const totals = market.optionTotals(episode.ticker);
        const calls =
          (totals?.callOpenInterest ?? 0) / ((totals?.callOpenInterest ?? 0) + (totals?.putOpenInterest ?? 1));
        if (episode.direction === 'bullish') expect(calls).toBeGreaterThan(0.6);
        else expect(calls).toBeLessThan(0.4);
      }
    }
  });
});

/** Vol of the call 4 % above spot minus that of the put 4 % below, about a month out. */
function riskReversal(market: PracticeMarket, symbol: string): number {
  const spot = market.quote(`${symbol}.STK`)?.last ?? 0;
  const expiry = market.optionClasses(symbol)[0]?.expiries.find((day) => day >= '20261030') ?? '';
  const vol = (right: 'C' | 'P', wanted: number): number => {
    const listed = market
      .derivatives(symbol, 'OPT')
      .filter((option) => option.expiry === expiry && option.right === right);
    const nearest = listed.reduce((best, option) =>
      Math.abs((option.strike ?? 0) - wanted) < Math.abs((best.strike ?? 0) - wanted) ? option : best,
    );
    return market.model(nearest.id)?.impliedVol ?? 0;
  };
  return vol('C', spot * 1.04) - vol('P', spot * 0.96);
}
