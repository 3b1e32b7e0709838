import { instantOf } from '../../../domain/time.ts';
import { createVirtualClock } from '../../create-virtual-clock.ts';
import type { PracticeMarket } from '../../market/practice-market.ts';
import { createPracticeMarket } from '../../market/practice-market.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import type { RunningStory } from '../create-market-story.ts';
import { createMarketStory } from '../create-market-story.ts';

export const storyDate = '20261005';

export const at = (hour: number, minute = 0, second = 0, date = storyDate): number =>
  instantOf(date, hour * 3600 + minute * 60 + second);

export type OpenStory = { readonly clock: VirtualClock; readonly market: PracticeMarket; readonly story: RunningStory };

/** A story of a fresh market, on a clock that stands still. */
export function openStory(nowMs: number, seed = 5, date = storyDate): OpenStory {
  const clock = createVirtualClock({ startMs: nowMs, speed: 0 });
  const market = createPracticeMarket({ seed, tradingDate: date, clock });
  return { clock, market, story: createMarketStory(market) };
}
