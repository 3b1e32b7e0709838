import type { Ticker } from '../domain/ids.ts';

/** One point of a ticker's conviction over time; bearish conviction is negative. */
export type ScorePoint = {
  readonly time: number;
  readonly conviction: number;
  readonly raw: number;
  readonly agreeing: number;
  readonly withData: number;
};

export interface ScoreStore {
  append(points: readonly (ScorePoint & { readonly ticker: Ticker })[]): void;
  /** Oldest first, at most `limit` newest points since `from`. */
  history(ticker: Ticker, from: number, limit: number): readonly ScorePoint[];
  /** Drops points before `time`; answers how many. */
  prune(time: number): number;
  sizeBytes(): number;
  close(): void;
}
