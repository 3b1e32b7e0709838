import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isTradingDay } from '../domain/calendar.ts';
import type { Outcome } from '../domain/outcome.ts';
import { fail, ok } from '../domain/outcome.ts';
import type { TwsSimulatorState } from './tws/tws-simulator.ts';

/** Where a practice session stopped. The market itself is not stored: seed and time say everything about it. */
export type SavedWorld = {
  readonly version: 1;
  readonly run: string;
  readonly seed: number;
  readonly tradingDate: string;
  readonly venueMs: number;
  readonly tws: TwsSimulatorState;
};

export type WorldFile = {
  readonly path: string;
  load(): Outcome<SavedWorld | null, 'unreadable' | 'corrupt'>;
  /** Replaces the file in one step: a crash of the process leaves the old or the new one, whole. */
  save(world: SavedWorld): void;
  /** Waits until the disk has what was saved, so that a power loss finds it too; does not hold up the market. */
  flush(): Promise<void>;
  /** Renames a file that cannot be used; answers its new path. */
  setAside(): string;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isSavedWorld(value: unknown, seed: number): value is SavedWorld {
  if (!isRecord(value) || value['version'] !== 1 || value['seed'] !== seed) return false;
  const { run, tradingDate, venueMs, tws } = value;
  if (typeof run !== 'string' || run === '') return false;
  if (typeof tradingDate !== 'string' || !/^20\d{6}$/.test(tradingDate) || !isTradingDay(tradingDate)) return false;
  if (typeof venueMs !== 'number' || !Number.isFinite(venueMs)) return false;
  return isRecord(tws) && tws['version'] === 1 && isRecord(tws['broker']);
}

function parse(text: string, seed: number): Outcome<SavedWorld, 'corrupt'> {
  try {
    const value: unknown = JSON.parse(text);
    return isSavedWorld(value, seed) ? ok(value) : fail('corrupt', 'it does not describe a practice session');
  } catch (error) {
    return fail('corrupt', String(error));
  }
}

/** The saved session of one seed in `dataDir`; each seed is a world of its own. */
export function openWorldFile(dataDir: string, seed: number): WorldFile {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, `practice-world-${seed}.json`);
  return {
    path,
    load() {
      if (!existsSync(path)) return ok(null);
      try {
        return parse(readFileSync(path, 'utf8'), seed);
      } catch (error) {
        return fail('unreadable', String(error));
      }
    },
    save(world) {
      const draft = `${path}.new`;
      writeFileSync(draft, JSON.stringify(world), { mode: 0o600 });
      renameSync(draft, path);
    },
    async flush() {
      const file = await open(path, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    setAside() {
      let rank = 1;
      while (existsSync(`${path}.broken-${rank}`)) rank += 1;
      const aside = `${path}.broken-${rank}`;
      renameSync(path, aside);
      return aside;
    },
  };
}
