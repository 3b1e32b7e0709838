import type { DepthColumns } from './depth-columns.ts';
import type { WallSettings } from './wall-settings.ts';

/** Decides whether a level is a wall; keeps a scratch column so that looking allocates nothing. */
export class WallTest {
  readonly #settings: WallSettings;
  readonly #others: Float64Array;

  constructor(settings: WallSettings) {
    this.#settings = settings;
    this.#others = new Float64Array(Math.max(1, settings.levels));
  }

  /** Large in itself and against the median of the other levels among the first few. */
  isWall(side: DepthColumns, level: number): boolean {
    const { levels, minOthers, minSize, medianRatio } = this.#settings;
    const seen = Math.min(side.depth, levels);
    const size = side.size[level] as number;
    if (level >= seen || seen - 1 < minOthers || !(size >= minSize)) return false;
    return size >= medianRatio * this.#medianOfOthers(side, level, seen);
  }

  #medianOfOthers(side: DepthColumns, level: number, seen: number): number {
    const others = this.#others;
    let count = 0;
    for (let row = 0; row < seen; row += 1) {
      if (row === level) continue;
      const value = side.size[row] as number;
      let at = count;
      for (; at > 0 && (others[at - 1] as number) > value; at -= 1) others[at] = others[at - 1] as number;
      others[at] = value;
      count += 1;
    }
    if (count === 0) return 0;
    const middle = count >>> 1;
    const upper = others[middle] as number;
    return count % 2 === 1 ? upper : ((others[middle - 1] as number) + upper) / 2;
  }
}
