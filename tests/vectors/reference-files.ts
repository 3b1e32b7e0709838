/** What the verifier of one kind of file must do with the shared file of that kind. */
export type ReferenceFile = {
  /** Values compared at least: fewer, and something is no longer looked at. */
  readonly comparisons: number;
  /**
   * Groups that may change unnoticed: true parameters and other men's optima beside the ones compared, inputs whose scale
   * or slight change has no effect, thresholds not reached. Every other group is compared or computed from.
   */
  readonly unnoticed?: readonly string[];
  /** Reads a whole chain each time: altered less often in the quick test. */
  readonly slow?: boolean;
};

export const referenceFiles: Readonly<Record<string, ReferenceFile>> = {
  american: { comparisons: 618, unnoticed: ['reference[*].days', 'baw[*].days'] },
  black76: { comparisons: 990 },
  book_events: {
    comparisons: 94,
    unnoticed: [
      'params.min_size',
      'params.min_other',
      'params.flash_ms',
      'scenarios[*].trades[*].t',
      'absorption[*].trades[*].t',
      'quote_stuffing.messages_per_s[*]',
      'quote_stuffing.trades_per_s[*]',
    ],
  },
  bsm_european: { comparisons: 6468, unnoticed: ['cases[*].d1'] },
  confluence: { comparisons: 1068, unnoticed: ['config.refresh_seconds.vix_regime'] },
  cv_splits: { comparisons: 66, unnoticed: ['purged_kfold[*].n'] },
  dealer_exposure: { comparisons: 1149, unnoticed: ['chains[*].rows[*].exp'] },
  dealer_exposure_real: { comparisons: 1460, slow: true },
  implied_vol: { comparisons: 916 },
  indicators: {
    comparisons: 27200,
    unnoticed: [
      'series[*].bars.open[*]',
      'series[*].indicators[*].own_max_rel_diff',
      'series[*].indicators[*].overrides.upper[*]',
      'series[*].indicators[*].overrides.lower[*]',
      'series[*].indicators[*].overrides.cci[*]',
    ],
  },
  isolation_forest: { comparisons: 36, unnoticed: ['quality.X[*][*]', 'quality.auc_min'] },
  iv_rank: { comparisons: 71, unnoticed: ['edge_cases[*].window'] },
  logistic_regression: { comparisons: 33, unnoticed: ['fits[*].grad_norm', 'fits[*].sklearn_max_diff'] },
  markov_switching: {
    comparisons: 2804,
    unnoticed: [
      'true_state[*]',
      'mle.params.p00',
      'mle.params.p11',
      'mle.params.mu0',
      'mle.params.mu1',
      'mle.params.var0',
      'mle.params.var1',
    ],
  },
  microprice_stoikov: { comparisons: 41 },
  ml_metrics: { comparisons: 250 },
  ml_quality: {
    comparisons: 7,
    unnoticed: [
      'X[*][*]',
      'anchors.logistic.log_loss',
      'anchors.logistic.auc',
      'anchors.logistic.ece10',
      'anchors.gbm.auc',
      'anchors.gbm.ece10',
      'anchors.bayes_optimal.brier',
      'anchors.bayes_optimal.log_loss',
      'anchors.bayes_optimal.auc',
      'anchors.bayes_optimal.ece10',
    ],
  },
  order_book: { comparisons: 621 },
  pca_attribution: { comparisons: 67 },
  performance: { comparisons: 33 },
  pin: {
    comparisons: 10,
    unnoticed: [
      'cases[*].true.alpha',
      'cases[*].true.delta',
      'cases[*].true.mu',
      'cases[*].true.eps_b',
      'cases[*].true.eps_s',
      'cases[*].mle.alpha',
      'cases[*].mle.delta',
      'cases[*].mle.mu',
      'cases[*].mle.eps_b',
      'cases[*].mle.eps_s',
    ],
  },
  price_impact: { comparisons: 75, unnoticed: ['kyle.degenerate[*].dp[*]', 'kyle.degenerate[*].signed_volume[*]'] },
  price_structures: { comparisons: 5156 },
  realised_vol: { comparisons: 135 },
  sizing_trades: { comparisons: 277, unnoticed: ['no_losses.pnl[*]'] },
  stress: { comparisons: 100 },
  trades_quotes: { comparisons: 1822 },
  var_es: { comparisons: 22 },
  vix_regime: { comparisons: 98 },
  vix_replication: {
    comparisons: 2699,
    unnoticed: ['synthetic_flat[*].S', 'synthetic_flat[*].strike_step', 'synthetic_flat[*].log_moneyness_cut'],
  },
  vol_surface: {
    comparisons: 670,
    unnoticed: ['svi_fit[*].noise'],
  },
  vpin: { comparisons: 1750 },
};
