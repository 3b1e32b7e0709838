import { expect, test } from 'vitest';
import { settingFields } from './field-descriptors.ts';
import { afterSaving, effectOf } from './setting-effect.ts';

test('what a connection is made with reconnects, where a connection is', () => {
  expect(effectOf('broker.orderClientId', 'paper')?.kind).toBe('reconnects');
  expect(effectOf('broker.orderClientId', 'practice')?.kind).toBe('elsewhere');
  expect(effectOf('broker.livePort', 'paper')?.kind).toBe('elsewhere');
  expect(effectOf('broker.livePort', 'live')?.kind).toBe('reconnects');
});

test('limits and looks act at once; world and seed at the next start', () => {
  for (const path of ['risk.maxQuantity', 'appearance.theme', 'broker.marketDataLines'])
    expect(effectOf(path, 'paper')).toBeNull();
  expect(effectOf('world', 'practice')?.words).toContain('practice runs now');
  expect(afterSaving(['practice.seed', 'broker.host'], 'paper')).toBe(
    'Quorum reconnects to TWS now. Some act when Quorum starts again.',
  );
  expect(afterSaving(['risk.maxQuantity'], 'paper')).toBe('');
});

test('every path named here is a setting', () => {
  const paths = new Set(settingFields.map(({ path }) => path));
  const named = ['world', 'practice.seed', 'practice.speed', 'broker.host', 'broker.paperPort', 'broker.account'];
  for (const path of named) expect(paths).toContain(path);
});
