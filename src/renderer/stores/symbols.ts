import { create } from 'zustand';

export const linkGroups = ['A', 'B', 'C', 'D'] as const;
export type LinkGroup = (typeof linkGroups)[number];

type Symbols = {
  /** The symbol the keyboard acts on: the last one chosen anywhere in this page. */
  readonly focused: string;
  readonly byGroup: Readonly<Record<LinkGroup, string>>;
};

const start = 'SPY';
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('quorum-symbols');

const remembered = 'quorum-symbols';

function stored(): Symbols['byGroup'] {
  const none = { A: start, B: start, C: start, D: start };
  try {
    return { ...none, ...(JSON.parse(localStorage.getItem(remembered) ?? '{}') as Partial<Symbols['byGroup']>) };
  } catch {
    return none;
  }
}

export const useSymbols = create<Symbols>(() => {
  const byGroup = stored();
  return { focused: byGroup.A, byGroup };
});

function apply(group: LinkGroup, ticker: string): void {
  useSymbols.setState(({ byGroup }) => ({ byGroup: { ...byGroup, [group]: ticker } }));
  localStorage.setItem(remembered, JSON.stringify(useSymbols.getState().byGroup));
}

/** Chooses a symbol in a group: every panel and window of that colour follows. */
export function chooseSymbol(group: LinkGroup | null, ticker: string): void {
  useSymbols.setState({ focused: ticker });
  if (!group) return;
  apply(group, ticker);
  channel?.postMessage({ group, ticker });
}

export function focusSymbol(ticker: string): void {
  if (useSymbols.getState().focused !== ticker) useSymbols.setState({ focused: ticker });
}

/** What another window of the program chose. */
export function followOtherWindows(): void {
  channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { group, ticker } = (event.data ?? {}) as { readonly group?: unknown; readonly ticker?: unknown };
    const known = linkGroups.find((each) => each === group);
    if (known && typeof ticker === 'string') apply(known, ticker);
  });
}
