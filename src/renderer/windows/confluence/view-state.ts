import { create } from 'zustand';
import type { Grouping } from './grid-row.ts';

type ViewState = {
  readonly grouping: Grouping;
  readonly filter: string;
  readonly pinned: ReadonlySet<string>;
  readonly expanded: ReadonlySet<string>;
  /** Rows stay in place for now. */
  readonly held: boolean;
};

const remembered = 'quorum-confluence';

function stored(): Pick<ViewState, 'grouping' | 'pinned'> {
  try {
    const { grouping, pinned } = JSON.parse(localStorage.getItem(remembered) ?? '{}') as {
      readonly grouping?: Grouping;
      readonly pinned?: readonly string[];
    };
    return { grouping: grouping ?? 'none', pinned: new Set(pinned ?? []) };
  } catch {
    return { grouping: 'none', pinned: new Set() };
  }
}

/** How the grid is looked at; grouping and pins outlive the page. */
export const useConfluenceView = create<ViewState>(() => ({
  filter: '',
  expanded: new Set<string>(),
  held: false,
  ...stored(),
}));

useConfluenceView.subscribe(({ grouping, pinned }) =>
  localStorage.setItem(remembered, JSON.stringify({ grouping, pinned: [...pinned] })),
);

function toggled(set: ReadonlySet<string>, ticker: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(ticker)) next.add(ticker);
  return next;
}

export function togglePin(ticker: string): void {
  useConfluenceView.setState(({ pinned }) => ({ pinned: toggled(pinned, ticker) }));
}

export function toggleExpanded(ticker: string): void {
  useConfluenceView.setState(({ expanded }) => ({ expanded: toggled(expanded, ticker) }));
}
