import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../contract/settings-schema.ts';
import { isTradingDay } from '../../domain/calendar.ts';
import { retentionDays } from '../../domain/facts/retention.ts';
import { wallTime } from '../../domain/time.ts';
import { createFactKeeper } from '../../ingestion/fact-keeper.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import { spanOfDay } from '../data/archive-day.ts';
import type { ProcessContext } from '../runtime/process-context.ts';

/** Five minutes after the evening session: what is late has arrived. */
const archiveSecond = 20 * 3_600 + 300;
const lookMs = 60_000;
const day = /^\d{8}$/;

type Context = Pick<ProcessContext, 'init' | 'clock' | 'log' | 'settings'>;

/**
 * Forgets old facts and, where the settings ask for it, archives each trading day at its end. The archive is made by a
 * process of its own: its library needs memory and time that the market must not wait for.
 */
export function keepFacts(context: Context, facts: Pick<FactStore, 'prune' | 'vacuumStep'>): { close(): void } {
  const { init, clock, log } = context;
  const folder = join(init.dataDirectory, 'archive');
  const nightly = (settings: Settings): boolean => settings.recording.archiveNightly;
  const keeper = createFactKeeper({
    store: facts,
    clock,
    log,
    days: () => retentionDays,
    archivedUntilMs: () => (nightly(context.settings()) ? archivedUntil(folder) : null),
  });
  let attempted = '';
  const stop = clock.every(lookMs, () => {
    const { date, secondOfDay } = wallTime(clock.now());
    if (!nightly(context.settings()) || !isTradingDay(date) || secondOfDay < archiveSecond) return;
    if (attempted === date || existsSync(join(folder, date))) return;
    attempted = date;
    archive(context, date);
  });
  keeper.round();
  return {
    close: () => {
      stop();
      keeper.close();
    },
  };
}

/** Nothing is archived yet: everything waits. */
function archivedUntil(folder: string): number {
  const last = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => day.test(name))
        .sort()
        .at(-1)
    : undefined;
  return last === undefined ? 0 : spanOfDay(last).toMs;
}

function archive({ init, log }: Context, date: string): void {
  const entry = join(import.meta.dirname, 'engine-data.js');
  const words = [init.homeDirectory, 'archive', date, '--mode', init.mode];
  const child = fork(entry, words, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2_000)));
  child.on('error', (error) => log.error('day not archived', { date, detail: error.message }));
  child.on('exit', (code) => {
    if (code === 0) log.info('day archived', { date });
    else log.error('day not archived', { date, detail: said.trim() });
  });
}
