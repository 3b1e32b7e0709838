import { describe, expect, it } from 'vitest';
import { markPlaces } from './mark-places.ts';

describe('places of mark labels', () => {
  it('keeps distant labels in the first row', () => {
    expect(
      markPlaces(
        [
          { at: 10, label: 'spot' },
          { at: 200, label: 'zero gamma' },
        ],
        400,
      ).map(({ row }) => row),
    ).toEqual([0, 0]);
  });

  it('moves a label that would cover another down', () => {
    expect(
      markPlaces(
        [
          { at: 100, label: 'spot' },
          { at: 104, label: 'zero gamma' },
          { at: 108, label: 'call wall' },
        ],
        400,
      ).map(({ row }) => row),
    ).toEqual([0, 1, 2]);
  });

  it('turns a label round at the right edge', () => {
    expect(markPlaces([{ at: 390, label: 'call wall' }], 400)[0]?.anchor).toBe('end');
  });
});
