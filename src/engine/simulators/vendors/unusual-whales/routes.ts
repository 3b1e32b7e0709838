import * as announcements from './answers/announcements.ts';
import * as companies from './answers/companies.ts';
import * as darkPool from './answers/dark-pool.ts';
import * as dealers from './answers/dealer-exposure.ts';
import * as flow from './answers/flow.ts';
import * as holders from './answers/holders.ts';
import * as market from './answers/market.ts';
import * as openInterest from './answers/open-interest.ts';
import * as prices from './answers/prices.ts';
import * as shorts from './answers/shorts.ts';
import * as volatility from './answers/volatility.ts';
import type { Answer } from './asked.ts';

/** Every path that is answered. Lists of a fixed name come before those of a ticker in the same place. */
export const answers: Readonly<Record<string, Answer>> = {
  '/api/option-trades/flow-alerts': flow.flowAlertsAnswer,
  '/api/stock/:ticker/net-prem-ticks': flow.netPremiumTicks,
  '/api/stock/:ticker/greek-flow': flow.greekFlowAnswer,
  '/api/stock/:ticker/flow-per-strike': flow.flowPerStrike,
  '/api/stock/:ticker/flow-per-expiry': flow.flowPerExpiry,
  '/api/stock/:ticker/options-volume': flow.optionsVolume,
  '/api/option-contract/:contract/flow': flow.contractFlow,
  '/api/darkpool/recent': darkPool.darkPoolRecent,
  '/api/darkpool/:ticker': darkPool.darkPoolTicker,
  '/api/lit-flow/recent': darkPool.litRecent,
  '/api/stock/:ticker/stock-volume-price-levels': darkPool.stockPriceLevels,
  '/api/stock/:ticker/spot-exposures': dealers.spotExposures,
  '/api/stock/:ticker/spot-exposures/strike': dealers.spotExposuresStrike,
  '/api/stock/:ticker/spot-exposures/expiry-strike': dealers.spotExposuresExpiryStrike,
  '/api/stock/:ticker/max-pain': dealers.maxPainAnswer,
  '/api/stock/:ticker/greek-exposure': dealers.greekExposureYear,
  '/api/stock/:ticker/greek-exposure/strike': dealers.greekExposureStrike,
  '/api/stock/:ticker/greek-exposure/expiry': dealers.greekExposureExpiry,
  '/api/stock/:ticker/gex-levels': dealers.gexLevelsAnswer,
  '/api/stock/:ticker/volatility/stats': volatility.volatilityStatsAnswer,
  '/api/stock/:ticker/iv-rank': volatility.ivRankAnswer,
  '/api/stock/:ticker/interpolated-iv': volatility.interpolatedAnswer,
  '/api/stock/:ticker/volatility/term-structure': volatility.termStructureAnswer,
  '/api/stock/:ticker/volatility/realized': volatility.realisedAnswer,
  '/api/stock/:ticker/historical-risk-reversal-skew': volatility.riskReversalAnswer,
  '/api/stock/:ticker/option-contracts': openInterest.optionContractsAnswer,
  '/api/stock/:ticker/oi-change': openInterest.openInterestChangeAnswer,
  '/api/stock/:ticker/oi-per-strike': openInterest.openInterestStrike,
  '/api/stock/:ticker/oi-per-expiry': openInterest.openInterestExpiry,
  '/api/market/oi-change': openInterest.marketOpenInterestChange,
  '/api/market/market-tide': market.marketTideAnswer,
  '/api/net-flow/expiry': market.netFlowExpiry,
  '/api/market/:sector/sector-tide': market.sectorTideAnswer,
  '/api/market/:ticker/etf-tide': market.etfTideAnswer,
  '/api/market/total-options-volume': market.totalOptionsVolume,
  '/api/market/spike': market.spikeAnswer,
  '/api/stock/:ticker/nope': market.nopeAnswer,
  '/api/screener/stocks': market.stockScreener,
  '/api/shorts/:ticker/data': shorts.shortData,
  '/api/shorts/:ticker/volume-and-ratio': shorts.shortVolumeAnswer,
  '/api/shorts/:ticker/ftds': shorts.failsAnswer,
  '/api/shorts/:ticker/interest-float/v2': shorts.shortInterestAnswer,
  '/api/insider/transactions': holders.insiderTransactions,
  '/api/stock/:ticker/insider-buy-sells': holders.insiderTotalsAnswer,
  '/api/market/insider-buy-sells': holders.marketInsiderTotals,
  '/api/institution/:ticker/ownership': holders.institutionOwnership,
  '/api/congress/recent-trades': holders.congressTrades,
  '/api/stock/:ticker/info': companies.companyInfo,
  '/api/seasonality/market': () => ({ data: [] }),
  '/api/seasonality/:ticker/monthly': companies.seasonalityMonthly,
  '/api/etfs/:ticker/in-outflow': companies.etfFlowAnswer,
  '/api/etfs/:ticker/holdings': companies.etfHoldingsAnswer,
  '/api/market/correlations': companies.correlationsAnswer,
  '/api/stock/:ticker/stock-state': prices.stockStateAnswer,
  '/api/stock/:ticker/ohlc/1m': prices.minuteBarsAnswer,
  '/api/earnings/premarket': announcements.earningsPremarket,
  '/api/earnings/afterhours': announcements.earningsAfterhours,
  '/api/earnings/:ticker': announcements.earningsTicker,
  '/api/market/economic-calendar': announcements.economicCalendar,
  '/api/market/fda-calendar': announcements.fdaCalendar,
  '/api/news/headlines': announcements.newsHeadlines,
  '/api/screener/analysts': announcements.analystRatings,
};
