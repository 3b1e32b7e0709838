import { instantOf } from '../../src/engine/domain/time.ts';
import { createVirtualClock } from '../../src/engine/simulators/create-virtual-clock.ts';
import { createPracticeMarket } from '../../src/engine/simulators/market/practice-market.ts';
import { createMarketStory } from '../../src/engine/simulators/story/create-market-story.ts';

/** The story of the practice market at a New York second of a day, with the clock in the test's hand. */
export function storyInTest({ date = '20261005', second = 9 * 3600 + 45 * 60, seed = 7 } = {}) {
  const clock = createVirtualClock({ startMs: instantOf(date, second), speed: 0 });
  const story = createMarketStory(createPracticeMarket({ seed, tradingDate: date, clock }));
  return { clock, story, close: () => clock.close() };
}
