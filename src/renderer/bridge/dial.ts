import type { ContractName } from '../../engine/contract/index.ts';
import { fail, ok } from '../../engine/domain/outcome.ts';
import type { Dial } from '../../engine/link/api.ts';
import { messagePortPipe } from '../../engine/link/message-port-pipe.ts';
import { dialWebSocket } from '../../engine/link/web-socket-dial.ts';
import { windowTimers } from './window-timers.ts';

/** What the desktop shell's preload offers; absent in a browser. */
type DesktopShell = { openLink(name: string): Promise<MessagePort> };

declare global {
  interface Window {
    readonly quorum?: DesktopShell;
  }
}

function dialDesktop(shell: DesktopShell, name: ContractName): Dial {
  return async () => {
    try {
      return ok(messagePortPipe(await shell.openLink(name)));
    } catch (error) {
      return fail('link-lost', error instanceof Error ? error.message : `The shell has no link to ${name}`);
    }
  };
}

/** A message port in the desktop shell, else a WebSocket on the page's own host; the cookie says who we are. */
export function dialFor(name: ContractName): Dial {
  if (window.quorum) return dialDesktop(window.quorum, name);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return dialWebSocket(() => new WebSocket(`${scheme}://${location.host}/link/${name}`), windowTimers);
}
