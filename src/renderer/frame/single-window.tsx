import { Suspense, useCallback, useEffect, useState } from 'react';
import { Condition } from '../components/condition.tsx';
import { PanelBoundary } from '../components/panel-boundary.tsx';
import { chooseSymbol, useSymbols } from '../stores/symbols.ts';
import { useTicketRequest } from '../stores/ticket-request.ts';
import { windowRoute, type Route } from './route.ts';
import type { WindowDefinition } from './window-definition.ts';
import { provideWorkspace } from './workspace-actions.ts';
import { openNativeWindow } from './workspace/dock-actions.ts';
import { testIdOf } from '../components/test-ids.ts';

type Props = {
  readonly route: Extract<Route, { readonly kind: 'window' }>;
  readonly windows: readonly WindowDefinition[];
  readonly onTitle: (title: string) => void;
};

function openElsewhere(windowId: string, ticker: string | undefined): void {
  void openNativeWindow(
    windowRoute(windowId, { ticker: ticker ?? useTicketRequest.getState().request?.ticker ?? '', group: 'A' }),
  );
}

/** One window alone in a native window: the same frame, no docking. */
export function SingleWindow({ route, windows, onTitle }: Props) {
  const definition = windows.find(({ id }) => id === route.windowId);
  const [own, setOwn] = useState(route.ticker);
  const grouped = useSymbols((state) => (route.group ? state.byGroup[route.group] : null));
  useEffect(() => {
    if (route.group && route.ticker) chooseSymbol(route.group, route.ticker);
  }, [route]);
  useEffect(() => onTitle(definition?.title ?? ''), [definition, onTitle]);
  useEffect(
    () =>
      provideWorkspace({
        open: (windowId, options) =>
          windowId === route.windowId ? undefined : openElsewhere(windowId, options?.ticker),
        popOut: () => {},
        reset: () => {},
        save: () => {},
        load: () => {},
        activeWindow: () => route.windowId,
      }),
    [route],
  );
  const choose = useCallback(
    (ticker: string) => {
      chooseSymbol(route.group, ticker);
      if (!route.group) setOwn(ticker);
    },
    [route.group],
  );
  if (!definition) return <Condition tone="danger" title={`There is no window ${route.windowId}`} />;
  const Window = definition.component;
  return (
    <section
      className="window"
      data-window={definition.id}
      data-panel={definition.id}
      tabIndex={-1}
      data-testid={testIdOf.window(definition.id)}
      aria-label={definition.title}
    >
      <PanelBoundary title={definition.title}>
        <Suspense>
          <Window panelId={definition.id} ticker={grouped ?? own} group={route.group} choose={choose} visible />
        </Suspense>
      </PanelBoundary>
    </section>
  );
}
