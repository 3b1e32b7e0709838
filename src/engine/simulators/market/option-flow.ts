import type { EpisodePlan } from './episode-plan.ts';
import { episodeStrength } from './episode-plan.ts';
import type { ListedOption } from './option-board.ts';
import { combine, uniform } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { openSecond } from './session-grid.ts';

/** How the orders of one option lean at a moment. */
export type FlowLean = {
  /** Chance that an order buys at the ask rather than sells at the bid. */
  readonly buyChance: number;
  /** Chance that an order is swept over several exchanges at once. */
  readonly sweepChance: number;
};

const usualSweep = 0.07;

/**
 * Who is in a hurry. A true episode is bought along its direction at the ask and often swept, the other side is sold; a thin drift
 * meets flow against it; a rejected run is chased, which misleads.
 */
export function flowLean(option: ListedOption, episode: EpisodePlan | null, minute: number): FlowLean {
  const usual = { buyChance: 0.5, sweepChance: usualSweep };
  if (!episode) return usual;
  const strength = episodeStrength(episode, minute * 60 + 30);
  if (strength === 0) return usual;
  const along = (option.right === 'C') === (episode.direction === 1);
  if (episode.kind === 'thin-drift') {
    return { buyChance: 0.5 + 0.28 * strength * (along ? -1 : 1), sweepChance: usualSweep };
  }
  const [bought, sold, swept] = episode.truth === 'agreement' ? [0.38, 0.24, 0.34] : [0.26, 0.1, 0.16];
  return along
    ? { buyChance: 0.5 + bought * strength, sweepChance: usualSweep + swept * strength }
    : { buyChance: 0.5 - sold * strength, sweepChance: usualSweep };
}

/** One order large against its option's day, in the minute that holds it. */
export type VolumeLump = {
  readonly minute: number;
  /** Of the option's usual day. */
  readonly share: number;
};

const lumpSlots = 2;
const lumpChance = 0.3;
/** Options that trade less than this on a usual day see no large orders. */
const leastDayVolume = 120;
const episodeLumps = 3;
/** Part of the volume an episode adds that comes in large orders. */
const episodeLumpPart = 0.45;

/** Volume a heavy episode adds to the options along its direction, of their usual day. */
export function episodeExtra(option: ListedOption, episode: EpisodePlan | null): number {
  if (!episode || episode.volumeFactor <= 1 || (option.right === 'C') !== (episode.direction === 1)) return 0;
  return 0.35 * (episode.volumeFactor - 1);
}

function minuteIn(key: number, fromSecond: number, toSecond: number): number {
  return Math.floor((fromSecond + uniform(key) * (toSecond - fromSecond - 60)) / 60);
}

/** Large orders of an option's day that come whatever happens. */
export function usualLumps(option: ListedOption, grid: SessionGrid): readonly VolumeLump[] {
  if (option.dayVolume < leastDayVolume) return [];
  const lumps: VolumeLump[] = [];
  for (let slot = 0; slot < lumpSlots; slot += 1) {
    const key = combine(option.key, 70_000 + slot);
    if (uniform(key) >= lumpChance) continue;
    const minute = minuteIn(combine(key, 1), openSecond, grid.closeSecond);
    lumps.push({ minute, share: 0.05 + 0.2 * uniform(combine(key, 2)) ** 2 });
  }
  return lumps;
}

/** Large orders of a heavy episode. */
export function episodeLumpsOf(option: ListedOption, episode: EpisodePlan | null): readonly VolumeLump[] {
  const extra = episodeExtra(option, episode);
  if (!episode || extra === 0 || option.dayVolume < leastDayVolume / 2) return [];
  return Array.from({ length: episodeLumps }, (_, slot) => ({
    minute: minuteIn(combine(option.key, 71_000 + slot), episode.startSecond, episode.endSecond),
    share: (extra * episodeLumpPart) / episodeLumps,
  }));
}
