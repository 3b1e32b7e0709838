import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, freshTrigger, type TriggerState } from './trigger.ts';

const rule = { threshold: 0.6, hysteresis: 0.05, coolDownMs: 1_000 };

function run(values: readonly (readonly [number, number])[]): number[] {
  let state: TriggerState = freshTrigger;
  const fired: number[] = [];
  for (const [time, value] of values) {
    const result = evaluate(rule, state, value, time);
    state = result.state;
    if (result.fire) fired.push(time);
  }
  return fired;
}

describe('trigger', () => {
  it('fires once per crossing and not while the value hovers at the threshold', () => {
    expect(
      run([
        [0, 0.5],
        [1, 0.61],
        [2, 0.59],
        [3, 0.62],
        [4, 0.58],
      ]),
    ).toEqual([1]);
  });

  it('fires again after the value has fallen below the hysteresis and the cool-down is over', () => {
    expect(
      run([
        [0, 0.7],
        [10, 0.5],
        [20, 0.7],
        [1_500, 0.5],
        [1_600, 0.7],
      ]),
    ).toEqual([0, 1_600]);
  });

  it('fires late when the value is still above the threshold at the end of the cool-down', () => {
    expect(
      run([
        [0, 0.7],
        [10, 0.5],
        [20, 0.7],
        [1_001, 0.7],
      ]),
    ).toEqual([0, 1_001]);
  });

  it('does not wait for a firing that lies in the future of a day played again', () => {
    expect(
      run([
        [90_000, 0.7],
        [90_010, 0.5],
        [20, 0.7],
      ]),
    ).toEqual([90_000, 20]);
  });

  it('never fires twice within the cool-down', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))),
        (raw) => {
          const fired = run([...raw].sort((left, right) => left[0] - right[0]));
          return fired.every((time, index) => index === 0 || time - (fired[index - 1] ?? 0) >= rule.coolDownMs);
        },
      ),
    );
  });
});
