import {
  DockviewReact,
  type DockviewApi,
  type DockviewTheme,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
} from 'dockview-react';
import { useEffect, useMemo, useRef, useState, type FunctionComponent } from 'react';
import { create } from 'zustand';
import { styleNonce } from '../../theme/grid-theme.ts';
import { focusWindow } from '../initial-focus.ts';
import type { WindowDefinition } from '../window-definition.ts';
import { provideWorkspace } from '../workspace-actions.ts';
import { applyDefaultLayout } from './default-layout.ts';
import { autosaveLayout, currentLayout, loadLayout } from './layout-store.ts';
import { PanelHost } from './panel-host.tsx';
import { PanelTab } from './panel-tab.tsx';
import { dockActions } from './dock-actions.ts';
import 'dockview-react/dist/styles/dockview.css';
import '../../theme/dock.css';

type Props = { readonly windows: readonly WindowDefinition[]; readonly onTitle: (title: string) => void };
const theme: DockviewTheme = {
  name: 'quorum',
  className: 'dock-theme',
  gap: 1,
  dndTabIndicator: 'line',
  tabGroupIndicator: 'none',
};

function byId<P extends object>(
  windows: readonly WindowDefinition[],
  wrap: (definition: WindowDefinition) => FunctionComponent<P>,
): Record<string, FunctionComponent<P>> {
  return Object.fromEntries(windows.map((definition) => [definition.id, wrap(definition)]));
}

/** True once a layout stands: before, an empty dock is one that is still being filled. */
const useLaidOut = create<{ readonly laidOut: boolean }>(() => ({ laidOut: false }));

function Watermark() {
  const { laidOut } = useLaidOut();
  if (!laidOut) return <div className="watermark" />;
  return <div className="watermark">Every window is closed. Alt+1 opens Confluence; the palette opens the rest.</div>;
}

/** Docked windows: split, tabbed, popped out, saved with the host and restored. */
export function Workspace({ windows, onTitle }: Props) {
  const [api, setApi] = useState<DockviewApi | null>(null);
  const restored = useRef(false);
  const components = useMemo(
    () =>
      byId<IDockviewPanelProps>(windows, (definition) => (props) => <PanelHost {...props} definition={definition} />),
    [windows],
  );
  const tabs = useMemo(
    () =>
      byId<IDockviewPanelHeaderProps>(windows, (definition) => (props) => (
        <PanelTab {...props} definition={definition} />
      )),
    [windows],
  );

  useEffect(() => {
    if (!api) return;
    const withdraw = provideWorkspace(dockActions(api, windows));
    const titles = api.onDidActivePanelChange(() => onTitle(api.activePanel?.title ?? ''));
    let stopSaving = (): void => {};
    let gone = false;
    const restore = async (): Promise<void> => {
      const found = restored.current || (await loadLayout(api, currentLayout, new Set(windows.map(({ id }) => id))));
      if (gone) return;
      if (!found) applyDefaultLayout(api, windows);
      restored.current = true;
      useLaidOut.setState({ laidOut: true });
      if (api.activePanel) focusWindow(api.activePanel.id);
      onTitle(api.activePanel?.title ?? '');
      stopSaving = autosaveLayout(api);
    };
    void restore();
    return () => {
      gone = true;
      withdraw();
      titles.dispose();
      stopSaving();
    };
  }, [api, windows, onTitle]);

  return (
    <DockviewReact
      components={components}
      tabComponents={tabs}
      watermarkComponent={Watermark}
      theme={theme}
      nonce={styleNonce()}
      onReady={(event) => setApi(event.api)}
    />
  );
}
