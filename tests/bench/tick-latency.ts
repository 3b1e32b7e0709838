import { loadTickers } from './load/load-market.ts';
import type { LoadReport } from './load/load-messages.ts';
import { tickOfText } from './load/tick-price.ts';
import type { Painted } from './page-probe.ts';

export type TickLatencies = {
  /** From a tick's creation to the frame that showed it, for ticks that were shown. */
  readonly shown: readonly number[];
  /** The same for every tick of a visible row, up to the frame that showed it or a newer one of its row. */
  readonly every: readonly number[];
  readonly rows: number;
};

/** Ticks created between the two moments; what was painted says by its price which tick it is. */
export function tickLatencies(parts: {
  readonly report: LoadReport;
  readonly painted: readonly Painted[];
  readonly fromMs: number;
  readonly toMs: number;
}): TickLatencies {
  const { report, painted, fromMs, toMs } = parts;
  const tickers = loadTickers(report.createdMs.length);
  const shown: number[] = [];
  const every: number[] = [];
  const rows = new Set<string>();
  for (const [index, ticker] of tickers.entries()) {
    const times = report.createdMs[index];
    if (!times) continue;
    let next = 0;
    for (const { row, text, atMs } of painted) {
      const tick = row === ticker ? tickOfText(text) : Number.NaN;
      if (Number.isNaN(tick) || tick < next) continue;
      const inTime = (sequence: number): boolean => {
        const createdMs = times[sequence] ?? 0;
        return createdMs >= fromMs && createdMs < toMs;
      };
      if (inTime(tick)) shown.push(atMs - (times[tick] ?? 0));
      for (; next <= tick; next += 1) if (inTime(next)) every.push(atMs - (times[next] ?? 0));
      rows.add(row);
    }
  }
  return { shown, every, rows: rows.size };
}
