import { app, shell, type Session } from 'electron';
import { appOrigin } from './app-protocol.ts';

/** The only pages the program may open in the system's browser. */
const outside = new Set(['https://www.interactivebrokers.com', 'https://www.tradingview.com']);

export function mayOpenOutside(address: string): boolean {
  try {
    return outside.has(new URL(address).origin);
  } catch {
    return false;
  }
}

function isOurs(address: string): boolean {
  return address === appOrigin || address.startsWith(`${appOrigin}/`);
}

/** Nothing but our own page, no permissions, no new windows (alerts are shown by the shell itself). */
export function lockDown(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
    const stay = (event: { preventDefault(): void }, url: string): void => {
      if (!isOurs(url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
