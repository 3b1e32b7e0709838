import { create } from 'zustand';

/** What the chart shows besides candles. */
export type ChartView = {
  readonly bars: boolean;
  readonly lines: boolean;
  readonly cone: boolean;
  /** Levels where today's off-exchange blocks gathered. */
  readonly dark: boolean;
  readonly fit: boolean;
};

export const useChartView = create<ChartView>(() => ({ bars: true, lines: true, cone: true, dark: false, fit: true }));
