import fc from 'fast-check';

export type RandomBar = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly benchmark: number;
  readonly session: number;
};

/** How one bar differs from the one before: a move, wicks, a flat or empty bar, a jump, a new session. */
const change = fc.record({
  kind: fc.constantFrom('usual', 'usual', 'usual', 'flat', 'same', 'jump'),
  move: fc.integer({ min: -300, max: 300 }),
  up: fc.integer({ min: 0, max: 100 }),
  down: fc.integer({ min: 0, max: 100 }),
  volume: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_000 })),
  benchmark: fc.integer({ min: 1, max: 100_000 }),
  newSession: fc.integer({ min: 0, max: 30 }),
});

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function barAfter(previous: RandomBar | undefined, next: Change): RandomBar {
  const before = previous?.close ?? 100;
  const session = (previous?.session ?? 0) + (next.newSession === 0 ? 1 : 0);
  const common = { volume: next.volume, benchmark: next.benchmark / 100, session };
  if (next.kind === 'same' && previous) return { ...previous, ...common };
  const move = next.kind === 'jump' ? next.move / 600 : next.move / 10_000;
  const close = Math.max(1, Math.round(before * (1 + move) * 100) / 100);
  if (next.kind === 'flat') return { open: before, high: before, low: before, close: before, ...common };
  const open = next.kind === 'jump' ? close : before;
  const high = Math.max(open, close) + next.up / 100;
  const low = Math.max(0.5, Math.min(open, close) - next.down / 100);
  return { open, high, low, close, ...common };
}

/** Bars with flat stretches, bars without volume, price gaps and new sessions; prices in cents from 0.50 up. */
export function randomBars(lengths: { readonly minLength: number; readonly maxLength: number }) {
  return fc.array(change, lengths).map((changes) => {
    const bars: RandomBar[] = [];
    for (const next of changes) bars.push(barAfter(bars.at(-1), next));
    return bars;
  });
}

export function columnsOfRows(bars: readonly RandomBar[]) {
  const column = (name: keyof RandomBar) => Float64Array.from(bars, (bar) => bar[name]);
  return {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    benchmark: column('benchmark'),
    session: Int32Array.from(bars, ({ session }) => session),
  };
}
