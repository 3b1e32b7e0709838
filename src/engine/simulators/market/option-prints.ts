import type { EpisodePlan } from './episode-plan.ts';
import type { ListedOption } from './option-board.ts';
import { optionVolume } from './option-quotes.ts';
import { combine, mix, uniform } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { openSecond } from './session-grid.ts';

/** An option print before its price is known. */
export type OptionPrintTime = {
  readonly second: number;
  readonly ms: number;
  readonly size: number;
  readonly buys: boolean;
};

const mostPerMinute = 4;

/** Prints of one option in a minute, in order; sizes add up to the minute's volume. */
export function optionPrintsOf(
  option: ListedOption,
  episode: EpisodePlan | null,
  minute: number,
  grid: SessionGrid,
): readonly OptionPrintTime[] {
  const volume = optionVolume(option, episode, minute + 1, grid) - optionVolume(option, episode, minute, grid);
  if (volume <= 0) return [];
  const key = combine(option.key, 50_000 + minute);
  const count = Math.min(volume, 1 + Math.floor(uniform(key) * mostPerMinute));
  return Array.from({ length: count }, (_, index) => {
    const hash = mix(key + Math.imul(index + 1, 0x9e3779b1));
    const at = Math.floor(((index + uniform(hash)) / count) * 60_000);
    const size = Math.floor((volume * (index + 1)) / count) - Math.floor((volume * index) / count);
    return { second: minute * 60 + Math.floor(at / 1000), ms: at % 1000, size, buys: uniform(mix(hash + 1)) < 0.5 };
  });
}

/** The latest print at or before a moment and the volume up to it. */
export function optionTapeAt(
  option: ListedOption,
  episode: EpisodePlan | null,
  at: { readonly second: number; readonly ms: number },
  grid: SessionGrid,
): { readonly last: OptionPrintTime | null; readonly volume: number } {
  const minute = Math.min(grid.closeSecond / 60, Math.floor(at.second / 60));
  const before = optionVolume(option, episode, minute, grid);
  const now = optionPrintsOf(option, episode, minute, grid).filter(
    (print) => print.second < at.second || (print.second === at.second && print.ms <= at.ms),
  );
  const volume = now.reduce((sum, print) => sum + print.size, before);
  const recent = now.at(-1);
  if (recent) return { last: recent, volume };
  return { last: before > 0 ? lastBefore(option, episode, minute, grid) : null, volume };
}

/** Volume only grows, so the minute of the last print is found by halving. */
function lastBefore(
  option: ListedOption,
  episode: EpisodePlan | null,
  minute: number,
  grid: SessionGrid,
): OptionPrintTime | null {
  const target = optionVolume(option, episode, minute, grid);
  let low = openSecond / 60;
  let high = minute;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (optionVolume(option, episode, middle, grid) >= target) high = middle;
    else low = middle + 1;
  }
  return optionPrintsOf(option, episode, low - 1, grid).at(-1) ?? null;
}
