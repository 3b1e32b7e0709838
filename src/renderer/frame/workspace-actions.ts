import type { LinkGroup } from '../stores/symbols.ts';

export type OpenOptions = {
  readonly ticker?: string;
  readonly group?: LinkGroup | null;
  /** Another panel of the same kind. */ readonly another?: boolean;
};

/** What the workspace, or the page of a single window, can do with windows. */
export type WorkspaceActions = {
  open(windowId: string, options?: OpenOptions): void;
  popOut(panelId: string): void;
  reset(): void;
  save(name: string): void;
  load(name: string): void;
  activeWindow(): string;
};

const none: WorkspaceActions = {
  open: () => {},
  popOut: () => {},
  reset: () => {},
  save: () => {},
  load: () => {},
  activeWindow: () => 'global',
};
let current = none;

export function provideWorkspace(actions: WorkspaceActions): () => void {
  current = actions;
  return () => {
    if (current === actions) current = none;
  };
}

export function workspace(): WorkspaceActions {
  return current;
}

export function openWindow(windowId: string, options?: OpenOptions): void {
  current.open(windowId, options);
}
