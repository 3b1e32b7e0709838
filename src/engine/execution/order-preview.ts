import type { RiskContext, WhatIfMargin } from '../risk/risk-context.ts';
import type { GateVerdict } from '../risk/gate.ts';
import type { RuleCheck } from '../risk/rule.ts';

export type OrderPreview = {
  readonly allowed: boolean;
  readonly checks: readonly RuleCheck[];
  readonly notional: number | null;
  readonly maxLoss: number | null;
  readonly maxProfit: number | null;
  readonly rewardToRisk: number | null;
  readonly referencePrice: number | null;
  readonly positionBefore: number;
  readonly positionAfter: number;
  readonly estimatedCommission: number | null;
  readonly margin: {
    readonly initialChange: number | null;
    readonly maintenanceChange: number | null;
    readonly equityAfter: number | null;
    readonly commission: number | null;
    readonly warning: string;
  } | null;
};

/** What an order would do, before it is sent. Loss and profit are those of the bracket; a naked order has none to name. */
export function previewOf(context: RiskContext, verdict: GateVerdict, position: number): OrderPreview {
  const { order, instrument, remaining, margin, notional } = context;
  const entry = entryPrice(context);
  const signed = order.side === 'BUY' ? remaining : -remaining;
  const money = (exit: number | null | undefined) =>
    exit === null || exit === undefined || entry === null
      ? null
      : Math.abs(exit - entry) * remaining * instrument.multiplier;
  const maxLoss = money(order.bracket?.stopPrice) ?? premiumAtRisk(context, entry);
  const maxProfit = money(order.bracket?.targetPrice);
  return {
    allowed: verdict.allowed,
    checks: verdict.checks,
    notional,
    maxLoss,
    maxProfit,
    rewardToRisk: maxLoss === null || maxProfit === null || maxLoss === 0 ? null : maxProfit / maxLoss,
    referencePrice: entry,
    positionBefore: position,
    positionAfter: position + signed,
    estimatedCommission: margin?.commission ?? null,
    margin: margin === null ? null : marginRow(margin),
  };
}

function entryPrice({ order, quote }: RiskContext): number | null {
  return order.limitPrice ?? order.stopPrice ?? (order.side === 'BUY' ? quote?.ask : quote?.bid) ?? quote?.last ?? null;
}

/** A bought option can lose what it cost, not more. */
function premiumAtRisk({ order, instrument, remaining, reduces }: RiskContext, entry: number | null): number | null {
  if (instrument.secType !== 'OPT' || order.side !== 'BUY' || reduces || entry === null) return null;
  return entry * remaining * instrument.multiplier;
}

function marginRow({
  initialMarginChange,
  maintenanceMarginChange,
  equityWithLoanAfter,
  commission,
  warning,
}: WhatIfMargin) {
  return {
    initialChange: initialMarginChange,
    maintenanceChange: maintenanceMarginChange,
    equityAfter: equityWithLoanAfter,
    commission,
    warning,
  };
}
