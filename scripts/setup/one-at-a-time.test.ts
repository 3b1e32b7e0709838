import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.mjs';
import { createProgress } from './progress.mjs';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'quorum-lock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** No process has it: one above the largest a Linux kernel hands out. */
const DEAD_PID = 4_194_305;

function place(said: string[] = []): Parameters<typeof oneAtATime>[0] {
  return { root: 'clone', folder, progress: createProgress({ write: (text) => void said.push(text) }) };
}

test('the second set-up of a folder waits for the first and says so', async () => {
  const events: string[] = [];
  const said: string[] = [];
  let finishFirst = (): void => undefined;
  const first = oneAtATime(place(), async () => {
    events.push('first begins');
    await new Promise<void>((settle) => (finishFirst = settle));
    events.push('first ends');
  });
  const second = oneAtATime(place(said), () => Promise.resolve(void events.push('second')));
  finishFirst();
  await Promise.all([first, second]);
  expect(events).toEqual(['first begins', 'first ends', 'second']);
  expect(said.join('')).toContain('waiting for it');
});

test('a failed set-up releases the folder', async () => {
  await expect(oneAtATime(place(), () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a killed set-up is taken over', async () => {
  await oneAtATime(place(), () => Promise.resolve());
  const [name] = await oneAtATime(place(), () => Promise.resolve(readdirSync(folder)));
  writeFileSync(join(folder, name ?? ''), String(DEAD_PID));
  expect(await oneAtATime(place(), () => Promise.resolve('done'))).toBe('done');
});
