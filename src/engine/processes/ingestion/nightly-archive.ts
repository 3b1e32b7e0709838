import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessHealth } from '../../contract/health-schemas.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import { clockText } from '../../ingestion/feeds/clock-text.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import { spanOfDay } from '../data/archive-day.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import { archivedDays } from './archived-days.ts';
import { dueDays, missedDays } from './due-days.ts';

const lookMs = 60_000;
/** A failure is mostly a full disk or a library that is not there: neither is over a minute later. */
const retryMs = 3_600_000;
const mostSaid = 2_000;

type Context = Pick<ProcessContext, 'init' | 'clock' | 'log' | 'settings'>;
type Run = { readonly date: string; readonly endedAt: number; readonly problem: string | null };

/** Ends with null when the day is archived, else with what went wrong. */
export type ArchiveDay = (date: string) => Promise<string | null>;

export type NightlyArchiveParts = {
  readonly context: Context;
  readonly facts: Pick<FactStore, 'firstArrivalMs' | 'hasDocument' | 'noteDocument'>;
  readonly archiveDay?: ArchiveDay;
};

export interface NightlyArchive {
  /** What arrived before this is archived; null = nobody archives. */
  archivedUntilMs(): number | null;
  health(): ProcessHealth['stores'][number];
  close(): void;
}

/**
 * Archives each trading day at the time the settings name, as long as they ask for it. Days that were missed follow while no
 * session is on, the oldest first and one at a time; one that failed waits an hour and lets others pass.
 */
export function nightlyArchive({
  context,
  facts,
  archiveDay = inProcess(context),
}: NightlyArchiveParts): NightlyArchive {
  const { init, clock, log, settings } = context;
  const folder = join(init.dataDirectory, 'archive');
  const days = archivedDays({ folder, facts });
  days.look(clock.now());
  const state = { running: '', last: null as Run | null, bytes: 0 };
  const tried = new Map<string, number>();
  const attempt = async (date: string): Promise<void> => {
    tried.set(date, clock.now());
    state.running = date;
    const problem = await archiveDay(date).catch(String);
    state.running = '';
    state.last = { date, endedAt: clock.now(), problem };
    if (problem === null) {
      days.note(date);
      log.info('day archived', { date });
    } else log.error('day not archived', { date, detail: problem });
    days.look(clock.now());
    state.bytes = await sizeOf(folder);
  };
  const quietly = (work: Promise<void>): void =>
    void work.catch((error: unknown) => log.error('archive not looked after', { detail: String(error) }));
  const rests = (): boolean =>
    state.last !== null && state.last.problem !== null && clock.now() - state.last.endedAt < retryMs;
  const stop = clock.every(lookMs, () => {
    const { recording } = settings();
    if (!recording.archiveNightly || state.running !== '' || rests()) return;
    days.look(clock.now());
    const due = dueDays(days.missing(clock.now()), clock.now(), recording.archiveAt);
    const [next] = due.toSorted((a, b) => (tried.get(a) ?? 0) - (tried.get(b) ?? 0) || a.localeCompare(b));
    if (next !== undefined) quietly(attempt(next));
  });
  quietly(sizeOf(folder).then((bytes) => void (state.bytes = bytes)));
  return {
    archivedUntilMs: () => {
      if (!settings().recording.archiveNightly) return null;
      const first = days.firstMissing();
      // No fact is known yet: everything waits.
      return first === null ? 0 : spanOfDay(first).fromMs;
    },
    health: () => {
      const { recording } = settings();
      const missed = recording.archiveNightly ? missedDays(days.missing(clock.now()), clock.now()).length : 0;
      const parts = { ...state, days: days.here(), missed };
      return { name: 'archive', bytes: state.bytes, detail: wordsOf(parts, recording, clock.now()) };
    },
    close: stop,
  };
}

type Shown = {
  readonly running: string;
  readonly last: Run | null;
  readonly days: readonly string[];
  readonly missed: number;
};

function wordsOf(
  { running, last, days, missed }: Shown,
  { archiveNightly, archiveAt }: Settings['recording'],
  nowMs: number,
): string {
  const newest = days.length === 0 ? '' : `, newest ${days.at(-1)}`;
  const kept = `${counted(days.length)}${newest}${missed === 0 ? '' : `, ${counted(missed)} missing`}`;
  const nightly = archiveNightly ? `nightly at ${archiveAt}` : 'off';
  if (running !== '') return `${nightly}; ${kept}; ${running} is being archived`;
  if (last === null) return `${nightly}; ${kept}`;
  const ended = `${last.date} at ${clockText(last.endedAt, nowMs)}`;
  return `${nightly}; ${kept}; ${last.problem === null ? `archived ${ended}` : `failed ${ended}: ${last.problem}`}`;
}

function counted(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
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
