import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monitorSetKey, reachableBounds, type Bounds, type Monitor } from './window-bounds.ts';

const bounds = (min: number, max: number): fc.Arbitrary<Bounds> =>
  fc.record({
    x: fc.integer({ min: -8_000, max: 8_000 }),
    y: fc.integer({ min: -4_000, max: 4_000 }),
    width: fc.integer({ min, max }),
    height: fc.integer({ min, max }),
  });
/** Any desk: negative origins, gaps, mixed scale factors. */
const monitors: fc.Arbitrary<Monitor[]> = fc.array(
  fc.record({ id: fc.nat(), scaleFactor: fc.constantFrom(1, 1.25, 1.5, 2, 3), workArea: bounds(480, 5_120) }),
  { minLength: 1, maxLength: 5 },
);

function shared(left: Bounds, right: Bounds): { readonly width: number; readonly height: number } {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  return { width, height };
}

test('whatever was saved and whatever is plugged in, the title bar can be grabbed', () => {
  fc.assert(
    fc.property(bounds(-100, 9_000), monitors, (wanted, desk) => {
      const found = reachableBounds(wanted, desk);
      return desk.some(({ workArea }) => {
        const { width, height } = shared(found, workArea);
        const titleOnScreen = found.y >= workArea.y && found.y <= workArea.y + workArea.height - 80;
        return (
          width >= 80 &&
          height >= 80 &&
          titleOnScreen &&
          found.width <= workArea.width &&
          found.height <= workArea.height
        );
      });
    }),
    { numRuns: 500 },
  );
});

test('a window that is where it should be stays there', () => {
  fc.assert(
    fc.property(bounds(900, 5_120), fc.double({ min: 0, max: 1, noNaN: true }), (area, share) => {
      const inside = {
        x: area.x + Math.floor((area.width - 850) * share),
        y: area.y,
        width: 850,
        height: Math.min(700, area.height),
      };
      expect(reachableBounds(inside, [{ id: 1, scaleFactor: 1, workArea: area }])).toEqual(inside);
    }),
  );
});

test('on one monitor, placing it twice changes nothing more', () => {
  fc.assert(
    fc.property(bounds(1, 9_000), monitors, (wanted, [monitor]) => {
      const desk = monitor ? [monitor] : [];
      const once = reachableBounds(wanted, desk);
      expect(reachableBounds(once, desk)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});

test('a monitor that was unplugged gives its windows to the one that is left', () => {
  const laptop = { id: 1, scaleFactor: 2, workArea: { x: 0, y: 25, width: 1440, height: 875 } };
  expect(reachableBounds({ x: -2500, y: -200, width: 2000, height: 1200 }, [laptop])).toEqual({
    x: 0,
    y: 25,
    width: 1440,
    height: 875,
  });
});

test('without any monitor nothing is changed', () => {
  const wanted = { x: 1, y: 2, width: 3, height: 4 };
  expect(reachableBounds(wanted, [])).toEqual(wanted);
});

test('the same desk has the same name in whatever order it is listed, another one has another', () => {
  fc.assert(
    fc.property(monitors, (desk) => {
      expect(monitorSetKey([...desk].reverse())).toBe(monitorSetKey(desk));
      const [first, ...rest] = desk;
      if (!first) return;
      expect(monitorSetKey([{ ...first, scaleFactor: first.scaleFactor + 1 }, ...rest])).not.toBe(monitorSetKey(desk));
      expect(monitorSetKey(rest)).not.toBe(monitorSetKey(desk));
    }),
  );
});
