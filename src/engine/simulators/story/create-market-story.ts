import type { PracticeMarket } from '../market/practice-market.ts';
import { underlyingQuote } from '../market/quote-board.ts';
import { createAtsWeeks } from './ats-weeks.ts';
import { createBars } from './bars.ts';
import { createChains } from './chain.ts';
import { companyOfSymbol, storyCompanies } from './companies.ts';
import { createEarnings } from './earnings.ts';
import { createEconomicEvents } from './economic-events.ts';
import { createFutureDays } from './futures-days.ts';
import { createInsiders } from './insiders.ts';
import { createInstitutions } from './institutions.ts';
import { createMacroChain } from './macro-chain.ts';
import { createMacroSeries } from './macro-series.ts';
import type { MarketStory, StoryQuote } from './market-story.ts';
import { createNews } from './news.ts';
import { createOffExchangeDays } from './off-exchange-days.ts';
import { createOptionTrades } from './option-trades.ts';
import { createPriceDays } from './price-days.ts';
import { createShorts } from './shorts.ts';
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
  const prices = createPriceDays(days);
  const offExchange = createOffExchangeDays(days);
  const reports = createEarnings(days);
  const macro = createMacroChain(days.today().world);
  return {
    seed: market.seed,
    now: days.now,
    tradingDate: () => market.tradingDate,
    companies: () => storyCompanies,
    company: companyOfSymbol,
    quote: (symbol) => quoteOf(days, symbol),
    chain: createChains(days),
    optionTrades: createOptionTrades(days),
    ...createStockPrints(days),
    ...createBars(days),
    ...timer,
    futureDays: createFutureDays(days),
    insiderFilings: createInsiders(days, prices),
    institutionFilings: createInstitutions(days, prices),
    ...createShorts(days, offExchange),
    atsWeek: createAtsWeeks(days, offExchange),
    news: createNews(days, reports.reportsOf),
    economicEvents: createEconomicEvents(days, macro),
    earnings: reports.earnings,
    macroSeries: createMacroSeries(days, macro, prices),
  };
}
