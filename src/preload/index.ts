import { contextBridge, ipcRenderer } from 'electron';

let nextId = 1;

// A port cannot cross the context bridge: it goes to the page as a window message that carries the number of its request.
ipcRenderer.on('quorum:link-port', (event, message: { readonly id: number }) => {
  window.postMessage({ quorumLink: message.id }, location.origin, event.ports as unknown as Transferable[]);
});

contextBridge.exposeInMainWorld('quorum', {
  /** Asks for a link to an engine process; the port follows as a message `{ quorumLink: id }`. */
  requestLink: async (name: string): Promise<number> => {
    const id = nextId;
    nextId += 1;
    await ipcRenderer.invoke('quorum:open-link', { name, id });
    return id;
  },
  /** A native notification or the tray asks for a place in the page. */
  onFocus: (listener: (route: string) => void): void => {
    ipcRenderer.on('quorum:focus', (_event, route: string) => listener(String(route)));
  },
});
