import { existsSync, readdirSync } from 'node:fs';
import { isTradingDay, nextTradingDay, tradingDate } from '../../domain/calendar.ts';
import { wallTime } from '../../domain/time.ts';
import type { FactStore } from '../../ports/fact-store.ts';

const day = /^\d{8}$/;
/** Documents that were fetched once and for all, and days that were archived, are told apart by this. */
const source = 'archive';

export type ArchivedDays = {
  /** Days whose archive is in its folder now, oldest first. */
  here(): readonly string[];
  /** Sees what is in the folder by now. An archive of today, made by hand, may be of half a day. */
  look(nowMs: number): void;
  note(date: string): void;
  /** The first day of which facts are kept and no archive was made; null = no fact is known. */
  firstMissing(): string | null;
  /** All such days up to today, oldest first. */
  missing(nowMs: number): readonly string[];
};

/**
 * An archived day stays one when its folder is moved elsewhere: an archive made anew would lack what was forgotten since, and
 * would look like the first.
 */
export function archivedDays(parts: {
  readonly folder: string;
  readonly facts: Pick<FactStore, 'firstArrivalMs' | 'hasDocument' | 'noteDocument'>;
}): ArchivedDays {
  const { folder, facts } = parts;
  const known = new Set<string>();
  let here: readonly string[] = [];
  /** All days before it that have facts are archived. */
  let first: string | null = null;

  const isArchived = (date: string): boolean => known.has(date) || facts.hasDocument(source, date);
  const note = (date: string): void => {
    if (!known.has(date)) facts.noteDocument(source, date);
    known.add(date);
  };
  const look = (nowMs: number): void => {
    here = daysIn(folder);
    const { date: today } = wallTime(nowMs);
    here.filter((date) => date < today).forEach(note);
    // Asked here alone: it reads past all that was imported.
    const arrivalMs = first === null ? facts.firstArrivalMs() : null;
    if (arrivalMs !== null) first = tradingDate(arrivalMs);
  };
  const firstMissing = (): string | null => {
    while (first !== null && isArchived(first)) first = nextTradingDay(first);
    return first;
  };
  return {
    here: () => here,
    look,
    note,
    firstMissing,
    missing: (nowMs) => {
      const { date: today } = wallTime(nowMs);
      const dates: string[] = [];
      // Without any fact there are still bars of today.
      for (let date = firstMissing() ?? today; date <= today; date = nextTradingDay(date))
        if (isTradingDay(date) && !isArchived(date)) dates.push(date);
      return dates;
    },
  };
}

function daysIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => day.test(name))
    .sort();
}
