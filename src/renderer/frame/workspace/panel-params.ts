import type { DockviewPanelApi } from 'dockview-react';
import { useEffect, useState } from 'react';
import { linkGroups, type LinkGroup } from '../../stores/symbols.ts';

/** What a panel keeps in the saved layout. */
export type PanelParams = {
  readonly group: LinkGroup | null;
  /** Own symbol while in no group. */ readonly ticker: string;
};

export function readParams(raw: Readonly<Record<string, unknown>>): PanelParams {
  const group = linkGroups.find((each) => each === raw['group']) ?? null;
  return { group, ticker: typeof raw['ticker'] === 'string' ? raw['ticker'] : '' };
}

/** `initial` is what dockview hands to the component; the panel's own store is empty until the first change. */
export function usePanelParams(api: DockviewPanelApi, initial: Readonly<Record<string, unknown>>): PanelParams {
  const [params, setParams] = useState(() => readParams(initial));
  useEffect(() => {
    const subscription = api.onDidParametersChange((raw) => setParams(readParams(raw)));
    return () => subscription.dispose();
  }, [api]);
  return params;
}

export function nextGroup(group: LinkGroup | null): LinkGroup | null {
  const order = [...linkGroups, null];
  return order[(order.indexOf(group) + 1) % order.length] ?? null;
}
