import type { ContractName } from '../../engine/contract/index.ts';
import { fail, ok } from '../../engine/domain/outcome.ts';
import type { Dial } from '../../engine/link/api.ts';
import { messagePortPipe } from '../../engine/link/message-port-pipe.ts';
import { dialWebSocket } from '../../engine/link/web-socket-dial.ts';
import { desktopShell, openDesktopLink } from './desktop-shell.ts';
import { windowTimers } from './window-timers.ts';

function dialDesktop(open: () => Promise<MessagePort>): Dial {
  return async () => {
    try {
      return ok(messagePortPipe(await open()));
    } catch (error) {
      return fail('link-lost', error instanceof Error ? error.message : 'The shell has no such link');
    }
  };
}

/** A message port in the desktop shell, else a WebSocket on the page's own host; the cookie says who we are. */
export function dialFor(name: ContractName): Dial {
  const shell = desktopShell;
  if (shell) return dialDesktop(() => openDesktopLink(shell, name));
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return dialWebSocket(() => new WebSocket(`${scheme}://${location.host}/link/${name}`), windowTimers);
}
