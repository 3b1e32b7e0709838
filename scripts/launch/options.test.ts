import { describe, expect, test } from 'vitest';
import { hasDisplay } from './app-window.mjs';
import { parseReady } from './browser-host.mjs';
import { readStartOptions } from './options.mjs';
import { hostParameters } from './run-browser-shell.mjs';

describe('options of npm start', () => {
  test('nothing given: the shell is chosen by what is there, the world by the settings', () => {
    expect(readStartOptions([], {})).toEqual({ shell: 'auto', world: undefined, headless: false, port: undefined });
  });

  test('the command line wins over the environment', () => {
    const env = { QUORUM_SHELL: 'electron', QUORUM_WORLD: 'paper', QUORUM_HEADLESS: '1' };
    expect(readStartOptions([], env)).toMatchObject({ shell: 'electron', world: 'paper', headless: true });
    expect(readStartOptions(['--shell', 'browser', '--world=live'], env)).toMatchObject({
      shell: 'browser',
      world: 'live',
    });
  });

  test.each([
    [['--world', 'real'], /--world must be one of practice, paper, live, not "real"/],
    [['--shell', 'x11'], /--shell must be one of/],
    [['--speed', '2'], /--speed/],
    [['surplus'], /surplus/],
  ])('%s is refused with the usage', (parameters, sentence) => {
    expect(() => readStartOptions(parameters, {})).toThrow(sentence);
    expect(() => readStartOptions(parameters, {})).toThrow(/Usage: npm start/);
  });

  test('what the host is told', () => {
    expect(hostParameters({ shell: 'browser', world: 'live', headless: true, port: '8100' })).toEqual([
      '--world',
      'live',
      '--headless',
      '--port',
      '8100',
    ]);
    expect(hostParameters(readStartOptions([], {}))).toEqual([]);
  });
});

test('the ready line is told from everything else a host may print', () => {
  const ready = { ready: true, url: 'http://127.0.0.1:1/open?t=x', launchFile: 'launch.html', pid: 7 };
  expect(parseReady(JSON.stringify(ready))).toEqual(ready);
  for (const line of ['', 'null', '{"ready":true}', '{"ready":false,"url":"a","launchFile":"b"}', 'starting']) {
    expect(parseReady(line)).toBeUndefined();
  }
});

test('a window needs a display on Linux only', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});
