import { realClock } from '../../real-clock.ts';

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    realClock.after(0, resolve);
  });
}

/**
 * Rows by date, each asked of the story once. A date may take the story a while: the venue's clock and the other
 * servers of the world get their turn in between.
 */
export function createSlowShelf<Row>(ask: (date: string) => readonly Row[], most: number) {
  const known = new Map<string, readonly Row[]>();
  return async (dates: readonly string[]): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (const date of dates) {
      let found = known.get(date);
      if (!found) {
        await nextTurn();
        found = ask(date);
        if (known.size >= most) known.clear();
        known.set(date, found);
      }
      rows.push(...found);
    }
    return rows;
  };
}
