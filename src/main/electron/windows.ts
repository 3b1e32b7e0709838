import { join } from 'node:path';
import { BrowserWindow, type Session } from 'electron';
import { appOrigin } from './app-protocol.ts';
import type { WindowState } from './window-state.ts';

export type Windows = {
  /** Opens a window on a route of the page; '' is the main workspace. */
  open(route: string): BrowserWindow;
  /** Brings the main window to the front, opening it when there is none. */
  front(route?: string): void;
};

export function createWindows(parts: { readonly session: Session; readonly state: WindowState; readonly preload: string }): Windows {
  const { session, state } = parts;
  const open = (route: string): BrowserWindow => {
    const { bounds, maximized } = state.initial(route);
    const window = new BrowserWindow({
      ...bounds, show: false, backgroundColor: '#0b0d10', autoHideMenuBar: true, title: 'Quorum',
      webPreferences: {
        session, preload: parts.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false,
      },
    });
    // Mixed scale factors: the size asked for at creation is only honoured after it.
    window.setBounds(bounds);
    if (maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    for (const event of ['resized', 'moved', 'close'] as const) window.on(event as 'close', () => state.remember(route, window));
    window.webContents.on('render-process-gone', () => window.reload());
    void window.loadURL(`${appOrigin}/index.html${route ? `#${route}` : ''}`);
    return window;
  };
  return {
    open,
    front: (route) => {
      const [first] = BrowserWindow.getAllWindows();
      const window = first ?? open('');
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (route !== undefined) window.webContents.send('quorum:focus', route);
    },
  };
}

export function preloadPath(folder: string): string {
  return join(folder, '..', 'preload', 'index.cjs');
}
