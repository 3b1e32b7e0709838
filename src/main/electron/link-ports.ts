import { ipcMain, MessageChannelMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { messagePortPipe } from '../../engine/link/message-port-pipe.ts';
import type { Host } from '../host/host.ts';
import { isWindowLink } from '../host/topology.ts';
import { appOrigin } from './app-protocol.ts';

const requestSchema = z.strictObject({ name: z.string().max(20), id: z.number().int().nonnegative() });

function fromOurPage(event: IpcMainInvokeEvent): boolean {
  const { senderFrame } = event;
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${appOrigin}/`);
}

/**
 * Makes the two ends of a link: one goes to the window, the other straight to the engine process, so that no data passes
 * through here. The role is ours to say.
 */
export function offerLinkPorts(host: Host): void {
  ipcMain.handle('quorum:open-link', (event, raw: unknown) => {
    const request = requestSchema.safeParse(raw);
    if (!fromOurPage(event) || !request.success || !isWindowLink(request.data.name)) throw new Error('refused');
    const { name, id } = request.data;
    const { port1, port2 } = new MessageChannelMain();
    const client = `window-${event.sender.id}`;
    if (name === 'host') host.server.accept(messagePortPipe(port2), { role: 'window', id: client });
    else if (!host.supervisor.send(name, { type: 'port', role: 'window', client }, [port2])) {
      port1.close();
      throw new Error(`${name} is not running`);
    }
    event.senderFrame?.postMessage('quorum:link-port', { id }, [port1]);
    return true;
  });
}
