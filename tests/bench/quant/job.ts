import type { Figure } from '../bench.ts';
import type { ScalarTimes } from './scalar-times.ts';

/** One piece of work and what it is measured against. */
export type Job = {
  readonly name: string;
  /** What the yardstick calls it. */
  readonly scalar: string;
  readonly work: () => unknown;
  /** A number that the yardstick prints as well: both did the same work when they agree. */
  readonly check?: () => number;
  /** Items a run, to show a rate; left out to show the time. */
  readonly items?: number;
  readonly npm?: { readonly name: string; readonly items: number; readonly work: () => unknown };
  readonly goals: { readonly scalar: number; readonly npm?: number; readonly mostMs?: number };
};

/** Best of the runs within about a second, but at least three. */
export function bestMs(work: () => unknown): number {
  const begun = performance.now();
  let best = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 3 || performance.now() - begun < 1_000; repeat += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Ours, the yardstick's and the package's figure, and our speed as a multiple of each. */
export function jobFigures(job: Job, scalar: ScalarTimes | null): readonly Figure[] {
  const { name, items, npm, goals } = job;
  const ours = bestMs(job.work);
  const shown = (who: string, ms: number): Figure =>
    items === undefined
      ? { name: `${name}, ${who}`, value: ms, unit: 'ms' }
      : { name: `${name}, ${who}`, value: items / ms / 1_000, unit: 'million /s' };
  const figures: Figure[] = [shown('Quorum', ours)];
  if (goals.mostMs !== undefined) figures[0] = { ...shown('Quorum', ours), goal: { most: goals.mostMs } };
  const times = scalar?.get(job.scalar);
  if (times !== undefined) {
    figures.push(shown('C++ -O3 scalar', times.ms));
    figures.push({ name: '  speed / C++', value: times.ms / ours, unit: 'x', goal: { least: goals.scalar } });
  }
  if (npm !== undefined) {
    const perRun = bestMs(npm.work) * ((items ?? npm.items) / npm.items);
    figures.push(shown(`npm ${npm.name}`, perRun));
    const ratio = { name: '  speed / npm', value: perRun / ours, unit: 'x' };
    figures.push(goals.npm === undefined ? ratio : { ...ratio, goal: { least: goals.npm } });
  }
  return figures;
}

/** Says so when the yardstick computed something else. */
export function disagreement({ name, scalar, check }: Job, times: ScalarTimes | null): string | null {
  const theirs = times?.get(scalar)?.checksum;
  if (check === undefined || theirs === undefined) return null;
  const ours = check();
  if (Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs)) return null;
  return `${name}: C++ computed something else (${theirs} against ${ours}); its time says nothing`;
}
