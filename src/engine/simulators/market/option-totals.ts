import type { TradingDay } from './trading-day.ts';
import { optionVolume } from './option-quotes.ts';
import { openSecond } from './session-grid.ts';

export type OptionTotals = {
  readonly callVolume: number;
  readonly putVolume: number;
  readonly callOpenInterest: number;
  readonly putOpenInterest: number;
};

/** Today's option volume, by whole minutes, and open interest of an underlying by right. */
export function optionTotals(day: TradingDay, symbol: string, nowMs: number): OptionTotals | null {
  const board = day.board(symbol);
  if (!board) return null;
  const episode = day.episode(symbol);
  const minute = Math.max(
    openSecond / 60,
    Math.min(day.grid.closeSecond / 60, Math.floor((nowMs - day.grid.startMs) / 60_000)),
  );
  const totals = { callVolume: 0, putVolume: 0, callOpenInterest: 0, putOpenInterest: 0 };
  for (const option of board.options) {
    const volume = optionVolume(option, episode, minute, day.grid);
    if (option.right === 'C') {
      totals.callVolume += volume;
      totals.callOpenInterest += option.openInterest;
    } else {
      totals.putVolume += volume;
      totals.putOpenInterest += option.openInterest;
    }
  }
  return totals;
}
