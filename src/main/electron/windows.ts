import { join } from 'node:path';
import { BrowserWindow, type Session } from 'electron';
import { pageRoute } from '../host/page-route.ts';
import { appOrigin } from './app-protocol.ts';
import type { WindowState } from './window-state.ts';

export type Windows = {
  /** Opens a window on a route of the page; '' is the main workspace. */
  open(route: string): BrowserWindow;
  /** Brings the main window to the front, opening it when there is none, and tells its page where to go. */
  front(route?: string): void;
};

type Parts = { readonly session: Session; readonly state: WindowState; readonly preload: string };

export function createWindows(parts: Parts): Windows {
  let main: BrowserWindow | null = null;
  const open = (wanted: string): BrowserWindow => {
    const route = pageRoute(wanted);
    const window = createWindow(parts, route);
    if (route === '') {
      main = window;
      window.on('closed', () => (main = main === window ? null : main));
    }
    void window.loadURL(`${appOrigin}/index.html${route ? `#${route}` : ''}`);
    return window;
  };
  return {
    open,
    front: (route) => {
      const window = main ?? open('');
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (route !== undefined) tellPage(window, route);
    },
  };
}

function createWindow({ session, state, preload }: Parts, route: string): BrowserWindow {
  const { bounds, maximized } = state.initial(route);
  const window = new BrowserWindow({
    ...bounds,
    show: false,
    backgroundColor: '#0b0d10',
    autoHideMenuBar: true,
    title: 'Quorum',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  // Mixed scale factors: the size asked for at creation is only honoured after it.
  window.setBounds(bounds);
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  const remember = (): void => state.remember(route, window);
  window.on('resized', remember);
  window.on('moved', remember);
  window.on('close', remember);
  window.webContents.on('render-process-gone', () => window.reload());
  return window;
}

/** A page that is still loading listens to nobody yet. */
function tellPage({ webContents }: BrowserWindow, route: string): void {
  const tell = (): void => webContents.send('quorum:focus', route);
  if (webContents.isLoading()) webContents.once('did-finish-load', tell);
  else tell();
}

export function preloadPath(folder: string): string {
  return join(folder, '..', 'preload', 'index.cjs');
}
