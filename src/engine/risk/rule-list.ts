import type { RiskRule } from './rule.ts';
import { buyingPower } from './rules/buying-power.ts';
import { dailyLoss } from './rules/daily-loss.ts';
import { duplicate } from './rules/duplicate.ts';
import { expiryCutoff } from './rules/expiry-cutoff.ts';
import { gateState } from './rules/gate-state.ts';
import { grossNotionalRule } from './rules/gross-notional.ts';
import { killSwitch } from './rules/kill-switch.ts';
import { modeGuard } from './rules/mode-guard.ts';
import { orderNotional } from './rules/order-notional.ts';
import { orderQuantity } from './rules/order-quantity.ts';
import { orderRate } from './rules/order-rate.ts';
import { orderShape } from './rules/order-shape.ts';
import { priceCollar } from './rules/price-collar.ts';
import { quoteFreshness } from './rules/quote-freshness.ts';
import { restartWindow } from './rules/restart-window.ts';
import { sameDirection } from './rules/same-direction.ts';
import { sessionRule } from './rules/session.ts';
import { settingsFile } from './rules/settings-file.ts';
import { spreadRule } from './rules/spread.ts';
import { symbolNotional } from './rules/symbol-notional.ts';

/** In the order in which a denial is reported: what is wrong with the order, then the state, then the limits. */
export const riskRules: readonly RiskRule[] = [
  orderShape,
  gateState,
  modeGuard,
  settingsFile,
  killSwitch,
  dailyLoss,
  restartWindow,
  orderQuantity,
  orderNotional,
  symbolNotional,
  grossNotionalRule,
  sameDirection,
  priceCollar,
  quoteFreshness,
  spreadRule,
  sessionRule,
  expiryCutoff,
  orderRate,
  duplicate,
  buyingPower,
];
