import type { ChainCore, ExpiryCoverage } from '../domain/chain.ts';
import type { ChainSlot } from './chain-slot.ts';

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** How much of the part that is always wanted has answered. */
export function coreOf(slots: readonly ChainSlot[]): ChainCore {
  const rows = slots.filter(({ row }) => row !== null).length;
  const silent = slots.filter(({ row, silent }) => row === null && silent).length;
  return { wanted: slots.length, answered: rows + Math.min(rows, silent) };
}

/** Expiry by expiry and class by class. */
export function coverageOf(slots: readonly ChainSlot[]): readonly ExpiryCoverage[] {
  const groups = new Map<string, Mutable<ExpiryCoverage>>();
  for (const { instrument, row, dead } of slots) {
    if (dead) continue;
    const { expiry, tradingClass } = instrument;
    const key = `${expiry} ${tradingClass}`;
    const times = { oldestRowTime: null, newestRowTime: null };
    const group = groups.get(key) ?? { expiry, tradingClass, wanted: 0, seen: 0, ...times };
    groups.set(key, group);
    group.wanted += 1;
    if (row === null) continue;
    group.seen += 1;
    group.oldestRowTime = Math.min(group.oldestRowTime ?? Infinity, row.eventTime);
    group.newestRowTime = Math.max(group.newestRowTime ?? 0, row.eventTime);
  }
  return [...groups].toSorted(([a], [b]) => a.localeCompare(b)).map(([, group]) => group);
}

/** Event times of the rows, oldest first. */
export function timesOf(slots: readonly ChainSlot[]): readonly number[] {
  return slots.flatMap(({ row }) => row?.eventTime ?? []).toSorted((a, b) => a - b);
}

/** Half of them are at least as late; of two in the middle the older one. */
export function middleOf(times: readonly number[]): number | null {
  return times[Math.floor((times.length - 1) / 2)] ?? null;
}
