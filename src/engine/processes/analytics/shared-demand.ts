import type { Ticker } from '../../domain/ids.ts';

/** Asks for a ticker; the answer releases it, once. */
export type SharedDemand = (ticker: Ticker) => () => void;

/** Many who want the same ticker hold one watch of it, which the last of them closes. */
export function sharedDemand(open: (ticker: Ticker) => { close(): void }): SharedDemand {
  const held = new Map<Ticker, { readonly watch: { close(): void }; users: number }>();
  return (ticker) => {
    const entry = held.get(ticker) ?? { watch: open(ticker), users: 0 };
    held.set(ticker, entry);
    entry.users += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      held.delete(ticker);
      entry.watch.close();
    };
  };
}
