export type TradingMode = 'practice' | 'paper' | 'live';

/** Account figures in base currency; null = the broker has not said yet. */
export type Account = {
  readonly account: string;
  readonly mode: TradingMode;
  readonly currency: string;
  readonly netLiquidation: number | null;
  readonly cash: number | null;
  readonly buyingPower: number | null;
  readonly maintenanceMargin: number | null;
  /** Net liquidation at the start of the trading day: base of the daily-loss rule. */
  readonly dayStartNetLiquidation: number | null;
  readonly dayPnl: number | null;
  readonly realizedPnl: number | null;
  readonly unrealizedPnl: number | null;
  readonly eventTime: number;
};
