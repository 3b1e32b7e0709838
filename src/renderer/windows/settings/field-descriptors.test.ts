import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { settingsSchema } from '../../../engine/contract/settings-schema.ts';
import { describeFields, rangeText, settingFields, unitOf, wordsOf } from './field-descriptors.ts';
import { sameValue, valueAt } from './setting-paths.ts';

describe('form fields from the schema', () => {
  test('every default of the schema is a field with the same standard, except the version', () => {
    const defaults = settingsSchema.parse({});
    for (const field of settingFields)
      expect([field.path, sameValue(field.standard, valueAt(defaults, field.path))]).toEqual([field.path, true]);
    const groups = Object.keys(defaults).filter((key) => key !== 'version');
    expect(
      groups.filter((key) => !settingFields.some(({ path }) => path === key || path.startsWith(`${key}.`))),
    ).toEqual([]);
  });
  test('kinds, ranges and units come from the schema and the names', () => {
    const made = describeFields(
      z.strictObject({
        version: z.literal(1).default(1),
        risk: z
          .strictObject({
            maxAgeMs: z.number().int().min(100).max(600).default(500).describe('Oldest quote'),
            mode: z.enum(['a', 'b']).default('a'),
            on: z.boolean().default(false),
            above: z.number().positive().default(1),
          })
          .prefault({}),
      }),
    );
    expect(made.map(({ path, kind, label }) => [path, kind, label])).toEqual([
      ['risk.maxAgeMs', 'number', 'Oldest quote'],
      ['risk.mode', 'choice', 'Mode'],
      ['risk.on', 'switch', 'On'],
      ['risk.above', 'number', 'Above'],
    ]);
    expect(made.map(rangeText)).toEqual(['100 to 600 ms', '', '', 'above 0']);
    expect(made[0]).toMatchObject({ integer: true, min: 100, max: 600, standard: 500, group: 'risk' });
    expect(made[1]?.options).toEqual(['a', 'b']);
  });
  test('special editors are chosen for lists and records', () => {
    const kinds = Object.fromEntries(settingFields.map(({ path, kind }) => [path, kind]));
    expect(kinds).toMatchObject({ watchlist: 'watchlist', 'confluence.weights': 'weights', hotkeys: 'hotkeys' });
  });
});

test('names are words', () => {
  expect(wordsOf('maxQuoteAgeMs')).toBe('max quote age');
  expect(wordsOf('ordersPerMinute')).toBe('orders per minute');
  expect([unitOf('zoomPercent'), unitOf('maxNotional'), unitOf('scoreDays'), unitOf('seed')]).toEqual([
    '%',
    '$',
    'days',
    '',
  ]);
});
