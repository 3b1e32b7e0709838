import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** `0.1 + 0.46` at full depth in the heat cell, `.heat i`. */
const deepestHeat = 0.56;
const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** Hex tokens of one theme's block. */
function theme(name: 'dark' | 'light'): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme='${name}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, token = '', colour = '']) => [token, colour]),
  );
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** WCAG relative luminance of `#rrggbb`. */
function luminance(parts: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['ground', 'surface', 'raised', 'hover', 'selected'];
const inks = [
  'text',
  'text-muted',
  'text-faint',
  'accent',
  'attention',
  'danger',
  'hue-green',
  'hue-red',
  'hue-blue',
  'hue-orange',
];

describe.each(['dark', 'light'] as const)('%s theme', (name) => {
  const tokens = theme(name);
  const of = (token: string): readonly number[] => channels(tokens.get(token) ?? '');

  test.each(inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)))(
    '%s on %s can be read',
    (ink, ground) => {
      expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each([
    ['on-accent', 'accent'],
    ['on-danger', 'danger-strong'],
    ['text', 'danger-ground'],
    ['danger', 'danger-ground'],
    ['text', 'attention-ground'],
    ['attention', 'attention-ground'],
  ])('%s on %s can be read', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  // The number on a heat cell lies on its colour mixed with the row's.
  test.each(['hue-green', 'hue-red', 'hue-blue', 'hue-orange'])('a number on the deepest %s can be read', (hue) => {
    const mixed = of(hue).map((part, at) => part * deepestHeat + (of('surface')[at] ?? 0) * (1 - deepestHeat));
    expect(contrast(of('text'), mixed)).toBeGreaterThanOrEqual(4.5);
  });
});
