import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageRoute } from './page-route.ts';

test('keeps what a route is made of', () => {
  expect(pageRoute('#/window/deep-dive?ticker=NVDA&group=A')).toBe('/window/deep-dive?ticker=NVDA&group=A');
  expect(pageRoute('/window/ladder')).toBe('/window/ladder');
  expect(pageRoute('')).toBe('');
});

test('never lets through what ends an attribute, a tag or the part behind the hash', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (route) => !/["'<>#;:\s\\]/.test(pageRoute(route))));
});
