import { createBoundedCache } from '../../market/bounded-cache.ts';
import { createTurns } from '../kit/turns.ts';

/**
 * Rows by date and symbol, each asked of the story once. All of them may take the story a while: the venue's clock and
 * the other servers of the world get their turn in between.
 */
export function createSlowShelf<Row>(ask: (date: string, symbol: string) => readonly Row[], most: number) {
  const known = createBoundedCache<readonly Row[]>(most);
  return async (dates: readonly string[], symbols: readonly string[]): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    const turns = createTurns();
    for (const date of dates) {
      for (const symbol of symbols) {
        await turns.give();
        rows.push(...known.get(`${date}/${symbol}`, () => ask(date, symbol)));
      }
    }
    return rows;
  };
}
