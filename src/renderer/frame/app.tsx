import { useCallback, useEffect, useState } from 'react';
import { PanelBoundary } from '../components/panel-boundary.tsx';
import { hostStatus } from '../stores/feeds.ts';
import { useFeedItem } from '../stores/use-feed.ts';
import { Banners } from './banners.tsx';
import { Checklist } from './checklist.tsx';
import { FrameDialogs } from './frame-dialogs.tsx';
import { StatusBar } from './header/status-bar.tsx';
import { TitleBar } from './header/title-bar.tsx';
import type { Route } from './route.ts';
import { SingleWindow } from './single-window.tsx';
import { ToastList } from './toast-list.tsx';
import type { WindowDefinition } from './window-definition.ts';
import { Workspace } from './workspace/workspace.tsx';
import '../components/controls.css';
import '../components/forms.css';
import './frame.css';

type Props = { readonly windows: readonly WindowDefinition[]; readonly route: Route };

/** Each part fails alone: whatever breaks, the kill switch and the mode stay on the screen. */
export function App({ windows, route }: Props) {
  const [title, setTitle] = useState('');
  const mode = useFeedItem(hostStatus, 'host')?.mode;
  const onTitle = useCallback((next: string) => setTitle(next), []);
  useEffect(() => {
    document.title = [mode?.toUpperCase(), 'Quorum', title].filter(Boolean).join(' · ');
  }, [mode, title]);
  return (
    <div className="app">
      <PanelBoundary title="Title bar">
        <TitleBar title={title} />
      </PanelBoundary>
      <PanelBoundary title="Status bar">
        <StatusBar />
      </PanelBoundary>
      <PanelBoundary title="Banners">
        <Banners />
      </PanelBoundary>
      <main style={{ minHeight: 0, position: 'relative' }}>
        <PanelBoundary title="Workspace">
          {route.kind === 'workspace' ? (
            <Workspace windows={windows} onTitle={onTitle} />
          ) : (
            <SingleWindow route={route} windows={windows} onTitle={onTitle} />
          )}
        </PanelBoundary>
      </main>
      {route.kind === 'workspace' ? (
        <PanelBoundary title="First steps">
          <Checklist />
        </PanelBoundary>
      ) : null}
      <PanelBoundary title="Messages">
        <ToastList />
      </PanelBoundary>
      <PanelBoundary title="Dialogs">
        <FrameDialogs />
      </PanelBoundary>
    </div>
  );
}
