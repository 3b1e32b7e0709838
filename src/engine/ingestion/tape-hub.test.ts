import { expect, test } from 'vitest';
import { fail } from '../domain/outcome.ts';
import { emptyQuote } from '../domain/quote.ts';
import { InstrumentBook } from './instrument-book.ts';
import { TapeHub } from './tape-hub.ts';

const nowhere = () => Promise.resolve(fail('not-connected', 'no vendor'));

/** A tape read off the quotes, because no line can be opened. */
function sampledTape() {
  const sizes: number[] = [];
  const book = new InstrumentBook({ resolve: nowhere, search: nowhere });
  const hub = new TapeHub({
    marketData: { trades: () => ({ close: () => undefined }) },
    book,
    quoteOf: () => undefined,
  });
  const take = (columns: Readonly<Record<string, Float64Array>>) => void sizes.push(...(columns['size'] ?? []));
  hub.subscribe('SPY.STK', { snapshot: take, append: take });
  const quote = (volume: number) => {
    hub.onQuote({ ...emptyQuote('SPY.STK'), last: 500, volume, eventTime: volume });
    hub.flush();
  };
  return { hub, quote, sizes };
}

test('a print is what the day’s volume grew by', () => {
  const { quote, sizes } = sampledTape();
  for (const volume of [1_000, 1_100, 1_150]) quote(volume);
  expect(sizes).toEqual([100, 50]);
});

test('the volume of an outage is not one print', () => {
  const { hub, quote, sizes } = sampledTape();
  for (const volume of [1_000, 1_100]) quote(volume);
  hub.heal();
  for (const volume of [900_000, 900_040]) quote(volume);
  expect(sizes).toEqual([100, 40]);
});
