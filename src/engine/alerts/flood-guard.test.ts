import { describe, expect, it } from 'vitest';
import { createFloodGuard } from './flood-guard.ts';

describe('flood guard', () => {
  it('lets the first through, holds the rest and tells how many after the window', () => {
    const guard = createFloodGuard({ most: 2, windowMs: 100 });
    expect([guard.admit(0), guard.admit(1), guard.admit(2), guard.admit(3)]).toEqual([true, true, false, false]);
    expect(guard.due(50)).toBe(0);
    expect(guard.due(103)).toBe(2);
    expect(guard.due(104)).toBe(0);
    expect(guard.admit(150)).toBe(true);
  });
});
