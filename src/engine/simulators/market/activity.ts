import type { EpisodePlan } from './episode-plan.ts';
import { episodeStrength } from './episode-plan.ts';
import type { Jump } from './factor-path.ts';
import { combine, normal } from './random.ts';
import type { SessionGrid } from './session-grid.ts';
import { nodeSeconds, openSecond, secondsPerDay } from './session-grid.ts';

export const minutesPerDay = secondsPerDay / 60;
/** Share of a day's volume outside the regular session. */
export const extendedShare = 0.03;

/** Relative trading intensity at fraction x of the session: a U, higher at the close than at noon. */
export function sessionIntensity(x: number): number {
  const early = 0.7 * Math.exp(-x / 0.035) + 0.35 * Math.exp(-x / 0.16);
  const late = 0.75 * Math.exp((x - 1) / 0.12) + 2.5 * Math.exp((x - 1) / 0.02);
  return 0.62 + early + late;
}

function surroundings(minute: number, closeMinute: number): number {
  const toOpen = openSecond / 60 - minute;
  if (toOpen > 0) return Math.exp(-toOpen / 55);
  return Math.exp(-(minute - closeMinute) / 40);
}

const shapes = new Map<number, Float64Array>();

/** Relative intensity of every minute of a day that closes then: whole and half days, made once each. */
function shapeOf(closeMinute: number): Float64Array {
  const known = shapes.get(closeMinute);
  if (known) return known;
  const openMinute = openSecond / 60;
  const shape = new Float64Array(minutesPerDay);
  for (let minute = 0; minute < minutesPerDay; minute += 1) {
    shape[minute] =
      minute >= openMinute && minute < closeMinute
        ? sessionIntensity((minute - openMinute + 0.5) / (closeMinute - openMinute))
        : surroundings(minute, closeMinute);
  }
  shapes.set(closeMinute, shape);
  return shape;
}

export type ActivityPlan = {
  readonly key: number;
  readonly marketKey: number;
  readonly grid: SessionGrid;
  /** Log offsets on the coarse grid: busy where the price moves. */
  readonly nodes: Float64Array;
  readonly jumps: readonly Jump[];
  readonly episode: EpisodePlan | null;
  /** Prints of the whole day. */
  readonly prints: number;
};

function moveFactors(plan: ActivityPlan): Float64Array {
  const { nodes, grid } = plan;
  const factors = new Float64Array(nodes.length).fill(1);
  const openNode = openSecond / nodeSeconds;
  let sum = 0;
  for (let node = openNode; node < grid.closeNode; node += 1)
    sum += Math.abs((nodes[node + 1] ?? 0) - (nodes[node] ?? 0));
  const usual = sum / (grid.closeNode - openNode);
  if (usual === 0) return factors;
  for (let node = openNode; node < grid.closeNode; node += 1) {
    factors[node] = 0.45 + 0.55 * Math.min(4, Math.abs((nodes[node + 1] ?? 0) - (nodes[node] ?? 0)) / usual);
  }
  return factors;
}

function disturbance(plan: ActivityPlan, second: number): number {
  let factor = 1;
  for (const jump of plan.jumps) if (second >= jump.second) factor += 5 * Math.exp((jump.second - second) / 260);
  if (plan.episode) factor *= 1 + (plan.episode.volumeFactor - 1) * episodeStrength(plan.episode, second);
  return factor;
}

/** Mean prints a second for every minute of the day; the session's usual part sums to the day's prints. */
export function printRates(plan: ActivityPlan): Float64Array {
  const rates = new Float64Array(minutesPerDay);
  const openMinute = openSecond / 60;
  const closeMinute = plan.grid.closeSecond / 60;
  const moves = moveFactors(plan);
  const shape = shapeOf(closeMinute);
  let session = 0;
  let outside = 0;
  let shared = 0;
  for (let minute = 0; minute < minutesPerDay; minute += 1) {
    const inSession = minute >= openMinute && minute < closeMinute;
    const node = Math.floor((minute * 60) / nodeSeconds);
    if (node * nodeSeconds === minute * 60) shared = Math.exp(0.2 * normal(combine(plan.marketKey, node)) - 0.02);
    const own = Math.exp(0.3 * normal(combine(plan.key, 20_000 + minute)) - 0.045);
    const rate = (shape[minute] ?? 0) * shared * own * (moves[node] ?? 1);
    rates[minute] = rate;
    if (inSession) session += rate;
    else outside += rate;
  }
  for (let minute = 0; minute < minutesPerDay; minute += 1) {
    const inSession = minute >= openMinute && minute < closeMinute;
    const share = inSession ? (1 - extendedShare) / session : extendedShare / outside;
    rates[minute] = ((rates[minute] ?? 0) * share * plan.prints * disturbance(plan, minute * 60 + 30)) / 60;
  }
  return rates;
}
