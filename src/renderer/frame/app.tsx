import { useCallback, useEffect, useState } from 'react';
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

export function App({ windows, route }: Props) {
  const [title, setTitle] = useState('');
  const mode = useFeedItem(hostStatus, 'host')?.mode;
  const onTitle = useCallback((next: string) => setTitle(next), []);
  useEffect(() => {
    document.title = [mode?.toUpperCase(), 'Quorum', title].filter(Boolean).join(' · ');
  }, [mode, title]);
  return (
    <div className="app">
      <TitleBar title={title} />
      <StatusBar />
      <Banners />
      <main style={{ minHeight: 0, position: 'relative' }}>
        {route.kind === 'workspace' ? (
          <Workspace windows={windows} onTitle={onTitle} />
        ) : (
          <SingleWindow route={route} windows={windows} onTitle={onTitle} />
        )}
      </main>
      {route.kind === 'workspace' ? <Checklist /> : null}
      <ToastList />
      <FrameDialogs />
    </div>
  );
}
