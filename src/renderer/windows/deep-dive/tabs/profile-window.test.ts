import { describe, expect, it } from 'vitest';
import { profileWindow } from './profile-window.ts';

const spots = Array.from({ length: 201 }, (_, index) => 80 + index * 0.2);
const around = (centre: number, width: number): readonly number[] =>
  spots.map((x) => Math.exp(-(((x - centre) / width) ** 2)));
const base = { spot: 100, crossings: [], callWall: null, putWall: null, profileSpots: spots };
const range = (points: readonly { readonly x: number }[]): readonly number[] => [
  points[0]?.x ?? NaN,
  points.at(-1)?.x ?? NaN,
];

describe('profile window', () => {
  it('leaves out flat tails', () => {
    const [low = 0, high = 0] = range(profileWindow({ ...base, profileGex: around(100, 1) }));
    expect(low).toBeCloseTo(97, 0);
    expect(high).toBeCloseTo(103, 0);
  });

  it('reaches beyond the walls and crossings', () => {
    const [low = 0, high = 0] = range(
      profileWindow({ ...base, profileGex: around(100, 1), putWall: 93, callWall: 105, crossings: [91] }),
    );
    expect(low).toBeLessThan(91);
    expect(high).toBeGreaterThan(105);
  });

  it('is not widened by a wall that is far off', () => {
    const [low = 0] = range(profileWindow({ ...base, profileGex: around(100, 1), putWall: 80 }));
    expect(low).toBeGreaterThan(96);
  });

  it('holds most of a wide profile, up to the limit', () => {
    const [low = 0, high = 0] = range(profileWindow({ ...base, profileGex: spots.map(() => 1) }));
    expect(low).toBeCloseTo(85, 0);
    expect(high).toBeCloseTo(115, 0);
  });

  it('shows everything when spot is not known', () => {
    expect(profileWindow({ ...base, spot: null, profileGex: around(100, 1) })).toHaveLength(201);
  });
});
