import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { ManualClock } from '../../../../tests/support/manual-clock.ts';
import { memoryFactStore } from '../../../../tests/support/memory-fact-store.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import { instantOf } from '../../domain/time.ts';
import { spanOfDay } from '../data/archive-day.ts';
import { nightlyArchive, type NightlyArchive, type NightlyArchiveParts } from './nightly-archive.ts';

const minuteMs = 60_000;

const clockOf = (date: string, hour: number): number => instantOf(date, hour * 3_600);

function stage(
  recording: object,
  parts: { readonly startMs?: number; readonly firstArrivalMs?: number; readonly archived?: readonly string[] } = {},
) {
  const { startMs = clockOf('20261012', 19), archived = [] } = parts;
  const clock = new ManualClock(startMs);
  const dataDirectory = temporaryFolder();
  const place = (date: string): string => join(dataDirectory, 'archive', date);
  for (const date of archived) mkdirSync(place(date), { recursive: true });
  const answers: (string | null)[] = [];
  const asked: string[] = [];
  const slow = { release: null as (() => void) | null, isOn: false };
  const init = { dataDirectory, homeDirectory: dataDirectory, mode: 'practice' as const };
  const settings = settingsSchema.parse({ recording });
  const context = {
    clock,
    init,
    log: keptLog(),
    settings: () => settings,
  } as unknown as NightlyArchiveParts['context'];
  const facts = { ...memoryFactStore(), firstArrivalMs: () => parts.firstArrivalMs ?? startMs };
  const archiveDay = async (date: string): Promise<string | null> => {
    asked.push(date);
    if (slow.isOn) await new Promise<void>((resolve) => (slow.release = resolve));
    const answer = answers.shift() ?? null;
    if (answer !== null) return answer;
    mkdirSync(place(date), { recursive: true });
    writeFileSync(join(place(date), 'quote.parquet'), 'x'.repeat(100));
    return null;
  };
  const opened = (): NightlyArchive => {
    const archive = nightlyArchive({ context, facts, archiveDay });
    onTestFinished(() => archive.close());
    return archive;
  };
  return { clock, archive: opened(), opened, asked, answers, slow, place };
}

test('a trading day is archived once, at its time, and Health knows when', async () => {
  const { clock, archive, asked } = stage({ archiveNightly: true, archiveAt: '20:30' });
  expect(archive.archivedUntilMs()).toBe(spanOfDay('20261012').fromMs);
  await clock.advance(89 * minuteMs);
  expect([asked, archive.health().detail]).toEqual([[], 'nightly at 20:30; 0 days']);
  await clock.advance(30 * minuteMs);
  expect(asked).toEqual(['20261012']);
  await eventually(() => expect(archive.health().bytes).toBe(100));
  expect(archive.health().detail).toBe('nightly at 20:30; 1 day, newest 20261012; archived 20261012 at 20:30:00 ET');
  expect(archive.archivedUntilMs()).toBe(spanOfDay('20261012').toMs);
});

test('a failure is shown with its reason and tried again an hour later, not sooner', async () => {
  const { clock, archive, asked, answers } = stage({ archiveNightly: true });
  answers.push('the disk is full');
  await clock.advance(120 * minuteMs);
  expect(asked).toEqual(['20261012']);
  expect(archive.health().detail).toContain('failed 20261012 at 20:05:00 ET: the disk is full');
  expect(archive.archivedUntilMs()).toBe(spanOfDay('20261012').fromMs);
  await clock.advance(6 * minuteMs);
  expect(asked).toEqual(['20261012', '20261012']);
  await eventually(() => expect(archive.archivedUntilMs()).toBe(spanOfDay('20261012').toMs));
});

test('an archive made by hand during the day is made anew in the evening, and that one only once', async () => {
  const { clock, archive, opened, asked } = stage({ archiveNightly: true }, { archived: ['20261012'] });
  expect(archive.archivedUntilMs()).toBe(spanOfDay('20261012').fromMs);
  await clock.advance(70 * minuteMs);
  expect(asked).toEqual(['20261012']);
  archive.close();
  opened();
  await clock.advance(30 * minuteMs);
  expect(asked).toEqual(['20261012']);
});

test('off, and on closed days, nothing is archived', async () => {
  const off = stage({});
  await off.clock.advance(180 * minuteMs);
  expect([off.asked, off.archive.archivedUntilMs(), off.archive.health().detail]).toEqual([[], null, 'off; 0 days']);
  const saturday = stage({ archiveNightly: true }, { startMs: clockOf('20261010', 19) });
  await saturday.clock.advance(180 * minuteMs);
  expect(saturday.asked).toEqual([]);
});

describe('days that were missed', () => {
  const missed = { firstArrivalMs: clockOf('20261005', 10), archived: ['20261005', '20261007'] };

  test('hold back what may be forgotten, and follow after the session, oldest first', async () => {
    const { clock, archive, asked } = stage({ archiveNightly: true }, { ...missed, startMs: clockOf('20261009', 10) });
    expect(archive.archivedUntilMs()).toBe(spanOfDay('20261006').fromMs);
    expect(archive.health().detail).toBe('nightly at 20:05; 2 days, newest 20261007, 2 days missing');
    await clock.advance(6 * 60 * minuteMs - 1);
    expect(asked).toEqual([]);
    await clock.advance(10 * minuteMs);
    expect(asked).toEqual(['20261006', '20261008']);
    await eventually(() => expect(archive.archivedUntilMs()).toBe(spanOfDay('20261009').fromMs));
    await clock.advance(4 * 60 * minuteMs);
    expect(asked).toEqual(['20261006', '20261008', '20261009']);
  });

  test('are archived one at a time, however long that takes', async () => {
    const { clock, asked, slow } = stage({ archiveNightly: true }, { ...missed, startMs: clockOf('20261009', 17) });
    slow.isOn = true;
    await clock.advance(120 * minuteMs);
    expect(asked).toEqual(['20261006']);
    slow.release?.();
    await clock.advance(minuteMs);
    await clock.advance(minuteMs);
    expect(asked).toEqual(['20261006', '20261008']);
    slow.release?.();
  });

  test('let others pass when they fail', async () => {
    const { clock, archive, asked, answers } = stage(
      { archiveNightly: true },
      { ...missed, startMs: clockOf('20261009', 17) },
    );
    answers.push('damaged');
    await clock.advance(59 * minuteMs);
    expect(asked).toEqual(['20261006']);
    await clock.advance(5 * minuteMs);
    expect(asked).toEqual(['20261006', '20261008', '20261006']);
    expect(archive.archivedUntilMs()).toBe(spanOfDay('20261008').toMs);
  });

  test('are not those whose archive was moved elsewhere', async () => {
    const { archive, opened, place } = stage(
      { archiveNightly: true },
      { firstArrivalMs: clockOf('20261005', 10), archived: ['20261005', '20261006'], startMs: clockOf('20261007', 10) },
    );
    archive.close();
    rmSync(place('20261005'), { recursive: true });
    expect(opened().archivedUntilMs()).toBe(spanOfDay('20261006').toMs);
  });

  test('weekends and holidays are no days', () => {
    const { archive } = stage(
      { archiveNightly: true },
      { firstArrivalMs: clockOf('20260903', 10), archived: ['20260903', '20260904', '20260908'] },
    );
    expect(archive.archivedUntilMs()).toBe(spanOfDay('20260908').toMs);
  });
});
