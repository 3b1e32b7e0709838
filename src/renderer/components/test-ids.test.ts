import { describe, expect, it } from 'vitest';
import { testIds } from './test-ids.ts';

describe('test ids', () => {
  it('are each listed once', () => {
    const ids = Object.values(testIds);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
