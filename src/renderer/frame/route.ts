import { linkGroups, type LinkGroup } from '../stores/symbols.ts';

/** The whole workspace, or one window alone in a native window of its own. */
export type Route =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'window'; readonly windowId: string; readonly ticker: string; readonly group: LinkGroup | null };

/** Reads `#/window/deep-dive?ticker=NVDA&group=A`. Anything else is the workspace. */
export function parseRoute(hash: string): Route {
  const match = /^#\/window\/([a-z-]+)(?:\?(.*))?$/.exec(hash);
  if (!match?.[1]) return { kind: 'workspace' };
  const query = new URLSearchParams(match[2] ?? '');
  const group = linkGroups.find((each) => each === query.get('group')) ?? null;
  return { kind: 'window', windowId: match[1], ticker: query.get('ticker') ?? '', group };
}

export function windowRoute(
  windowId: string,
  { ticker = '', group = null }: { readonly ticker?: string; readonly group?: LinkGroup | null },
): string {
  const query = new URLSearchParams();
  if (ticker) query.set('ticker', ticker);
  if (group) query.set('group', group);
  const text = query.toString();
  return `#/window/${windowId}${text === '' ? '' : `?${text}`}`;
}
