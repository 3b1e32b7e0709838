import type { RequestContext } from '../../ports/vendor.ts';

/** `BRK.B` -> `BRKB`: the API and its files join the class to the name. */
export function finraSymbol(symbol: string): string {
  return symbol.replaceAll('.', '');
}

export type SymbolReader = {
  /** Our ticker; null for what can be none. */
  read(spelling: string): string | null;
  wants(symbol: string): boolean;
};

/**
 * Reads FINRA's spelling. A joined class is told apart from a longer name only by who is watched, and left as it is when
 * nobody of that name is.
 */
export function symbolReader({ directory, parameters }: RequestContext): SymbolReader {
  const joined = new Map<string, string>();
  for (const symbol of directory?.watched ?? []) if (symbol.includes('.')) joined.set(finraSymbol(symbol), symbol);
  const all = !directory || parameters['symbols'] === 'all';
  return {
    read: (spelling) => {
      const text = spelling.trim();
      // Small letters mark preferred shares, rights and warrants: `BACpB`.
      if (!/^[A-Za-z0-9][A-Za-z0-9./ \-+=^]{0,13}$/.test(text)) return null;
      const symbol = text.replace(/[/ -]/, '.');
      return joined.get(symbol) ?? symbol;
    },
    wants: (symbol) => all || directory.watched.has(symbol),
  };
}
