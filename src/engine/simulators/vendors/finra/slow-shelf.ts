import { createBoundedCache } from '../../market/bounded-cache.ts';
import { realClock } from '../../real-clock.ts';

/** Longest the other servers of the world wait for their turn, real ms. */
const longestTurnMs = 8;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    realClock.after(0, resolve);
  });
}

/**
 * Rows by date and symbol, each asked of the story once. All of them may take the story a while: the venue's clock and
 * the other servers of the world get their turn in between.
 */
export function createSlowShelf<Row>(ask: (date: string, symbol: string) => readonly Row[], most: number) {
  const known = createBoundedCache<readonly Row[]>(most);
  return async (dates: readonly string[], symbols: readonly string[]): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    let turnMs = realClock.monotonicMs();
    for (const date of dates) {
      for (const symbol of symbols) {
        if (realClock.monotonicMs() - turnMs > longestTurnMs) {
          await nextTurn();
          turnMs = realClock.monotonicMs();
        }
        rows.push(...known.get(`${date}/${symbol}`, () => ask(date, symbol)));
      }
    }
    return rows;
  };
}
