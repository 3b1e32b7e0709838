import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, Display } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWindowState } from '../../src/main/electron/window-state.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { display, machine } from './fake-electron.ts';
import { FakeWindow } from './fake-window.ts';

const laptop = display(1, { x: 0, y: 0, width: 1440, height: 900 }, 2);
const left = display(2, { x: -2560, y: -300, width: 2560, height: 1440 });
const plugged = (...displays: Display[]): void => void (machine.displays = displays);
const placed = (bounds: { x: number; y: number; width: number; height: number }): BrowserWindow =>
  new FakeWindow(bounds) as unknown as BrowserWindow;

let home = '';
beforeEach(() => (home = temporaryFolder()));
afterEach(() => plugged(display(1, { x: 0, y: 0, width: 1920, height: 1080 })));

describe('the place of a window', () => {
  it('is remembered for each set of monitors, over a restart', () => {
    const [far, near] = [
      { x: -2000, y: -100, width: 1600, height: 1000 },
      { x: 20, y: 30, width: 900, height: 600 },
    ];
    plugged(laptop, left);
    openWindowState(home).remember('', placed(far));
    plugged(laptop);
    openWindowState(home).remember('', placed(near));
    expect(openWindowState(home).initial('').bounds).toEqual(near);
    plugged(left, laptop);
    expect(openWindowState(home).initial('').bounds).toEqual(far);
    expect(statSync(join(home, 'windows.json')).mode & 0o777).toBe(0o600);
  });

  it('is its own for each route, with whether it filled the screen', () => {
    const state = openWindowState(home);
    const window = new FakeWindow({ x: 5, y: 6, width: 900, height: 700 });
    window.maximize();
    state.remember('/window/ladder', window as unknown as BrowserWindow);
    expect(state.initial('/window/ladder')).toEqual({ bounds: window.bounds, maximized: true });
    expect(state.initial('').maximized).toBe(false);
  });

  it('first fits the monitor there is', () => {
    plugged(display(1, { x: 100, y: 50, width: 1024, height: 700 }));
    expect(openWindowState(home).initial('').bounds).toEqual({ x: 140, y: 90, width: 944, height: 620 });
  });

  it.each(['', '{', '[]', '{"x":{"":{"x":"1"}}}', 'null'])('starts afresh from a broken file (%s)', (content) => {
    writeFileSync(join(home, 'windows.json'), content);
    expect(openWindowState(home).initial('').bounds).toMatchObject({ x: 40, y: 40 });
    expect(readFileSync(join(home, 'windows.json'), 'utf8')).toBe(content);
  });
});
