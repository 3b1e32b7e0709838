import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOfRows, randomBars } from '../../../../tests/support/random-bars.ts';
import { computeIndicator, indicatorCatalog, openIndicator } from './indicator-catalog.ts';

/** More bars than one stretch and than many blocks of a window; the same for all. */
const [bars = []] = fc.sample(randomBars({ minLength: 2_600, maxLength: 2_600 }), { numRuns: 1, seed: 11 });

test.each(indicatorCatalog.map(({ id }) => id))('%s of a long series is bit for bit what comes bar by bar', (id) => {
  const computed = computeIndicator({ id, parameters: {} }, columnsOfRows(bars));
  const opened = openIndicator({ id, parameters: {} });
  if (!computed.ok || !opened.ok) throw new Error(`Invariant: ${id} has no defaults`);
  const lines = Object.values(computed.value);
  const streamed = lines.map(() => new Float64Array(bars.length));
  for (const [bar, row] of bars.entries()) {
    for (const [index, value] of [...opened.value.commit(row)].entries()) {
      const line = streamed[index];
      if (line !== undefined) line[bar] = value;
    }
  }
  expect(bars).toHaveLength(2_600);
  expect(streamed).toEqual(lines);
});
