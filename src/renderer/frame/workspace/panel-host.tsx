import type { IDockviewPanelProps } from 'dockview-react';
import { Suspense, useCallback, useEffect, useState } from 'react';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { chooseSymbol, useSymbols } from '../../stores/symbols.ts';
import type { WindowDefinition } from '../window-definition.ts';
import { usePanelParams } from './panel-params.ts';
import { testIdOf } from '../../components/test-ids.ts';

/** Puts a window into a dock panel: symbol of its group, visibility, its own error boundary. */
export function PanelHost({
  api,
  params,
  definition,
}: IDockviewPanelProps<Readonly<Record<string, unknown>>> & { readonly definition: WindowDefinition }) {
  const { group, ticker: own } = usePanelParams(api, params);
  const grouped = useSymbols((state) => (group ? state.byGroup[group] : null));
  const [visible, setVisible] = useState(api.isVisible);
  useEffect(() => {
    const subscription = api.onDidVisibilityChange((event) => setVisible(event.isVisible));
    return () => subscription.dispose();
  }, [api]);
  const choose = useCallback(
    (ticker: string) => {
      chooseSymbol(group, ticker);
      if (!group) api.updateParameters({ group, ticker });
    },
    [api, group],
  );
  const Window = definition.component;
  return (
    <section
      className="window"
      data-window={definition.id}
      data-panel={api.id}
      tabIndex={-1}
      data-testid={testIdOf.window(definition.id)}
      aria-label={definition.title}
    >
      <PanelBoundary title={definition.title}>
        <Suspense>
          <Window panelId={api.id} ticker={grouped ?? own} group={group} choose={choose} visible={visible} />
        </Suspense>
      </PanelBoundary>
    </section>
  );
}
