import { verifyAmerican } from './american.ts';
import { verifyBlack76 } from './black76.ts';
import { verifyBookEvents } from './book-events.ts';
import { verifyBsmEuropean } from './bsm-european.ts';
import { verifyConfluence } from './confluence.ts';
import { verifyCvSplits } from './cv-splits.ts';
import { verifyDealerExposure } from './dealer-exposure.ts';
import { verifyDealerExposureReal } from './dealer-exposure-real.ts';
import { verifyImpliedVol } from './implied-vol.ts';
import { verifyIndicators } from './indicators.ts';
import { verifyIsolationForest } from './isolation-forest.ts';
import { verifyIvRank } from './iv-rank.ts';
import { verifyLogisticRegression } from './logistic-regression.ts';
import { verifyMarkovSwitching } from './markov-switching.ts';
import { verifyMicropriceStoikov } from './microprice-stoikov.ts';
import { verifyMlMetrics } from './ml-metrics.ts';
import { verifyMlQuality } from './ml-quality.ts';
import { verifyOrderBook } from './order-book.ts';
import { verifyPcaAttribution } from './pca-attribution.ts';
import { verifyPerformance } from './performance.ts';
import { verifyPin } from './pin.ts';
import { verifyPriceImpact } from './price-impact.ts';
import { verifyPriceStructures } from './price-structures.ts';
import { verifyRealisedVol } from './realised-vol.ts';
import { verifySizingTrades } from './sizing-trades.ts';
import { verifyStress } from './stress.ts';
import { verifyTradesQuotes } from './trades-quotes.ts';
import { verifyVarEs } from './var-es.ts';
import { verifyVixRegime } from './vix-regime.ts';
import { verifyVixReplication } from './vix-replication.ts';
import { verifyVolSurface } from './vol-surface.ts';
import { verifyVpin } from './vpin.ts';
import type { Verifier } from './verifier.ts';

/** What runs a file, by its `header.id`. */
export const verifiers: ReadonlyMap<string, Verifier> = new Map([
  ['american', verifyAmerican],
  ['black76', verifyBlack76],
  ['book_events', verifyBookEvents],
  ['bsm_european', verifyBsmEuropean],
  ['confluence', verifyConfluence],
  ['cv_splits', verifyCvSplits],
  ['dealer_exposure', verifyDealerExposure],
  ['dealer_exposure_real', verifyDealerExposureReal],
  ['implied_vol', verifyImpliedVol],
  ['indicators', verifyIndicators],
  ['isolation_forest', verifyIsolationForest],
  ['iv_rank', verifyIvRank],
  ['logistic_regression', verifyLogisticRegression],
  ['markov_switching', verifyMarkovSwitching],
  ['microprice_stoikov', verifyMicropriceStoikov],
  ['ml_metrics', verifyMlMetrics],
  ['ml_quality', verifyMlQuality],
  ['order_book', verifyOrderBook],
  ['pca_attribution', verifyPcaAttribution],
  ['performance', verifyPerformance],
  ['pin', verifyPin],
  ['price_impact', verifyPriceImpact],
  ['price_structures', verifyPriceStructures],
  ['realised_vol', verifyRealisedVol],
  ['sizing_trades', verifySizingTrades],
  ['stress', verifyStress],
  ['trades_quotes', verifyTradesQuotes],
  ['var_es', verifyVarEs],
  ['vix_regime', verifyVixRegime],
  ['vix_replication', verifyVixReplication],
  ['vol_surface', verifyVolSurface],
  ['vpin', verifyVpin],
]);
