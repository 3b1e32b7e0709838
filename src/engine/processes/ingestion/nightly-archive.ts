import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessHealth } from '../../contract/health-schemas.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import { isTradingDay } from '../../domain/calendar.ts';
import { wallTime } from '../../domain/time.ts';
import { clockText } from '../../ingestion/feeds/clock-text.ts';
import { spanOfDay } from '../data/archive-day.ts';
import type { ProcessContext } from '../runtime/process-context.ts';

const lookMs = 60_000;
const day = /^\d{8}$/;
const mostSaid = 2_000;

type Context = Pick<ProcessContext, 'init' | 'clock' | 'log' | 'settings'>;
type Run = { readonly date: string; readonly endedAt: number; readonly problem: string | null };

/** Ends with null when the day is archived, else with what went wrong. */
export type ArchiveDay = (date: string) => Promise<string | null>;

export interface NightlyArchive {
  /** What arrived before this is archived; null = nobody archives. */
  archivedUntilMs(): number | null;
  health(): ProcessHealth['stores'][number];
  close(): void;
}

/** Archives each trading day at the time the settings name, once, as long as they ask for it. */
export function nightlyArchive(context: Context, archiveDay: ArchiveDay = inProcess(context)): NightlyArchive {
  const { init, clock, log, settings } = context;
  const folder = join(init.dataDirectory, 'archive');
  const state = { attempted: '', running: '', last: null as Run | null, bytes: 0, days: daysIn(folder) };
  const measure = async (): Promise<void> => {
    state.days = daysIn(folder);
    state.bytes = await sizeOf(folder);
  };
  const attempt = async (date: string): Promise<void> => {
    state.attempted = date;
    state.running = date;
    const problem = await archiveDay(date);
    state.running = '';
    state.last = { date, endedAt: clock.now(), problem };
    if (problem === null) log.info('day archived', { date });
    else log.error('day not archived', { date, detail: problem });
    await measure();
  };
  const quietly = (work: Promise<void>): void =>
    void work.catch((error: unknown) => log.error('archive not looked after', { detail: String(error) }));
  const stop = clock.every(lookMs, () => {
    const { recording } = settings();
    const { date, secondOfDay } = wallTime(clock.now());
    if (!recording.archiveNightly || !isTradingDay(date) || secondOfDay < secondOf(recording.archiveAt)) return;
    if (state.attempted !== date && !existsSync(join(folder, date))) quietly(attempt(date));
  });
  quietly(measure());
  return {
    archivedUntilMs: () => {
      if (!settings().recording.archiveNightly) return null;
      const last = state.days.at(-1);
      // Nothing is archived yet: everything waits.
      return last === undefined ? 0 : spanOfDay(last).toMs;
    },
    health: () => ({ name: 'archive', bytes: state.bytes, detail: wordsOf(state, settings().recording, clock.now()) }),
    close: stop,
  };
}

function wordsOf(
  { running, last, days }: { readonly running: string; readonly last: Run | null; readonly days: readonly string[] },
  { archiveNightly, archiveAt }: Settings['recording'],
  nowMs: number,
): string {
  const kept = `${days.length} ${days.length === 1 ? 'day' : 'days'}${days.length === 0 ? '' : `, newest ${days.at(-1)}`}`;
  const nightly = archiveNightly ? `nightly at ${archiveAt}` : 'off';
  if (running !== '') return `${nightly}; ${kept}; ${running} is being archived`;
  if (last === null) return `${nightly}; ${kept}`;
  const ended = `${last.date} at ${clockText(last.endedAt, nowMs)}`;
  return `${nightly}; ${kept}; ${last.problem === null ? `archived ${ended}` : `failed ${ended}: ${last.problem}`}`;
}

function secondOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 3_600 + Number(clock.slice(3, 5)) * 60;
}

function daysIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => day.test(name))
    .sort();
}

async function sizeOf(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  let bytes = 0;
  for (const entry of names) if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}

/** A process of its own: its library needs memory and time that the market must not wait for. */
function inProcess({ init }: Context): ArchiveDay {
  const entry = join(import.meta.dirname, 'engine-data.js');
  return (date) =>
    new Promise((resolve) => {
      const words = [init.homeDirectory, 'archive', date, '--mode', init.mode];
      const child = fork(entry, words, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      let said = '';
      child.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-mostSaid)));
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code) => resolve(code === 0 ? null : said.trim() || `exit code ${code}`));
    });
}
