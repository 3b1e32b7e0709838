import { expect, test } from 'vitest';
import { listenFor, silentAfterMs } from './silence.ts';

/** Looks once a second from one moment to another; the last answer. */
function looks(ear: ReturnType<typeof listenFor>, fromMs: number, toMs: number): number | null {
  let answer: number | null = null;
  for (let now = fromMs; now <= toMs; now += 1_000) answer = ear.look(now);
  return answer;
}

test('a process that talks every second is never silent', () => {
  const ear = listenFor(0);
  for (let now = 0; now < 60_000; now += 1_000) {
    ear.heard(now);
    expect(ear.look(now)).toBeNull();
  }
});

test('one that stops is silent since its last word, until it speaks again', () => {
  const ear = listenFor(0);
  ear.heard(10_000);
  looks(ear, 0, 10_000);
  expect(looks(ear, 11_000, 10_000 + silentAfterMs)).toBeNull();
  expect(looks(ear, 11_000 + silentAfterMs, 30_000)).toBe(10_000);
  ear.heard(31_000);
  expect(ear.look(31_000)).toBeNull();
});

test('a page that slept itself does not call the others silent', () => {
  const ear = listenFor(0);
  looks(ear, 0, 2_000);
  expect(ear.look(600_000)).toBeNull();
});
