import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { ManualClock } from '../../../../tests/support/manual-clock.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import { instantOf } from '../../domain/time.ts';
import { spanOfDay } from '../data/archive-day.ts';
import { nightlyArchive } from './nightly-archive.ts';

const minuteMs = 60_000;

function stage(recording: object, startMs = instantOf('20261012', 19 * 3600)) {
  const clock = new ManualClock(startMs);
  const dataDirectory = temporaryFolder();
  const answers: (string | null)[] = [];
  const asked: string[] = [];
  const init = { dataDirectory, homeDirectory: dataDirectory, mode: 'practice' as const };
  const settings = settingsSchema.parse({ recording });
  const context = { clock, init, log: keptLog(), settings: () => settings };
  const archive = nightlyArchive(context as unknown as Parameters<typeof nightlyArchive>[0], async (date) => {
    asked.push(date);
    const answer = answers.shift() ?? null;
    if (answer !== null) return answer;
    mkdirSync(join(dataDirectory, 'archive', date), { recursive: true });
    writeFileSync(join(dataDirectory, 'archive', date, 'quote.parquet'), 'x'.repeat(100));
    return null;
  });
  onTestFinished(() => archive.close());
  return { clock, archive, asked, answers };
}

test('a trading day is archived once, at its time, and Health knows when', async () => {
  const { clock, archive, asked } = stage({ archiveNightly: true, archiveAt: '20:30' });
  expect(archive.archivedUntilMs()).toBe(0);
  await clock.advance(89 * minuteMs);
  expect([asked, archive.health().detail]).toEqual([[], 'nightly at 20:30; 0 days']);
  await clock.advance(30 * minuteMs);
  expect(asked).toEqual(['20261012']);
  await eventually(() => expect(archive.health().bytes).toBe(100));
  expect(archive.health().detail).toBe('nightly at 20:30; 1 day, newest 20261012; archived 20261012 at 20:30:00 ET');
  expect(archive.archivedUntilMs()).toBe(spanOfDay('20261012').toMs);
});

test('a failure is shown with its reason and not tried again that day', async () => {
  const { clock, archive, asked, answers } = stage({ archiveNightly: true });
  answers.push('the disk is full');
  await clock.advance(120 * minuteMs);
  expect(asked).toEqual(['20261012']);
  expect(archive.health().detail).toContain('failed 20261012 at 20:05:00 ET: the disk is full');
  await clock.advance(24 * 60 * minuteMs);
  expect(asked).toEqual(['20261012', '20261013']);
});

test('off, and on closed days, nothing is archived', async () => {
  const off = stage({});
  await off.clock.advance(180 * minuteMs);
  expect([off.asked, off.archive.archivedUntilMs(), off.archive.health().detail]).toEqual([[], null, 'off; 0 days']);
  const saturday = stage({ archiveNightly: true }, instantOf('20261010', 19 * 3600));
  await saturday.clock.advance(180 * minuteMs);
  expect(saturday.asked).toEqual([]);
});
