import { type DepthColumns, levelOf, samePrice } from './depth-columns.ts';
import type { WallSettings } from './wall-settings.ts';
import { WallTest } from './wall-test.ts';

export type WallEventKind = 'wall-confirmed' | 'flash-wall' | 'spoof-suspect';

/** Told with the kind and price of what happened. */
export type WallSink = (kind: WallEventKind, price: number) => void;

type Wall = {
  readonly price: number;
  readonly bornMs: number;
  peak: number;
  /** Aggressor volume at its price since it was born. */
  executed: number;
  /** Qualified in every snapshot since it was born. */
  unbroken: boolean;
  confirmed: boolean;
};

/** The walls of one side of the book, snapshot by snapshot. `direction`: +1 asks, -1 bids. */
export class WallSide {
  readonly #settings: WallSettings;
  readonly #direction: 1 | -1;
  readonly #test: WallTest;
  readonly #tell: WallSink;
  #walls: Wall[] = [];
  #flashes: number[] = [];

  constructor(settings: WallSettings, direction: 1 | -1, tell: WallSink) {
    this.#settings = settings;
    this.#direction = direction;
    this.#test = new WallTest(settings);
    this.#tell = tell;
  }

  /** A trade whose aggressor took from this side. */
  executed(timeMs: number, price: number, size: number): void {
    for (const wall of this.#walls) {
      if (timeMs > wall.bornMs && samePrice(wall.price, price)) wall.executed += size;
    }
  }

  snapshot(timeMs: number, side: DepthColumns): void {
    if (this.#walls.length > 0) this.#walls = this.#walls.filter((wall) => this.#follow(wall, timeMs, side));
    const seen = Math.min(side.depth, this.#settings.levels);
    for (let level = 0; level < seen; level += 1) {
      if (!this.#test.isWall(side, level)) continue;
      const price = side.price[level] as number;
      if (this.#walls.some((wall) => samePrice(wall.price, price))) continue;
      const peak = side.size[level] as number;
      const wall: Wall = { price, bornMs: timeMs, peak, executed: 0, unbroken: true, confirmed: false };
      this.#walls.push(wall);
      this.#confirm(wall, timeMs);
    }
  }

  /** False when the wall is gone: out of sight, or pulled. */
  #follow(wall: Wall, timeMs: number, side: DepthColumns): boolean {
    const level = levelOf(side, wall.price, this.#direction);
    if (level < 0 && this.#outOfSight(wall.price, side)) return false;
    const size = level < 0 ? 0 : (side.size[level] as number);
    if (size < this.#settings.flashDrop * wall.peak) {
      this.#pulled(wall, timeMs);
      return false;
    }
    wall.peak = Math.max(wall.peak, size);
    wall.unbroken &&= this.#test.isWall(side, level);
    this.#confirm(wall, timeMs);
    return true;
  }

  /** Beyond the worst price shown nobody knows what stands there. */
  #outOfSight(price: number, side: DepthColumns): boolean {
    if (side.depth === 0) return true;
    return (price - (side.price[side.depth - 1] as number)) * this.#direction > 0;
  }

  #confirm(wall: Wall, timeMs: number): void {
    if (wall.confirmed || !wall.unbroken || timeMs - wall.bornMs < this.#settings.confirmMs) return;
    wall.confirmed = true;
    this.#tell('wall-confirmed', wall.price);
  }

  #pulled(wall: Wall, timeMs: number): void {
    const { flashMs, flashExecuted, spoofCount, spoofWindowMs } = this.#settings;
    if (timeMs - wall.bornMs > flashMs || wall.executed >= flashExecuted * wall.peak) return;
    this.#tell('flash-wall', wall.price);
    this.#flashes = this.#flashes.filter((flashMs) => flashMs > timeMs - spoofWindowMs);
    this.#flashes.push(timeMs);
    if (this.#flashes.length >= spoofCount) this.#tell('spoof-suspect', wall.price);
  }
}
