type PlannedRisk = {
  readonly entryPrice: number;
  readonly plannedStop: number | null;
  readonly quantity: number;
  readonly multiplier: number;
};

/** Profit in units of the money that was at stake between entry and planned stop; null without a real stop. */
export function rMultipleOf(
  realizedPnl: number,
  { entryPrice, plannedStop, quantity, multiplier }: PlannedRisk,
): number | null {
  if (plannedStop === null) return null;
  const risk = Math.abs(entryPrice - plannedStop) * quantity * multiplier;
  return risk > 0 ? Math.round((realizedPnl / risk) * 1e4) / 1e4 : null;
}
