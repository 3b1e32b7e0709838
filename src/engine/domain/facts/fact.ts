import type { AnalystRating, EarningsEvent, EconomicEvent, FdaEvent, NewsItem } from './announcements.ts';
import type { ChainSnapshot } from './chain-snapshot.ts';
import type { GreekExposure, MaxPain, SpotExposure, VendorGexLevels } from './dealer-positions.ts';
import type { InsiderTotals, InsiderTransaction, InstitutionHolding, PoliticianTrade } from './holders.ts';
import type {
  FlowAlert,
  GreekFlow,
  NetFlow,
  OpenInterestChange,
  OptionActivity,
  OptionActivityPart,
  OptionTrade,
} from './option-flow.ts';
import type {
  CompanyIdentifier,
  CompanyProfile,
  EtfFlow,
  EtfHolding,
  ExchangeDay,
  MacroObservation,
  PriceCorrelation,
  ScreenedStock,
  SeasonalMonth,
  SecurityIdentifier,
} from './reference-data.ts';
import type {
  FailsToDeliver,
  OffExchangeWeek,
  ShortAvailability,
  ShortInterest,
  ShortVolume,
} from './short-selling.ts';
import type { PriceLevels, StockPrint } from './stock-prints.ts';
import type {
  FutureDay,
  TradingStatus,
  VendorBar,
  VendorIndicator,
  VendorQuote,
  VendorTrade,
} from './vendor-prices.ts';
import type {
  IvRankDay,
  PutCallRatio,
  RealisedVolDay,
  RiskReversalDay,
  VolatilityStats,
  VolTermStructure,
} from './volatility-readings.ts';

/** Everything a vendor can say, by kind. A new kind is a type in its family's file and one line here. */
export type FactBodies = {
  readonly 'option-trade': OptionTrade;
  readonly 'flow-alert': FlowAlert;
  readonly 'option-activity': OptionActivity;
  readonly 'option-activity-part': OptionActivityPart;
  readonly 'net-flow': NetFlow;
  readonly 'greek-flow': GreekFlow;
  readonly 'open-interest-change': OpenInterestChange;
  readonly 'stock-print': StockPrint;
  readonly 'price-levels': PriceLevels;
  readonly 'greek-exposure': GreekExposure;
  readonly 'spot-exposure': SpotExposure;
  readonly 'max-pain': MaxPain;
  readonly 'vendor-gex-levels': VendorGexLevels;
  readonly 'iv-rank': IvRankDay;
  readonly 'volatility-stats': VolatilityStats;
  readonly 'vol-term-structure': VolTermStructure;
  readonly 'risk-reversal': RiskReversalDay;
  readonly 'realised-vol': RealisedVolDay;
  readonly 'put-call-ratio': PutCallRatio;
  readonly 'chain-snapshot': ChainSnapshot;
  readonly 'insider-transaction': InsiderTransaction;
  readonly 'insider-totals': InsiderTotals;
  readonly 'institution-holding': InstitutionHolding;
  readonly 'politician-trade': PoliticianTrade;
  readonly 'short-volume': ShortVolume;
  readonly 'short-interest': ShortInterest;
  readonly 'short-availability': ShortAvailability;
  readonly 'fails-to-deliver': FailsToDeliver;
  readonly 'off-exchange-week': OffExchangeWeek;
  readonly quote: VendorQuote;
  readonly trade: VendorTrade;
  readonly bar: VendorBar;
  readonly 'future-day': FutureDay;
  readonly indicator: VendorIndicator;
  readonly 'trading-status': TradingStatus;
  readonly news: NewsItem;
  readonly 'economic-event': EconomicEvent;
  readonly 'earnings-event': EarningsEvent;
  readonly 'analyst-rating': AnalystRating;
  readonly 'fda-event': FdaEvent;
  readonly 'macro-observation': MacroObservation;
  readonly 'company-profile': CompanyProfile;
  readonly 'company-identifier': CompanyIdentifier;
  readonly 'security-identifier': SecurityIdentifier;
  readonly 'etf-flow': EtfFlow;
  readonly 'etf-holding': EtfHolding;
  readonly correlation: PriceCorrelation;
  readonly seasonality: SeasonalMonth;
  readonly 'exchange-day': ExchangeDay;
  readonly 'screened-stock': ScreenedStock;
};
export type FactKind = keyof FactBodies;

/**
 * What a translator makes of a payload. `key` tells facts of one kind, subject and source apart: the same key again is
 * the same fact seen again, and another body under it is a correction.
 */
export type DraftFact<Kind extends FactKind = FactKind> = {
  readonly [K in Kind]: {
    readonly kind: K;
    /** Ticker in our spelling (`BRK.B`), series id, or `''` for the market as a whole. */
    readonly subject: string;
    readonly key: string;
    /** When it happened or was published, by its source's clock, ms since epoch. */
    readonly eventTime: number;
    readonly body: FactBodies[K];
  };
}[Kind];

/** Where a fact came from and when we got it. */
export type Provenance = {
  /** Vendor id, `unusual-whales`. */
  readonly source: string;
  /** Endpoint or stream id of that vendor. */
  readonly endpoint: string;
  /** World time of arrival, ms since epoch. */
  readonly receivedTime: number;
};

export type Fact<Kind extends FactKind = FactKind> = DraftFact<Kind> & Provenance;

/** A fact in the order in which the program learned of it. */
export type StoredFact<Kind extends FactKind = FactKind> = Fact<Kind> & { readonly seq: number };
