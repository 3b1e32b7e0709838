import { expect, test } from 'vitest';
import { parseRoute, windowRoute } from './route.ts';

test('a window route survives the round trip', () => {
  const route = windowRoute('deep-dive', { ticker: 'BRK.B', group: 'C' });
  expect(route).toBe('#/window/deep-dive?ticker=BRK.B&group=C');
  expect(parseRoute(route)).toEqual({ kind: 'window', windowId: 'deep-dive', ticker: 'BRK.B', group: 'C' });
  expect(parseRoute(windowRoute('health', {}))).toEqual({
    kind: 'window',
    windowId: 'health',
    ticker: '',
    group: null,
  });
});

test.each(['', '#/', '#/window/', '#/window/<img>', '#/other/health'])('%s is the workspace', (hash) => {
  expect(parseRoute(hash)).toEqual({ kind: 'workspace' });
});

test('an unknown group is none', () => {
  expect(parseRoute('#/window/health?group=Z')).toMatchObject({ group: null });
});
