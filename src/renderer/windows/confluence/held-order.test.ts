import { describe, expect, it } from 'vitest';
import { createHeldOrder } from './held-order.ts';

const idOf = (id: string): string => id;

describe('held order', () => {
  it('keeps rows in place while held and lets them go after', () => {
    const arrange = createHeldOrder();
    expect(arrange(['A', 'B', 'C'], idOf, { held: false, sortedBy: 'conviction' })).toEqual(['A', 'B', 'C']);
    expect(arrange(['C', 'A', 'B'], idOf, { held: true, sortedBy: 'conviction' })).toEqual(['A', 'B', 'C']);
    expect(arrange(['C', 'A', 'B'], idOf, { held: false, sortedBy: 'conviction' })).toEqual(['C', 'A', 'B']);
  });

  it('puts a new row last, and forgets none', () => {
    const arrange = createHeldOrder();
    arrange(['A', 'B'], idOf, { held: false, sortedBy: 'conviction' });
    expect(arrange(['N', 'B', 'A'], idOf, { held: true, sortedBy: 'conviction' })).toEqual(['A', 'B', 'N']);
  });

  it('obeys another column at once', () => {
    const arrange = createHeldOrder();
    arrange(['A', 'B'], idOf, { held: false, sortedBy: 'conviction' });
    expect(arrange(['B', 'A'], idOf, { held: true, sortedBy: 'last' })).toEqual(['B', 'A']);
    expect(arrange(['A', 'B'], idOf, { held: true, sortedBy: 'last' })).toEqual(['B', 'A']);
  });

  it('has nothing to hold before the first sort', () => {
    expect(createHeldOrder()(['B', 'A'], idOf, { held: true, sortedBy: 'conviction' })).toEqual(['B', 'A']);
  });
});
