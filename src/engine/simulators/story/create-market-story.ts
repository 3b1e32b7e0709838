import type { PracticeMarket } from '../market/practice-market.ts';
import { underlyingQuote } from '../market/quote-board.ts';
import { createBars } from './bars.ts';
import { createChains } from './chain.ts';
import { companyOfSymbol, storyCompanies } from './companies.ts';
import type { MarketStory, StoryQuote } from './market-story.ts';
import { createOptionTrades } from './option-trades.ts';
import { createStockPrints } from './stock-prints.ts';
import type { StoryDays } from './story-days.ts';
import { createStoryDays } from './story-days.ts';
import { createVenueTimer } from './venue-timer.ts';

/** The story, and the two words of whoever moves the clock: nothing repeats between them. */
export type RunningStory = MarketStory & { suspend(): void; resume(): void };

function quoteOf(days: StoryDays, symbol: string): StoryQuote | null {
  const day = days.today();
  const underlying = day.bySymbol(symbol);
  if (!underlying) return null;
  const { halted: _halted, ...quote } = underlyingQuote(day, underlying, days.now());
  return quote;
}

/**
 * Tells the practice market as vendors would report it. Nothing is worked out before somebody asks, and the answer to a
 * question depends on seed and venue time alone.
 */
export function createMarketStory(market: PracticeMarket): RunningStory {
  const days = createStoryDays(market);
  const timer = createVenueTimer(market.clock);
  return {
    seed: market.seed,
    now: days.now,
    tradingDate: () => market.tradingDate,
    companies: () => storyCompanies,
    company: companyOfSymbol,
    quote: (symbol) => quoteOf(days, symbol),
    chain: createChains(days),
    optionTrades: createOptionTrades(days),
    stockPrints: createStockPrints(days),
    ...createBars(days),
    ...timer,
    futureDays: () => [],
    insiderFilings: () => [],
    institutionFilings: () => [],
    shortVolume: () => [],
    shortInterest: () => [],
    shortInterestDates: () => [],
    atsWeek: () => [],
    news: () => [],
    economicEvents: () => [],
    earnings: () => [],
    macroSeries: () => [],
  };
}
