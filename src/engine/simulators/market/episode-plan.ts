import { combine, keyOf, uniform } from './random.ts';
import { openSecond, sessionGrid } from './session-grid.ts';
import { symbolTable } from './symbol-table.ts';
import type { SymbolSpec } from './symbol-spec.ts';

export type EpisodeKind = 'supported-trend' | 'wall-break' | 'thin-drift' | 'wall-rejection';

/** One planted story of a symbol's day. Seconds count from 04:00 New York time. */
export type EpisodePlan = {
  readonly symbol: string;
  readonly kind: EpisodeKind;
  readonly truth: 'agreement' | 'misleading';
  /** +1 bullish, -1 bearish. */
  readonly direction: 1 | -1;
  readonly startSecond: number;
  readonly endSecond: number;
  /** Log move in all, of which `lead` is there from the pre-market on. */
  readonly move: number;
  readonly lead: number;
  /** Part of the move taken back in the hour after the end: 0 for a true one, above 1 when it reverses outright. */
  readonly givenBack: number;
  readonly fadeSeconds: number;
  /** Volume while it lasts, times the usual. */
  readonly volumeFactor: number;
  /** Change of the smile's correlation at full strength; positive = calls richer. */
  readonly skewShift: number;
  /** Change of the at-the-money vol, as a fraction of it. */
  readonly volShift: number;
};

/** Minutes after the open at which episodes begin, and whether they tell the truth. */
const slots: readonly (readonly [startMinute: number, minutes: number, kind: EpisodeKind])[] = [
  [9, 62, 'supported-trend'],
  [13, 70, 'wall-break'],
  [16, 58, 'supported-trend'],
  [11, 48, 'thin-drift'],
  [62, 65, 'supported-trend'],
  [95, 50, 'wall-rejection'],
  [128, 70, 'supported-trend'],
  [186, 60, 'wall-break'],
  [238, 46, 'thin-drift'],
  [262, 70, 'supported-trend'],
];

/** Ordinary daily standard deviation of a symbol, from its factors at usual market volatility. */
export function usualDailySd(spec: SymbolSpec): number {
  return Math.sqrt((spec.beta * 0.14) ** 2 + (spec.sectorBeta * sectorVol) ** 2 + spec.ownVol ** 2) / Math.sqrt(252);
}

export const sectorVol = 0.09;

const eligible = symbolTable.filter((spec) => spec.options !== null && spec.ownVol >= 0.1);

function planEpisode(
  key: number,
  spec: SymbolSpec,
  slot: (typeof slots)[number],
  day: { readonly minute: number; readonly direction: 1 | -1 },
): EpisodePlan {
  const { minute, direction } = day;
  const [startMinute, minutes, kind] = slot;
  const truth = kind === 'thin-drift' || kind === 'wall-rejection' ? 'misleading' : 'agreement';
  const startSecond = openSecond + Math.round((startMinute + 4 * uniform(combine(key, 2))) * minute);
  const strength =
    truth === 'agreement' ? 0.95 + 0.35 * uniform(combine(key, 3)) : 0.65 + 0.25 * uniform(combine(key, 3));
  return {
    symbol: spec.symbol,
    kind,
    truth,
    direction,
    startSecond,
    endSecond: startSecond + Math.round(minutes * minute),
    move: direction * strength * usualDailySd(spec),
    lead: truth === 'agreement' ? 0.3 : 0,
    givenBack: truth === 'agreement' ? 0 : 1.25 + 0.4 * uniform(combine(key, 4)),
    fadeSeconds: 40 * minute,
    volumeFactor: kind === 'thin-drift' ? 0.6 : kind === 'wall-rejection' ? 1.2 : 2.6 + uniform(combine(key, 5)),
    skewShift: direction * (kind === 'wall-rejection' ? 0.1 : 0.38),
    volShift: direction === 1 ? 0.02 : 0.07,
  };
}

const plans = new Map<string, readonly EpisodePlan[]>();

/** The day's episodes, each on another symbol; a pure function of seed and date. */
export function episodePlans(seed: number, date: string): readonly EpisodePlan[] {
  const name = `${seed}/${date}`;
  const known = plans.get(name);
  if (known) return known;
  const key = keyOf(seed, 'episodes', Number(date));
  const pool = [...eligible];
  // A half day has the same stories in less time.
  const minute = (60 * (sessionGrid(date).closeSecond - openSecond)) / (6.5 * 3600);
  const made = slots.map((slot, index) => {
    const slotKey = combine(key, index);
    const [spec] = pool.splice(Math.floor(uniform(combine(slotKey, 0)) * pool.length), 1);
    if (!spec) throw new Error('Invariant: more episodes than symbols');
    // Neighbours in time differ in direction, so that both sides are always there to be found.
    const isUp = (index % 2 === 0) === ((key & 1) === 1);
    const direction = isUp ? 1 : -1;
    return planEpisode(slotKey, spec, slot, { minute, direction });
  });
  if (plans.size > 4000) plans.clear();
  plans.set(name, made);
  return made;
}

export function episodeOf(seed: number, date: string, symbol: string): EpisodePlan | null {
  return episodePlans(seed, date).find((plan) => plan.symbol === symbol) ?? null;
}

function smoothStep(x: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? 1 : x * x * (3 - 2 * x);
}

/** Log offset an episode has added to the price at a second. */
export function episodeOffset(plan: EpisodePlan, second: number): number {
  const x = (second - plan.startSecond) / (plan.endSecond - plan.startSecond);
  // Fast at first, slower as the move matures.
  const rise = 1 - (1 - Math.min(1, Math.max(0, x))) ** 1.5;
  return (
    plan.move *
    (plan.lead + (1 - plan.lead) * rise - plan.givenBack * smoothStep((second - plan.endSecond) / plan.fadeSeconds))
  );
}

/** Net log move an episode leaves at the close. */
export function episodeNet(plan: EpisodePlan): number {
  return plan.move * (1 - plan.givenBack);
}

/** 0..1: how far smile and volume have swung at a second; in over five minutes, out over fifteen. */
export function episodeStrength(plan: EpisodePlan, second: number): number {
  return smoothStep((second - plan.startSecond + 120) / 300) * (1 - smoothStep((second - plan.endSecond) / 900));
}
