import { describe, expect, it } from 'vitest';
import { createDoublePress } from './double-press.ts';

describe('double press', () => {
  it('is the same key again within the time', () => {
    const presses = createDoublePress(600);
    expect(presses.isSecond({ key: 'Escape', atMs: 0 })).toBe(false);
    presses.note({ key: 'Escape', atMs: 0 });
    expect(presses.isSecond({ key: 'Escape', atMs: 600 })).toBe(true);
    expect(presses.isSecond({ key: 'Escape', atMs: 700 })).toBe(false);
  });

  it('is not a late one, nor another key between', () => {
    const presses = createDoublePress(600);
    presses.note({ key: 'Escape', atMs: 0 });
    expect(presses.isSecond({ key: 'Escape', atMs: 601 })).toBe(false);
    presses.note({ key: 'Escape', atMs: 1_000 });
    expect(presses.isSecond({ key: 'B', atMs: 1_010 })).toBe(false);
    expect(presses.isSecond({ key: 'Escape', atMs: 1_020 })).toBe(false);
  });

  it('does not count a first press that did something else, such as leaving the ticket', () => {
    const presses = createDoublePress(600);
    expect(presses.isSecond({ key: 'Escape', atMs: 0 })).toBe(false);
    expect(presses.isSecond({ key: 'Escape', atMs: 200 })).toBe(false);
  });
});
